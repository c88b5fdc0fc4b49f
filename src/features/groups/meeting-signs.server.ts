import { sql } from 'drizzle-orm';
import { meetings, reports, reportVersions } from '#db/schema/index.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';

/**
 * Days from `since` on that tell of a meeting of the group, as a column of a query on groups: those of meetings that were
 * noted, and the last days of standing reports. Their number is public; who was there is not.
 */
export function signsSince(since: CalendarDay) {
  return sql<CalendarDay[]>`(
    select coalesce(json_agg(day), '[]') from (
      select m.on_date as day from ${meetings} m where m.group_id = groups.id and m.on_date >= ${since}::date
      union
      select v.period_end from ${reports} r
      join ${reportVersions} v on v.report_id = r.id and v.version = r.version
      where r.group_id = groups.id and r.withdrawn_at is null and v.period_end >= ${since}::date
    ) as signs)`;
}
