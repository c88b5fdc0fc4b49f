import { and, eq, sql } from 'drizzle-orm';
import { meetingChanges } from '#db/schema/index.ts';
import { groupTags } from '#features/groups/groups.ts';
import { asMember, type InGroup } from '#features/groups/in-group.server.ts';
import {
  inRhythm,
  meetingOn,
  type MeetingPlan,
  type PlannedMeeting,
} from '#features/groups/meeting-dates.ts';
import { findPlan } from '#features/groups/meeting-plan.server.ts';
import type { MemberServices } from '#features/membership/mails.server.ts';
import { moveVisits } from '#features/membership/move-visits.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { moveReflection } from '#features/reflections/move-reflection.server.ts';
import { addDays, type CalendarDay, calendarDayIn, daysBetween } from '#lib/calendar-day.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import { type DateChange, type MeetingRefusal, moveDaysMax } from './meetings.ts';

type Result = Promise<Outcome<{ slug: string }, MeetingRefusal>>;

/**
 * Skips or moves one date of a group's rhythm, or lets it stand again; said twice, it changes nothing. Refusals:
 * `no-such-date` (not a date of the rhythm that is still ahead, or a day that is over), `already-meets`, `rests-then`,
 * `too-far`, `group-closed`. Clears the group's tags. A move takes visits and an open reflection along, and tells the visitors; visits
 * on a skipped day are called off by the job `tend-group`.
 */
export function changeMeetingDate(
  services: MemberServices,
  actor: Actor,
  groupId: string,
  { date, change }: { date: CalendarDay; change: DateChange },
): Result {
  return asMember<{ slug: string }, MeetingRefusal>(
    services,
    groupId,
    actor,
    'change-meeting-date',
    async (inside) => {
      const { tx, group, now } = inside;
      if (group.closedAt) return refused('group-closed');
      const today = calendarDayIn(now, services.town.timeZone);
      const plan = await findPlan(tx, group, addDays(today, -moveDaysMax));
      const refusal = refusalOf(plan, { date, change, today });
      if (refusal) return refused(refusal);
      if (!(await write(inside, actor, date, change))) return done({ slug: group.slug });
      await takeAlong(
        { ...inside, services },
        plannedOn(plan, date),
        meetingAfter(date, change, group.startsAt),
      );
      await services.enqueue(tx, 'tend-group', { groupId }, { singletonKey: groupId });
      await services.clearTags(tx, groupTags(group));
      return done({ slug: group.slug });
    },
  );
}

function refusalOf(
  plan: MeetingPlan,
  { date, change, today }: { date: CalendarDay; change: DateChange; today: CalendarDay },
): MeetingRefusal | null {
  const stands = plan.changes.find(({ onDate }) => onDate === date)?.movedTo ?? null;
  const ahead = date >= today || (change.kind !== 'undo' && stands !== null && stands >= today);
  if (!ahead || !inRhythm(plan, date)) return 'no-such-date';
  if (change.kind !== 'move') return null;
  if (change.to < today) return 'no-such-date';
  if (Math.abs(daysBetween(date, change.to)) > moveDaysMax) return 'too-far';
  if (plan.restingUntil !== null && change.to < plan.restingUntil) return 'rests-then';
  const others = { ...plan, changes: plan.changes.filter(({ onDate }) => onDate !== date) };
  const there = meetingOn(others, change.to);
  return there && there.rhythmDay !== date ? 'already-meets' : null;
}

/** The meeting that a date of the rhythm stands for; a skipped one still has visitors who have not heard of it. */
function plannedOn({ changes, startsAt }: MeetingPlan, date: CalendarDay): PlannedMeeting {
  const change = changes.find(({ onDate }) => onDate === date);
  return { day: change?.movedTo ?? date, startsAt: change?.movedToTime ?? startsAt, rhythmDay: date };
}

function meetingAfter(date: CalendarDay, change: DateChange, usual: string | null): PlannedMeeting | null {
  if (change.kind === 'skip') return null;
  const moved = change.kind === 'move' ? change : { to: date, time: null };
  return { day: moved.to, startsAt: moved.time ?? usual, rhythmDay: date };
}

async function takeAlong(
  inside: InGroup & { services: MemberServices },
  from: PlannedMeeting,
  to: PlannedMeeting | null,
): Promise<void> {
  if (!to || (to.day === from.day && to.startsAt === from.startsAt)) return;
  await moveVisits(inside, from, to);
  if (to.day !== from.day) await moveReflection(inside.tx, inside.group.id, from.day, to.day);
}

/** @returns whether anything changed */
async function write(
  { tx, group, now }: InGroup,
  actor: Actor,
  date: CalendarDay,
  change: DateChange,
): Promise<boolean> {
  const row = and(eq(meetingChanges.groupId, group.id), eq(meetingChanges.onDate, date));
  if (change.kind === 'undo' || isAsUsual(date, change, group.startsAt)) {
    const gone = await tx.delete(meetingChanges).where(row).returning({ date: meetingChanges.onDate });
    return gone.length > 0;
  }
  const { movedTo, movedToTime } =
    change.kind === 'move'
      ? { movedTo: change.to, movedToTime: change.time }
      : { movedTo: null, movedToTime: null };
  const stamp = { movedTo, movedToTime, changedAt: now, changedBy: actor.personId };
  const written = await tx
    .insert(meetingChanges)
    .values({ groupId: group.id, onDate: date, ...stamp })
    .onConflictDoUpdate({
      target: [meetingChanges.groupId, meetingChanges.onDate],
      set: stamp,
      setWhere: sql`(${meetingChanges.movedTo}, ${meetingChanges.movedToTime})
        is distinct from (excluded.moved_to, excluded.moved_to_time)`,
    })
    .returning({ date: meetingChanges.onDate });
  return written.length > 0;
}

function isAsUsual(date: CalendarDay, change: DateChange, usual: string | null): boolean {
  return change.kind === 'move' && change.to === date && (change.time ?? usual) === usual;
}
