import { inArray } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { answers, approaches, questionGroups, questions } from '#db/schema/index.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { chance } from './chance.ts';
import type { DemoGroup, DemoQuestion } from './demo.ts';
import type { PlannedGroup, PlannedLife } from './planned.ts';
import { instantOf } from './rows.ts';

/** Writes what groups and residents ask each other, their answers, and what came of them. */
export async function writeQuestions(
  tx: Transaction,
  life: PlannedLife,
  planned: readonly DemoQuestion[],
  seed: string,
  today: CalendarDay,
): Promise<void> {
  const luck = chance(`${seed}:questions`);
  const groupOf = new Map(life.groups.map((group) => [group.brief.slug, group]));
  const group = (slug: string): PlannedGroup => {
    const found = groupOf.get(slug);
    if (!found) throw new Error(`the demonstration town has no group ${slug}`);
    return found;
  };
  const someone = (slug: string | undefined): string => {
    const person = slug === undefined ? null : group(slug).memberships[0]?.personId;
    return person ?? luck.pick(life.people).id;
  };
  const approachIds = await findApproachIds(tx, planned);
  const at = (days: number) => instantOf(addDays(today, -days));
  const asked = planned.map((question) => ({ question, id: luck.uuid(), askedBy: someone(question.by) }));
  await tx.insert(questions).values(
    asked.map(({ question, id, askedBy }) => {
      const asking = question.by === undefined ? null : group(question.by);
      const brief = asking?.brief as DemoGroup | undefined;
      return {
        id,
        idempotencyKey: id,
        groupId: asking?.id ?? null,
        askedBy,
        lang: question.lang,
        text: question.text,
        detail: question.detail ?? null,
        focusId: brief?.focus ?? null,
        neighborhoodId: question.neighborhood ?? brief?.neighborhood ?? null,
        askedAt: at(question.days),
        resolvedAt: question.resolved === undefined ? null : at(question.resolved),
      };
    }),
  );
  const addressed = asked.flatMap(({ question, id }) =>
    question.to.map((slug) => ({ questionId: id, groupId: group(slug).id })),
  );
  await tx.insert(questionGroups).values(addressed);
  await tx.insert(answers).values(
    asked.flatMap(({ question, id, askedBy }) =>
      question.answers.map((answer) => ({
        idempotencyKey: luck.uuid(),
        questionId: id,
        groupId: answer.by === undefined ? null : group(answer.by).id,
        answeredBy: someone(answer.by),
        lang: answer.lang,
        text: answer.text,
        approachId: answer.approach === undefined ? null : (approachIds.get(answer.approach) ?? null),
        answeredAt: at(answer.days),
        helpedAt: answer.helped ? at(answer.helped.days) : null,
        helpedBy: answer.helped ? askedBy : null,
        cameOfIt: answer.helped?.came ?? null,
      })),
    ),
  );
}

async function findApproachIds(
  tx: Transaction,
  planned: readonly DemoQuestion[],
): Promise<Map<string, string>> {
  const slugs = planned.flatMap((question) => question.answers.flatMap(({ approach }) => approach ?? []));
  if (slugs.length === 0) return new Map();
  const rows = await tx
    .select({ id: approaches.id, slug: approaches.slug })
    .from(approaches)
    .where(inArray(approaches.slug, slugs));
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}
