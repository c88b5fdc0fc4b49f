import { randomUUID } from 'node:crypto';
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { commitments, groupMeasures, meetings } from '#db/schema/index.ts';
import type { InGroup } from '#features/groups/in-group.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import type { Changed, CommitmentInput, MeetingInput, OutcomeInput } from './meeting-input.ts';
import { commitmentMax, type CommitmentOutcome, commitmentsMost } from './meetings.ts';

/** A meeting in whose form commitments are written, inside the group's lock. */
export interface Commit {
  readonly inside: InGroup;
  readonly actor: Actor;
  readonly meeting: typeof meetings.$inferSelect;
  readonly lang: string;
}

type Row = typeof commitments.$inferSelect;

/**
 * Writes what became of earlier commitments. What is carried on is a new commitment of this meeting that points back;
 * taken back, that one goes with it unless something became of it already.
 * @returns whether two people had written of the same one
 */
export async function writeOutcomes(commit: Commit, outcomes: readonly OutcomeInput[]): Promise<boolean> {
  let merged = false;
  for (const input of outcomes) {
    const row = await findEarlier(commit, input.id);
    if (row && isTouched(input)) merged = (await writeOutcome(commit, row, input)) || merged;
  }
  return merged;
}

const isTouched = ({ outcome, cameOfIt }: OutcomeInput) =>
  outcome.now !== outcome.was || cameOfIt.now !== cameOfIt.was;

/** A commitment of an earlier meeting of this group that this meeting may speak of. */
async function findEarlier({ inside, meeting }: Commit, id: string): Promise<Row | undefined> {
  const [found] = await inside.tx
    .select({ row: commitments })
    .from(commitments)
    .innerJoin(meetings, eq(meetings.id, commitments.meetingId))
    .where(
      and(
        eq(commitments.id, id),
        eq(commitments.groupId, meeting.groupId),
        lt(meetings.onDate, meeting.onDate),
        sql`(${commitments.outcome} is null or ${commitments.outcomeMeetingId} = ${meeting.id})`,
      ),
    );
  return found?.row;
}

async function writeOutcome(commit: Commit, row: Row, input: OutcomeInput): Promise<boolean> {
  const { inside, actor, meeting } = commit;
  const outcome = pick(row.outcome as CommitmentOutcome | null, input.outcome);
  const came = join(row.cameOfIt, input.cameOfIt);
  if (outcome.value !== 'carried' && row.outcome === 'carried') await takeBack(inside, row.id);
  // A line of what came of it means that it was looked at: without a word on how, it was kept.
  const value = outcome.value ?? (came.value === null ? null : 'kept');
  await inside.tx
    .update(commitments)
    .set(
      value === null
        ? { outcome: null, outcomeAt: null, outcomeBy: null, outcomeMeetingId: null, cameOfIt: null }
        : {
            outcome: value,
            outcomeAt: value === row.outcome ? row.outcomeAt : inside.now,
            outcomeBy: actor.personId,
            outcomeMeetingId: meeting.id,
            cameOfIt: came.value,
          },
    )
    .where(eq(commitments.id, row.id));
  if (value === 'carried') await carryOn(commit, row);
  return outcome.merged || came.merged;
}

async function carryOn({ inside, actor, meeting }: Commit, row: Row): Promise<void> {
  const { groupId, lang, text, expected, measureId, expectedValue } = row;
  await inside.tx
    .insert(commitments)
    .values({
      ...{ groupId, lang, text, expected, measureId, expectedValue },
      idempotencyKey: randomUUID(),
      meetingId: meeting.id,
      position: -1,
      carriedFromId: row.id,
      madeAt: inside.now,
      madeBy: actor.personId,
    })
    .onConflictDoNothing();
}

async function takeBack({ tx }: InGroup, id: string): Promise<void> {
  await tx.delete(commitments).where(and(eq(commitments.carriedFromId, id), isNull(commitments.outcome)));
}

/**
 * Writes the commitments of this meeting by their keys: new ones, changed ones, and those whose text was emptied away.
 * @returns whether two people had written of the same one
 */
export async function writeCommitments(commit: Commit, inputs: readonly CommitmentInput[]): Promise<boolean> {
  const { inside, meeting } = commit;
  const here = await inside.tx.select().from(commitments).where(eq(commitments.meetingId, meeting.id));
  const measured = await inside.tx
    .select({ id: groupMeasures.measureId })
    .from(groupMeasures)
    .where(and(eq(groupMeasures.groupId, meeting.groupId), isNull(groupMeasures.endedAt)));
  let [merged, count] = [false, here.length];
  for (const given of inputs) {
    const known = measured.some(({ id }) => id === given.measureId);
    const input = known ? given : { ...given, measureId: null };
    const row = here.find(({ idempotencyKey }) => idempotencyKey === input.key);
    if (row) merged = (await rewrite(inside, row, input)) || merged;
    else if (input.text.now !== null && input.text.was === null) {
      count += 1;
      await insert(commit, input, count);
    }
  }
  return merged;
}

/** Whether a form would bring a meeting over the most that it can set out to do. */
export async function areTooMany(
  { tx, group }: InGroup,
  { date, commitments: given }: MeetingInput,
): Promise<boolean> {
  const here = await tx
    .select({ key: commitments.idempotencyKey })
    .from(commitments)
    .innerJoin(meetings, eq(meetings.id, commitments.meetingId))
    .where(and(eq(commitments.groupId, group.id), eq(meetings.onDate, date)));
  const fresh = given.filter(({ key, text }) => text.now !== null && here.every((row) => row.key !== key));
  return fresh.length > 0 && here.length + fresh.length > commitmentsMost;
}

async function insert(
  { inside, actor, meeting, lang }: Commit,
  { key, text, expected, figure, measureId }: CommitmentInput,
  position: number,
): Promise<void> {
  await inside.tx
    .insert(commitments)
    .values({
      idempotencyKey: key,
      groupId: meeting.groupId,
      meetingId: meeting.id,
      position,
      lang,
      text: text.now ?? '',
      expected: expected.now,
      measureId: figure.now === null ? null : measureId,
      expectedValue: measureId === null ? null : figure.now,
      madeAt: inside.now,
      madeBy: actor.personId,
    })
    .onConflictDoNothing();
}

async function rewrite({ tx }: InGroup, row: Row, input: CommitmentInput): Promise<boolean> {
  if (input.text.now === null && input.text.was !== null) {
    if (row.outcome !== null || row.text !== input.text.was) return row.text !== input.text.was;
    await tx.update(commitments).set({ carriedFromId: null }).where(eq(commitments.carriedFromId, row.id));
    await tx.delete(commitments).where(eq(commitments.id, row.id));
    return false;
  }
  const text = join(row.text, input.text);
  const expected = join(row.expected, input.expected);
  const figure = pick(row.expectedValue, input.figure);
  const measureId = figure.value === null ? null : (input.measureId ?? row.measureId);
  const expectedValue = measureId === null ? null : figure.value;
  await tx
    .update(commitments)
    .set({ text: text.value ?? row.text, expected: expected.value, measureId, expectedValue })
    .where(eq(commitments.id, row.id));
  return text.merged || expected.merged || figure.merged;
}

/** Of two answers the one given last, noting that there were two. */
function pick<Value>(there: Value, { was, now }: Changed<Value>): { value: Value; merged: boolean } {
  if (now === was || now === there) return { value: there, merged: false };
  return { value: now, merged: there !== was };
}

/** Of two texts both, one below the other, as long as there is room. */
function join(there: string | null, { was, now }: Changed<string | null>) {
  if (now === was || now === there) return { value: there, merged: false };
  if (there === was || there === null) return { value: now, merged: there !== was };
  if (now === null || there.includes(now)) return { value: there, merged: true };
  const both = `${there}\n${now}`;
  return { value: both.length <= 2 * commitmentMax ? both : there, merged: true };
}
