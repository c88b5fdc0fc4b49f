import { z } from 'zod';
import type { LonLat } from '#features/town/geography.ts';
import { neighborhoodById, type Town } from '#features/town/town.ts';
import { groupKinds, partsOfDay, type GroupKind, type PartOfDay, weekdays } from './groups.ts';

/** What a reader asks the list and the map of groups for; null and false mean “any”. */
export interface GroupFilters {
  readonly focus: string | null;
  /** Only groups of this neighborhood. */
  readonly neighborhood: string | null;
  /** ISO weekday. */
  readonly day: number | null;
  readonly time: PartOfDay | null;
  /** A language the group speaks. */
  readonly language: string | null;
  readonly stepFree: boolean;
  /** Only groups that take somebody in now. */
  readonly places: boolean;
  /** Only groups where one may come once. */
  readonly visitors: boolean;
  readonly kind: GroupKind | null;
}

/** The whole query of the groups page: filters, from where distances count, and which page of the list. */
export interface GroupsQuery extends GroupFilters {
  /** Distances count from the middle of this neighborhood. */
  readonly near: string | null;
  /** Or from here, as the reader submitted it; to about 100 m. */
  readonly position: LonLat | null;
  readonly page: number;
}

/** What a query may name. */
export interface KnownToFilters {
  readonly focuses: readonly string[];
  readonly neighborhoods: readonly string[];
}

/** The parameters of an address whose answer is the same for all who ask for it. */
export const sharedParameters = [
  'near',
  'focus',
  'neighborhood',
  'day',
  'time',
  'language',
  'kind',
  'places',
  'step-free',
  'visitors',
  'page',
] as const;
/** Where one reader is: an answer to these is never kept for others. */
export const positionParameters = ['lon', 'lat'] as const;

/** Asks a file for what the map says of a group and nothing else. */
export const briefParameter = 'brief';

/** How many groups stand on one page of the list. */
export const groupsPerPage = 50;
const lastPage = 1000;

export const anyGroup: GroupsQuery = {
  focus: null,
  neighborhood: null,
  day: null,
  time: null,
  language: null,
  stepFree: false,
  places: false,
  visitors: false,
  kind: null,
  near: null,
  position: null,
  page: 1,
};

const flag = z.stringbool().catch(false);
const degrees = (limit: number) => z.coerce.number().min(-limit).max(limit).transform(rounded);
const pointSchema = z.tuple([degrees(180), degrees(90)]);

const querySchema = z.object({
  day: z.coerce.number().pipe(z.literal(weekdays)).nullable().catch(null),
  time: z.enum(partsOfDay).nullable().catch(null),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .nullable()
    .catch(null),
  stepFree: flag,
  places: flag,
  visitors: flag,
  kind: z.enum(groupKinds).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(lastPage).catch(1),
});

/**
 * Reads the query of an address. Whatever it does not know (an old link, a slip, an attack) counts as not asked. A
 * chosen neighborhood comes before a position.
 */
export function parseGroupsQuery(query: URLSearchParams, known: KnownToFilters): GroupsQuery {
  const oneOf = (name: string, ids: readonly string[]) => ids.find((id) => id === query.get(name)) ?? null;
  const near = oneOf('near', known.neighborhoods);
  return {
    focus: oneOf('focus', known.focuses),
    neighborhood: oneOf('neighborhood', known.neighborhoods),
    ...querySchema.parse({
      day: query.get('day') || null,
      time: query.get('time'),
      language: query.get('language'),
      stepFree: query.get('step-free') ?? '',
      places: query.get('places') ?? '',
      visitors: query.get('visitors') ?? '',
      kind: query.get('kind'),
      page: query.get('page') ?? 1,
    }),
    near,
    position: near === null ? positionOf(query) : null,
  };
}

function positionOf(query: URLSearchParams): LonLat | null {
  const [lon, lat] = [query.get('lon'), query.get('lat')];
  if (!lon?.trim() || !lat?.trim()) return null;
  return pointSchema.safeParse([lon, lat]).data ?? null;
}

/** Three decimals of a degree are about 100 m: enough to sort by, too coarse to tell a house. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000 + 0;
}

/** From where the distances of a query count, if they do. */
export function originOf(query: GroupsQuery, town: Pick<Town, 'neighborhoods'>): LonLat | null {
  if (query.near === null) return query.position;
  return neighborhoodById(town, query.near)?.label ?? null;
}

/** The query as the shortest one that says the same; empty when nothing is asked. */
export function printGroupsQuery(query: GroupsQuery): URLSearchParams {
  const { near, position } = query;
  const given: Record<string, string | number | boolean | null> = {
    near,
    lon: near === null && position ? position[0] : null,
    lat: near === null && position ? position[1] : null,
    focus: query.focus,
    neighborhood: query.neighborhood,
    day: query.day,
    time: query.time,
    language: query.language,
    kind: query.kind,
    places: query.places,
    'step-free': query.stepFree,
    visitors: query.visitors,
    page: query.page > 1 ? query.page : null,
  };
  const printed = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) {
    if (value !== null && value !== false) printed.set(name, value === true ? '1' : String(value));
  }
  return printed;
}

/** `path` with the query behind it, if there is any. */
export function withGroupsQuery(path: string, query: GroupsQuery): string {
  const printed = printGroupsQuery(query).toString();
  return printed === '' ? path : `${path}?${printed}`;
}

/** How many filters (not counting from where distances are measured) a query sets. */
export function filterCount(query: GroupFilters): number {
  const { focus, neighborhood, day, time, language, kind, stepFree, places, visitors } = query;
  const chosen = [focus, neighborhood, day, time, language, kind].filter((value) => value !== null);
  return chosen.length + [stepFree, places, visitors].filter(Boolean).length;
}
