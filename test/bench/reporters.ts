import { createHash, randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { sessionCookieName } from '#features/account/session.server.ts';

/** Members who are signed in, each with a form for a report of their group. */
export async function signInReporters(sql: Sql, siteUrl: string, most: number) {
  const members = await sql<{ personId: string; groupId: string; slug: string; measureId: string }[]>`
    select m.person_id as "personId", g.id as "groupId", g.slug, gm.measure_id as "measureId"
    from memberships m
    join groups g on g.id = m.group_id
    join group_measures gm on gm.group_id = g.id
    join measures me on me.id = gm.measure_id
    where m.state = 'active' and g.closed_at is null and me.kind = 'count' and not me.sensitive
    order by m.person_id
    limit ${most}`;
  // The day before is over in every time zone.
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return Promise.all(
    members.map(async ({ personId, groupId, slug, measureId }) => {
      const token = randomBytes(25).toString('hex');
      const hash = createHash('sha256').update(token).digest('base64url');
      await sql`insert into sessions (id, person_id, expires_at) values (${hash}, ${personId}, now() + interval '20 days')`;
      const form = new URLSearchParams({
        group: groupId,
        measure: measureId,
        periodStart: day,
        periodEnd: day,
        expected: '10',
        value: '4',
        hours: '3',
        happened: 'We rang eleven doors and four opened.',
        learned: 'Ring before supper.',
        seen: '1',
      });
      return {
        path: `/groups/${slug}/report/?_action=impact.report`,
        cookie: `${sessionCookieName(siteUrl)}=${token}`,
        body: `${form}&key={uuid}`,
      };
    }),
  );
}
