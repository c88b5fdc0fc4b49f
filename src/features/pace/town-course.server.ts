import type { Queryable } from '#db/client.ts';
import { townTally } from '#features/impact/town-totals.server.ts';
import { statesThen, tallyThen } from '#features/impact/trajectory-then.server.ts';
import { type Quarter, quarterEnd } from '#lib/calendar-day.ts';
import type { TownCourse } from './pace.ts';

/**
 * Where the town's groups stand today or stood at the end of a quarter; a large town is told as of today either way.
 * Null before three groups have reported. Depends on the tags `impact` and `groups`.
 */
export async function townCourse(db: Queryable, quarter: Quarter | null): Promise<TownCourse | null> {
  const [today, stood] = await Promise.all([townTally(db), quarter && statesThen(db, quarterEnd(quarter))]);
  if (!today) return null;
  return stood ? { tally: tallyThen(stood), quarter } : { tally: today, quarter: null };
}
