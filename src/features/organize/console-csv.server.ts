import type { Queryable } from '#db/client.ts';
import { csvLine } from '#lib/csv.ts';
import { listGlance, twoWeeks } from './console.server.ts';

/** More groups than a town of volunteers has; keeps one file bounded. */
const rowsMost = 20_000;

/** Groups at a glance, one line a group, counts only. */
export async function glanceCsv(db: Queryable, now: Date): Promise<string> {
  const rows = await listGlance(db, now, rowsMost);
  const head = [
    'group',
    'name',
    'neighborhood',
    'focus',
    'active',
    'requests',
    'waiting',
    'weeks_with_report',
    'last_report',
  ];
  const lines = rows.map((row) =>
    csvLine([
      row.slug,
      row.name,
      row.neighborhoodId,
      row.focusId,
      row.activeCount,
      row.requestCount,
      row.waitingCount,
      row.weeksWithReport,
      row.lastReportAt?.toISOString() ?? null,
    ]),
  );
  return csvLine(head) + lines.join('');
}

/** This week and the one before, one line a figure. */
export async function weekCsv(db: Queryable, now: Date, timeZone: string): Promise<string> {
  const { current, before } = await twoWeeks(db, now, timeZone);
  const earlier = new Map(Object.entries(before));
  const lines = Object.entries(current).map(([name, value]) =>
    csvLine([name, value, earlier.get(name) ?? null]),
  );
  return csvLine(['figure', 'last_7_days', 'the_7_before']) + lines.join('');
}
