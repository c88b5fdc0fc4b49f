import { and, eq } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { approaches, reflectionAnswers, reflections } from '#db/schema/index.ts';
import { asMember, type GroupServices, type InGroup } from '#features/groups/in-group.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { askQuestion } from '#features/questions/ask.server.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import { judgeStep, reflectionTags, type ReflectionStep, type SentStep } from './reflections.ts';

export type ReflectionRefusal = 'no-such-reflection' | 'no-such-group' | 'not-allowed';
type AnswerRow = typeof reflectionAnswers.$inferSelect;

interface Saved {
  readonly slug: string;
  /** Steps that somebody else wrote meanwhile; what they say was left. */
  readonly stale: readonly ReflectionStep[];
}

/** Runs `work` on a reflection of the actor's group, whose row is locked: several people may write at once. */
async function onReflection<Value>(
  services: GroupServices,
  actor: Actor,
  id: string,
  work: (inside: InGroup, id: string) => Promise<Value>,
): Promise<Outcome<Value, ReflectionRefusal>> {
  const [found] = await services.db
    .select({ groupId: reflections.groupId })
    .from(reflections)
    .where(eq(reflections.id, id));
  if (!found) return refused('no-such-reflection');
  return asMember<Value, never>(services, found.groupId, actor, 'answer-reflection', async (inside) =>
    done(await work(inside, id)),
  );
}

/**
 * Saves the steps of a reflection. A step that somebody else changed since the form was shown is left and named in
 * `stale`; the others are saved. An emptied step is skipped again. With `ask`, the question is put to the network, once.
 * Clears `reflectionTags`.
 */
export function saveReflection(
  services: GroupServices,
  actor: Actor,
  sent: { readonly id: string; readonly steps: readonly SentStep[]; readonly ask: boolean },
  lang: string,
): Promise<Outcome<Saved, ReflectionRefusal>> {
  return onReflection(services, actor, sent.id, async (inside, id) => {
    const { tx, group } = inside;
    const rows = await tx.select().from(reflectionAnswers).where(eq(reflectionAnswers.reflectionId, id));
    const stale: ReflectionStep[] = [];
    for (const step of sent.steps) {
      const stands = rows.find((row) => row.step === step.step);
      const verdict = judgeStep(step, stands);
      if (verdict === 'stale') stale.push(step.step);
      if (verdict === 'save') await writeStep(inside, { id, lang, actor }, step, stands);
    }
    if (sent.ask && !stale.includes('question')) await putQuestion(inside, actor, id);
    await services.clearTags(tx, reflectionTags(id, group.id));
    return { slug: group.slug, stale };
  });
}

async function writeStep(
  { tx, now }: InGroup,
  by: { id: string; lang: string; actor: Actor },
  { step, given }: SentStep,
  stands: AnswerRow | undefined,
): Promise<void> {
  const here = and(eq(reflectionAnswers.reflectionId, by.id), eq(reflectionAnswers.step, step));
  if (given === null) {
    // Taken back first: what follows the table forgets it then.
    await tx.update(reflectionAnswers).set({ shared: false, sharedAt: null }).where(here);
    await tx.delete(reflectionAnswers).where(here);
    return;
  }
  const values = {
    lang: by.lang,
    text: given.text,
    shared: given.shared,
    sharedAt: given.shared ? (stands?.sharedAt ?? now) : null,
    changedAt: now,
    changedBy: by.actor.personId,
  };
  if (stands) await tx.update(reflectionAnswers).set(values).where(here);
  else await tx.insert(reflectionAnswers).values({ ...values, reflectionId: by.id, step });
}

/** Puts the reflection's question to the network; its answer's id is the key, so that it is asked once. */
async function putQuestion(inside: InGroup, actor: Actor, id: string): Promise<void> {
  const { tx, services, group } = inside;
  const [answer] = await tx
    .select()
    .from(reflectionAnswers)
    .where(and(eq(reflectionAnswers.reflectionId, id), eq(reflectionAnswers.step, 'question')));
  if (answer?.questionId !== null) return;
  const fields = {
    key: answer.id,
    group: group.id,
    text: answer.text,
    detail: null,
    focusId: null,
    neighborhoodId: null,
  };
  const asked = await askQuestion({ ...services, db: tx }, actor, fields, answer.lang);
  if (!asked.ok) return;
  await tx
    .update(reflectionAnswers)
    .set({ questionId: asked.value.id })
    .where(eq(reflectionAnswers.id, answer.id));
}

/** Puts a reflection away, or opens nothing: what it says stays and may still be changed. Again: nothing changes. */
export function finishReflection(
  services: GroupServices,
  actor: Actor,
  id: string,
): Promise<Outcome<{ slug: string }, ReflectionRefusal>> {
  return onReflection(services, actor, id, async ({ tx, group, now }) => {
    const [row] = await tx.select().from(reflections).where(eq(reflections.id, id));
    if (row?.finishedAt === null)
      await tx
        .update(reflections)
        .set({ finishedAt: now, finishedBy: actor.personId })
        .where(eq(reflections.id, id));
    await services.clearTags(tx, reflectionTags(id, group.id));
    return { slug: group.slug };
  });
}

/** Notes which approach came of what worked, when it was written from there. Clears `reflectionTags`. */
export async function noteApproach(
  services: GroupServices,
  actor: Actor,
  noted: { readonly reflectionId: string; readonly approachId: string },
): Promise<void> {
  await onReflection(services, actor, noted.reflectionId, async ({ tx, group }, id) => {
    if (!(await isOwn(tx, noted.approachId, group.id))) return;
    await tx
      .update(reflectionAnswers)
      .set({ approachId: noted.approachId })
      .where(and(eq(reflectionAnswers.reflectionId, id), eq(reflectionAnswers.step, 'worked')));
    await services.clearTags(tx, reflectionTags(id, group.id));
  });
}

async function isOwn(tx: Transaction, approachId: string, groupId: string): Promise<boolean> {
  const own = and(eq(approaches.id, approachId), eq(approaches.groupId, groupId));
  return (await tx.select({ id: approaches.id }).from(approaches).where(own)).length > 0;
}
