import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { memberships, people, visits } from '#db/schema/index.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import type { Desk, DeskMember, DeskVisit } from './desk.ts';
import { liveStates } from './membership.ts';

/** Everybody who belongs to a group or is on the way in, and who is coming once. Two queries. Members only. */
export async function getDesk(db: Queryable, groupId: string, today: CalendarDay): Promise<Desk> {
  const [rows, coming] = await Promise.all([
    db
      .select({
        id: memberships.id,
        personId: memberships.personId,
        name: people.name,
        hasEmail: people.email,
        state: memberships.state,
        role: memberships.role,
        note: memberships.note,
        since: memberships.createdAt,
        offerExpiresAt: memberships.offerExpiresAt,
        consentNote: memberships.consentNote,
      })
      .from(memberships)
      .innerJoin(people, eq(people.id, memberships.personId))
      .where(and(eq(memberships.groupId, groupId), inArray(memberships.state, [...liveStates])))
      .orderBy(asc(memberships.waitlistedAt), asc(memberships.createdAt)),
    db
      .select({ id: visits.id, name: people.name, onDate: visits.onDate, state: visits.state })
      .from(visits)
      .innerJoin(people, eq(people.id, visits.personId))
      .where(
        and(
          eq(visits.groupId, groupId),
          gte(visits.onDate, today),
          inArray(visits.state, ['asked', 'arranged']),
        ),
      )
      .orderBy(asc(visits.onDate)),
  ]);
  const members: DeskMember[] = rows.map(({ hasEmail, ...row }) => ({
    ...row,
    hasEmail: hasEmail !== null,
    role: row.role as DeskMember['role'],
  }));
  const inState = (state: string) => members.filter((_, index) => rows[index]?.state === state);
  return {
    active: inState('active'),
    requests: inState('requested'),
    waiting: inState('waitlisted'),
    offers: inState('offered'),
    visits: coming.map((visit) => ({ ...visit, state: visit.state as DeskVisit['state'] })),
  };
}

/** A person's live membership in a group; null when there is none. */
export async function findMine(db: Queryable, groupId: string, personId: string) {
  const [row] = await db
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.groupId, groupId),
        eq(memberships.personId, personId),
        inArray(memberships.state, [...liveStates]),
      ),
    );
  return row ?? null;
}

/** A person's coming visits to a group. */
export async function findMyVisits(db: Queryable, groupId: string, personId: string, today: CalendarDay) {
  return db
    .select({ id: visits.id, onDate: visits.onDate, state: visits.state })
    .from(visits)
    .where(
      and(
        eq(visits.groupId, groupId),
        eq(visits.personId, personId),
        gte(visits.onDate, today),
        inArray(visits.state, ['asked', 'arranged']),
      ),
    )
    .orderBy(asc(visits.onDate));
}
