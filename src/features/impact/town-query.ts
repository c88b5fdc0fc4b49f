import type { Town } from '#features/town/town.ts';
import type { ReportFilter } from './town-impact.ts';

const month = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * The part of the town that a query string asks for: `focus`, `neighborhood`, and `month` (YYYY-MM). What names
 * nothing in this town is passed over.
 */
export function readTownQuery(
  query: URLSearchParams,
  town: Pick<Town, 'focuses' | 'neighborhoods'>,
): ReportFilter {
  const focus = town.focuses.find(({ id }) => id === query.get('focus'));
  const neighborhood = town.neighborhoods.find(({ id }) => id === query.get('neighborhood'));
  const asked = query.get('month');
  const within = asked !== null && month.test(asked) ? asked : undefined;
  return { focusId: focus?.id, neighborhoodId: neighborhood?.id, fromMonth: within, toMonth: within };
}

/** The query string of a filter, with `more` beside it; `?` included, or empty. */
export function townQuery(filter: ReportFilter, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more);
  if (filter.focusId) query.set('focus', filter.focusId);
  if (filter.neighborhoodId) query.set('neighborhood', filter.neighborhoodId);
  if (filter.fromMonth) query.set('month', filter.fromMonth);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
