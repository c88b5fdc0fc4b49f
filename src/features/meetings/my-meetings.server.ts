import { and, eq, gte, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupPlaces, groups, memberships, visits } from '#db/schema/index.ts';
import { meetingOn, type PlannedMeeting, upcomingMeetings } from '#features/groups/meeting-dates.ts';
import { changesSince, planColumns, planOf } from '#features/groups/meeting-plan.server.ts';
import { addDays, calendarDayIn } from '#lib/calendar-day.ts';
import { moveDaysMax } from './meetings.ts';
import type { MyMeeting } from './my-meeting.ts';

interface Reading {
  readonly now: Date;
  readonly timeZone: string;
  /** How many meetings of each group. */
  readonly each: number;
}

/**
 * The next meetings of a person's groups, and the visits that were arranged for them, soonest first, with their places.
 * Today's meetings stand until the day is over. Two queries.
 */
export async function findMyMeetings(
  db: Queryable,
  personId: string,
  reading: Reading,
): Promise<MyMeeting[]> {
  const { now, timeZone, each } = reading;
  const today = calendarDayIn(now, timeZone);
  const columns = {
    group: { id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang, place: groups.place },
    plan: planColumns,
    changes: changesSince(addDays(today, -moveDaysMax)),
    exactPlace: groupPlaces.exactPlace,
  };
  const [mine, coming] = await Promise.all([
    db
      .select(columns)
      .from(memberships)
      .innerJoin(groups, and(eq(groups.id, memberships.groupId), isNull(groups.hiddenAt)))
      .leftJoin(groupPlaces, eq(groupPlaces.groupId, groups.id))
      .where(and(eq(memberships.personId, personId), eq(memberships.state, 'active'))),
    db
      .select({ ...columns, onDate: visits.onDate })
      .from(visits)
      .innerJoin(groups, and(eq(groups.id, visits.groupId), isNull(groups.hiddenAt)))
      .leftJoin(groupPlaces, eq(groupPlaces.groupId, groups.id))
      .where(and(eq(visits.personId, personId), eq(visits.state, 'arranged'), gte(visits.onDate, today))),
  ]);
  const asMember = mine.flatMap((row) => {
    const plan = planOf(row.plan, row.changes);
    const ahead = upcomingMeetings(plan, now, timeZone, each);
    const begun = meetingOn(plan, today);
    const all = begun && ahead[0]?.day !== today ? [begun, ...ahead].slice(0, each) : ahead;
    return all.map((meeting) => toMyMeeting(row, meeting, false));
  });
  const asVisitor = coming.flatMap((row) => {
    const meeting = meetingOn(planOf(row.plan, row.changes), row.onDate);
    return meeting ? [toMyMeeting(row, meeting, true)] : [];
  });
  const key = ({ day, startsAt }: MyMeeting) => `${day} ${startsAt ?? ''}`;
  return [...asMember, ...asVisitor].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

interface Row {
  readonly group: Omit<MyMeeting['group'], 'place'> & { readonly place: string | null };
  readonly exactPlace: string | null;
}

function toMyMeeting({ group, exactPlace }: Row, meeting: PlannedMeeting, isVisit: boolean): MyMeeting {
  const { place, ...named } = group;
  return { ...meeting, group: named, place: exactPlace ?? place, isVisit };
}
