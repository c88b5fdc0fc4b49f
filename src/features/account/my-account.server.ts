import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import {
  calendarLinks,
  groupPlaces,
  groups,
  hands,
  meetingPresence,
  meetings,
  memberships,
  people,
  prompts,
  reflectionAnswers,
  reports,
  reportWords,
  sessions,
  visits,
} from '#db/schema/index.ts';
import { addDays } from '#lib/calendar-day.ts';
import { exportCreations } from './my-creations.server.ts';
import { type MyGroup, type MyVisit, visitKeptDays } from './my-account.ts';

const live = ['requested', 'waitlisted', 'offered', 'active'];

/** What a person's page shows of groups and visits. Two queries. */
export async function myGroups(
  db: Queryable,
  personId: string,
  today: string,
): Promise<{ groups: MyGroup[]; visits: MyVisit[] }> {
  const named = { slug: groups.slug, name: groups.name, lang: groups.lang };
  const [mine, coming] = await Promise.all([
    db
      .select({
        ...named,
        state: memberships.state,
        role: memberships.role,
        offerExpiresAt: memberships.offerExpiresAt,
        membershipId: memberships.id,
      })
      .from(memberships)
      .innerJoin(groups, eq(groups.id, memberships.groupId))
      .where(and(eq(memberships.personId, personId), inArray(memberships.state, live)))
      .orderBy(groups.slug),
    db
      .select({
        ...named,
        id: visits.id,
        onDate: visits.onDate,
        state: visits.state,
        place: sql<string | null>`coalesce(${groupPlaces.exactPlace}, ${groups.place})`,
      })
      .from(visits)
      .innerJoin(groups, eq(groups.id, visits.groupId))
      .leftJoin(groupPlaces, eq(groupPlaces.groupId, groups.id))
      .where(
        and(
          eq(visits.personId, personId),
          inArray(visits.state, ['asked', 'arranged']),
          gte(visits.onDate, addDays(today, -visitKeptDays)),
        ),
      )
      .orderBy(visits.onDate),
  ]);
  return {
    groups: mine.map((row) => ({
      ...row,
      state: row.state as MyGroup['state'],
      role: row.role as MyGroup['role'],
    })),
    visits: coming
      .filter(({ slug, onDate }) => onDate >= today || !mine.some((group) => group.slug === slug))
      .map((row) => asMyVisit(row, today)),
  };
}

/** The exact place is a visitor's once their visit was accepted, until the day is over. */
function asMyVisit(row: Omit<MyVisit, 'isOver' | 'state'> & { state: string }, today: string): MyVisit {
  const isOver = row.onDate < today;
  const place = row.state === 'arranged' && !isOver ? row.place : null;
  return { ...row, state: row.state as MyVisit['state'], place, isOver };
}

/** Changes the name others in a person's groups see. */
export async function rename(db: Queryable, personId: string, name: string, lang: string): Promise<void> {
  await db.update(people).set({ name, lang }).where(eq(people.id, personId));
}

/** Everything the portal holds about a person, for them to take along. */
export async function exportMyData(db: Queryable, personId: string): Promise<object> {
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  const [belonging, coming, written, open, there, calendars, asked, reflected, wondered] = await Promise.all([
    db
      .select({
        group: groups.name,
        state: memberships.state,
        role: memberships.role,
        note: memberships.note,
        since: memberships.createdAt,
      })
      .from(memberships)
      .innerJoin(groups, eq(groups.id, memberships.groupId))
      .where(eq(memberships.personId, personId)),
    db
      .select({ group: groups.name, date: visits.onDate, state: visits.state })
      .from(visits)
      .innerJoin(groups, eq(groups.id, visits.groupId))
      .where(eq(visits.personId, personId)),
    db
      .select({
        report: reports.id,
        postedAt: reports.postedAt,
        tried: reportWords.tried,
        happened: reportWords.happened,
        learned: reportWords.learned,
      })
      .from(reports)
      .leftJoin(reportWords, eq(reportWords.reportId, reports.id))
      .where(eq(reports.postedBy, personId))
      .orderBy(desc(reports.postedAt)),
    db
      .select({ label: sessions.label, createdAt: sessions.createdAt, lastSeenAt: sessions.lastSeenAt })
      .from(sessions)
      .where(eq(sessions.personId, personId)),
    db
      .select({ group: groups.name, date: meetings.onDate })
      .from(meetingPresence)
      .innerJoin(meetings, eq(meetings.id, meetingPresence.meetingId))
      .innerJoin(groups, eq(groups.id, meetings.groupId))
      .where(eq(meetingPresence.personId, personId)),
    db
      .select({ createdAt: calendarLinks.createdAt, revokedAt: calendarLinks.revokedAt })
      .from(calendarLinks)
      .where(eq(calendarLinks.personId, personId)),
    db
      .select({ words: hands.words, toWhom: hands.toWhom, askedAt: hands.askedAt, cameOfIt: hands.cameOfIt })
      .from(hands)
      .where(eq(hands.askedBy, personId)),
    db
      .select({
        step: reflectionAnswers.step,
        text: reflectionAnswers.text,
        shared: reflectionAnswers.shared,
        changedAt: reflectionAnswers.changedAt,
      })
      .from(reflectionAnswers)
      .where(eq(reflectionAnswers.changedBy, personId)),
    db
      .select({ text: prompts.text, writtenAt: prompts.writtenAt })
      .from(prompts)
      .where(eq(prompts.writtenBy, personId)),
  ]);
  const creations = await exportCreations(db, personId);
  const kept = { meetings: there, calendarAddresses: calendars };
  const said = { hands: asked, reflections: reflected, questionsToAsk: wondered };
  return {
    person,
    memberships: belonging,
    visits: coming,
    reports: written,
    sessions: open,
    ...kept,
    ...said,
    ...creations,
  };
}
