import { eq } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import {
  approaches,
  commitments,
  meetingChanges,
  meetingPresence,
  meetings,
  prompts,
  questions,
  reflectionAnswers,
  reflections,
} from '#db/schema/index.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import type { DemoTownLife } from './town-life.ts';
import type { PlannedCommitment } from './plan-commitments.ts';
import type { PlannedMeeting, PlannedRhythm } from './plan-meetings.ts';
import { ownPromptKey } from './plan-questions.ts';
import type { PlannedReflection } from './plan-reflections.ts';
import type { PlannedGroup, PlannedLife } from './planned.ts';
import { inChunks, instantOf } from './rows.ts';

const convener = (group: PlannedGroup) => group.memberships[0]?.personId ?? null;
const someModerator = ({ memberships }: PlannedGroup) =>
  memberships.find(({ role }) => role === 'moderator')?.personId ?? memberships[0]?.personId ?? null;

/** Writes the questions that moderators of the demonstration town wrote themselves. */
export async function writeOwnPrompts(
  tx: Transaction,
  life: PlannedLife,
  planned: DemoTownLife['prompts'],
  seed: string,
  today: CalendarDay,
): Promise<void> {
  await inChunks(
    planned.map(({ by, days, state, text }, at) => {
      const writer = life.groups.find(({ brief }) => brief.slug === by);
      return {
        id: `own-${ownPromptKey(seed, at)}`,
        state,
        text,
        writtenBy: writer ? convener(writer) : null,
        writtenAt: instantOf(addDays(today, -days)),
      };
    }),
    (rows) => tx.insert(prompts).values(rows),
  );
}

/** Writes planned meetings: who was there, what was asked, skipped or moved, and what was set out. */
export async function writeMeetings(tx: Transaction, planned: PlannedRhythm): Promise<void> {
  await inChunks(planned.meetings, (rows) => tx.insert(meetings).values(rows.map(meetingRow)));
  const present = planned.meetings.flatMap(({ id, present: people }) =>
    people.map((personId) => ({ meetingId: id, personId })),
  );
  await inChunks(present, (rows) => tx.insert(meetingPresence).values(rows), 4000);
  await inChunks(planned.changes, (rows) => tx.insert(meetingChanges).values(rows));
  await inChunks(planned.commitments, (rows) => tx.insert(commitments).values(rows.map(commitmentRow)));
}

function meetingRow({
  id,
  key,
  group,
  onDate,
  guests,
  question,
}: PlannedMeeting): typeof meetings.$inferInsert {
  const at = instantOf(onDate);
  return {
    id,
    groupId: group.id,
    onDate,
    idempotencyKey: key,
    openedAt: at,
    openedBy: someModerator(group),
    guests,
    promptId: question?.promptId ?? null,
    promptChanged: question?.changed ?? null,
    promptSaidAt: question && question.changed !== null ? at : null,
    endedAt: at,
  };
}

function commitmentRow(planned: PlannedCommitment): typeof commitments.$inferInsert {
  const { meeting, entry, outcome, lookedAt } = planned;
  const by = someModerator(meeting.group);
  return {
    id: planned.id,
    idempotencyKey: planned.key,
    groupId: meeting.group.id,
    meetingId: meeting.id,
    position: planned.position,
    lang: meeting.group.brief.lang,
    text: entry.text,
    expected: entry.expected,
    carriedFromId: planned.carriedFrom,
    madeAt: instantOf(meeting.onDate),
    madeBy: by,
    outcome,
    outcomeAt: lookedAt ? instantOf(lookedAt.onDate) : null,
    outcomeBy: lookedAt ? by : null,
    outcomeMeetingId: lookedAt?.id ?? null,
    cameOfIt: planned.cameOfIt,
  };
}

/** Writes planned reflections and what was said, tied to the questions and approaches that came of it. */
export async function writeReflections(
  tx: Transaction,
  planned: readonly PlannedReflection[],
): Promise<void> {
  const approachIds = await findIds(tx);
  await inChunks(planned, (rows) =>
    tx.insert(reflections).values(
      rows.map(({ id, group, since, dueOn, openedOn, finished }) => ({
        id,
        groupId: group.id,
        since,
        dueOn,
        openedAt: instantOf(openedOn),
        finishedAt: finished ? instantOf(dueOn) : null,
        finishedBy: finished ? someModerator(group) : null,
      })),
    ),
  );
  const answers = await Promise.all(planned.map((each) => answerRows(tx, each, approachIds)));
  await inChunks(answers.flat(), (rows) => tx.insert(reflectionAnswers).values(rows));
}

async function findIds(tx: Transaction): Promise<Map<string, string>> {
  const rows = await tx.select({ id: approaches.id, slug: approaches.slug }).from(approaches);
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}

async function answerRows(
  tx: Transaction,
  { id, group, dueOn, openedOn, finished, answers }: PlannedReflection,
  approachIds: ReadonlyMap<string, string>,
): Promise<(typeof reflectionAnswers.$inferInsert)[]> {
  if (answers.length === 0) return [];
  const asked = await tx
    .select({ id: questions.id, text: questions.text })
    .from(questions)
    .where(eq(questions.groupId, group.id));
  const at = instantOf(finished ? dueOn : openedOn);
  return answers.map((answer) => ({
    reflectionId: id,
    step: answer.step,
    lang: group.brief.lang,
    text: answer.text,
    shared: answer.shared,
    sharedAt: answer.shared ? at : null,
    changedAt: at,
    changedBy: someModerator(group),
    questionId: answer.asked ? (asked.find(({ text }) => text === answer.text)?.id ?? null) : null,
    approachId: answer.approach === undefined ? null : (approachIds.get(answer.approach) ?? null),
  }));
}
