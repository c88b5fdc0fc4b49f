import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { groupMeasures, groups, measures, memberships } from '#db/schema/index.ts';
import { openSession, type SessionOf } from './session.ts';

/** A member who is signed in, and what they report of their group. */
export interface Reporter {
  personId: string;
  groupId: string;
  /** Of the report's form. */
  page: string;
  /** Where the form is posted. */
  path: string;
  cookie: SessionOf;
  /** Everything in the form but its key. */
  form: Record<string, string>;
}

/** Signs up to `most` members of groups that count something in, by sessions of their own. */
export async function signInReporters(db: Database, siteUrl: string, most: number): Promise<Reporter[]> {
  const members = await db
    .select({
      personId: memberships.personId,
      groupId: groups.id,
      slug: groups.slug,
      measure: groupMeasures.measureId,
    })
    .from(memberships)
    .innerJoin(groups, and(eq(groups.id, memberships.groupId), isNull(groups.closedAt)))
    .innerJoin(groupMeasures, and(eq(groupMeasures.groupId, groups.id), isNull(groupMeasures.endedAt)))
    .innerJoin(measures, and(eq(measures.id, groupMeasures.measureId), eq(measures.kind, 'count')))
    .where(and(eq(memberships.state, 'active'), eq(measures.sensitive, false)))
    .orderBy(asc(memberships.personId))
    .limit(most);
  // The day before is over in every time zone.
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return Promise.all(
    members.map(async ({ personId, groupId, slug, measure }) => {
      return {
        personId,
        groupId,
        page: `/groups/${slug}/report/`,
        path: `/groups/${slug}/report/?_action=impact.report`,
        cookie: await openSession(db, siteUrl, personId),
        form: {
          group: groupId,
          measure,
          periodStart: day,
          periodEnd: day,
          expected: '10',
          value: '4',
          hours: '3',
          happened: 'We rang eleven doors and four opened.',
          learned: 'Ring before supper.',
          seen: '1',
          sure: '1',
        },
      };
    }),
  );
}
