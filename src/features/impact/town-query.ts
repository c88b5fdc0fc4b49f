import type { Town } from '#features/town/town.ts';
import { quarterMonths, quarterOf, readQuarter } from '#lib/calendar-day.ts';
import type { ReportFilter } from './town-impact.ts';

const month = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * The part of the town that a query string asks for: `focus`, `neighborhood`, and `month` (YYYY-MM, or a
 * quarter's YYYY-Qn) or `quarter`. What names nothing in this town is passed over.
 */
export function readTownQuery(
  query: URLSearchParams,
  town: Pick<Town, 'focuses' | 'neighborhoods'>,
): ReportFilter {
  const focus = town.focuses.find(({ id }) => id === query.get('focus'));
  const neighborhood = town.neighborhoods.find(({ id }) => id === query.get('neighborhood'));
  const asked = query.get('month');
  const within = asked !== null && month.test(asked) ? asked : undefined;
  const quarter = readQuarter(query.get('quarter')) ?? readQuarter(asked);
  const [fromMonth, toMonth] = quarter ? quarterMonths(quarter) : [within, within];
  return { focusId: focus?.id, neighborhoodId: neighborhood?.id, fromMonth, toMonth };
}

/** The query string of a filter, with `more` beside it; `?` included, or empty. */
export function townQuery(filter: ReportFilter, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more);
  if (filter.focusId) query.set('focus', filter.focusId);
  if (filter.neighborhoodId) query.set('neighborhood', filter.neighborhoodId);
  const period = periodValue(filter);
  if (period) query.set(readQuarter(period) ? 'quarter' : 'month', period);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The month or quarter that a filter names, as its query parameter; empty: all of the time. */
export function periodValue({ fromMonth, toMonth }: ReportFilter): string {
  if (!fromMonth) return '';
  return fromMonth === toMonth ? fromMonth : quarterOf(`${fromMonth}-01`);
}
