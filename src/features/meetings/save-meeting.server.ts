import { and, eq, inArray, sql } from 'drizzle-orm';
import { meetingPresence, meetings, memberships, prompts, visits } from '#db/schema/index.ts';
import { forgetCheckIns } from '#features/check-ins/check-ins.server.ts';
import { groupTags } from '#features/groups/groups.ts';
import { asMember, type GroupServices, type InGroup } from '#features/groups/in-group.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { promptsTag } from '#features/prompts/prompts.ts';
import { addDays, calendarDayIn } from '#lib/calendar-day.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import { areTooMany, type Commit, writeCommitments, writeOutcomes } from './commitments.server.ts';
import type { Changed, MeetingInput } from './meeting-input.ts';
import { guestsMax, type MeetingRefusal } from './meetings.ts';
import { nextQuestion } from './next-question.server.ts';

/** How long ago a meeting may be that is still typed in. */
export const typedInDays = 366;

export interface SavedMeeting {
  readonly meetingId: string;
  /** Somebody else had changed the same thing since the form was shown; both are kept as far as two can be. */
  readonly merged: boolean;
}

type MeetingRow = typeof meetings.$inferSelect;

/**
 * Writes what was noted of a meeting: who was there, what became of earlier commitments, the question, new commitments.
 * Sent again, it changes nothing. A form only writes what was changed on it, so that two phones on one table lose nothing:
 * ticks add up, texts that two people wrote stand below each other, and of two figures for the guests the higher stays.
 * Refusals: `no-such-date` (ahead, or more than a year ago), `group-closed`, `too-many-commitments`. Clears the group's tags.
 */
export function saveMeeting(
  services: GroupServices,
  actor: Actor,
  groupId: string,
  input: MeetingInput,
  lang: string,
): Promise<Outcome<SavedMeeting, MeetingRefusal>> {
  return asMember<SavedMeeting, MeetingRefusal>(services, groupId, actor, 'open-meeting', async (inside) => {
    const { tx, group, now } = inside;
    if (group.closedAt) return refused('group-closed');
    const today = calendarDayIn(now, services.town.timeZone);
    if (input.date > today || input.date < addDays(today, -typedInDays)) return refused('no-such-date');
    if (await areTooMany(inside, input)) return refused('too-many-commitments');
    const meeting = await openMeeting(inside, actor, input);
    if (!meeting) return refused('no-such-date');
    // What was typed before an earlier meeting is gone by this one.
    await forgetCheckIns(tx, input.date, group.id);
    const commit: Commit = { inside, actor, meeting, lang };
    await writePresence(inside, meeting.id, input.present);
    await writeCame(inside, input);
    const merged = [
      await writeMeeting(inside, meeting, input),
      await writeOutcomes(commit, input.outcomes),
      await writeCommitments(commit, input.commitments),
    ];
    await services.clearTags(tx, [...groupTags(group), promptsTag]);
    return done({ meetingId: meeting.id, merged: merged.includes(true) });
  });
}

/** The meeting's row, made by the first thing that is written of it. */
async function openMeeting(
  { tx, group, now }: InGroup,
  actor: Actor,
  { date, key }: MeetingInput,
): Promise<MeetingRow | undefined> {
  await tx
    .insert(meetings)
    .values({ groupId: group.id, onDate: date, idempotencyKey: key, openedAt: now, openedBy: actor.personId })
    .onConflictDoNothing();
  const [row] = await tx
    .select()
    .from(meetings)
    .where(and(eq(meetings.groupId, group.id), eq(meetings.onDate, date)));
  return row;
}

async function writePresence(
  { tx, group }: InGroup,
  meetingId: string,
  { added, removed }: MeetingInput['present'],
): Promise<void> {
  if (added.length > 0) {
    const members = await tx
      .select({ personId: memberships.personId })
      .from(memberships)
      .where(
        and(
          eq(memberships.groupId, group.id),
          eq(memberships.state, 'active'),
          inArray(memberships.personId, [...added]),
        ),
      );
    if (members.length > 0)
      await tx
        .insert(meetingPresence)
        .values(members.map(({ personId }) => ({ meetingId, personId })))
        .onConflictDoNothing();
  }
  if (removed.length > 0)
    await tx
      .delete(meetingPresence)
      .where(and(eq(meetingPresence.meetingId, meetingId), inArray(meetingPresence.personId, [...removed])));
}

/** Notes which visitors came. Whoever stands in the room was let in, whatever was answered. */
async function writeCame({ tx, group, now }: InGroup, { date, came }: MeetingInput): Promise<void> {
  const onThisDay = (ids: readonly string[]) =>
    and(
      eq(visits.groupId, group.id),
      eq(visits.onDate, date),
      inArray(visits.id, [...ids]),
      inArray(visits.state, ['asked', 'arranged']),
    );
  if (came.added.length > 0)
    await tx
      .update(visits)
      .set({ cameAt: now, state: 'arranged', changedAt: now })
      .where(onThisDay(came.added));
  if (came.removed.length > 0)
    await tx.update(visits).set({ cameAt: null, changedAt: now }).where(onThisDay(came.removed));
}

/** Guests and the question. @returns whether two people had changed the same thing */
async function writeMeeting(
  { tx, group, now }: InGroup,
  row: MeetingRow,
  input: MeetingInput,
): Promise<boolean> {
  const guests = mergeGuests(row.guests, input.guests);
  const said = mergeSaid(row.promptChanged, input.promptChanged);
  const asked = await askedQuestion({ tx, groupId: group.id }, row, input);
  const other = asked !== (row.promptId ?? input.promptId);
  const promptChanged = other ? null : said.value;
  await tx
    .update(meetings)
    .set({
      guests: guests.value,
      promptId: asked,
      promptChanged,
      promptSaidAt:
        promptChanged === null ? null : promptChanged === row.promptChanged ? row.promptSaidAt : now,
    })
    .where(eq(meetings.id, row.id));
  return guests.merged || said.merged;
}

function mergeGuests(there: number, { was, now }: Changed<number>) {
  if (now === was || now === there) return { value: there, merged: false };
  if (there === was) return { value: now, merged: false };
  return { value: Math.min(guestsMax, Math.max(there, now)), merged: true };
}

function mergeSaid(there: boolean | null, { was, now }: Changed<boolean | null>) {
  if (now === was || now === there) return { value: there, merged: false };
  return { value: now, merged: there !== was };
}

/** The question of the meeting: the one that stands, else the one the page showed; the next one if that is asked for. */
async function askedQuestion(
  { tx, groupId }: Pick<InGroup, 'tx'> & { groupId: string },
  row: MeetingRow,
  { promptId, another }: MeetingInput,
): Promise<string | null> {
  const shown = row.promptId ?? promptId;
  if (shown === null) return null;
  if (another && promptId === shown) return nextQuestion(tx, groupId, shown);
  if (row.promptId !== null) return row.promptId;
  const mine = sql`(${prompts.groupId} is null or ${prompts.groupId} = ${groupId})`;
  const [known] = await tx
    .select({ id: prompts.id })
    .from(prompts)
    .where(and(eq(prompts.id, shown), mine));
  return known?.id ?? null;
}
