import { and, asc, desc, eq } from 'drizzle-orm';
import type { FeatureCollection, Point } from 'geojson';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import type { LonLat } from '#features/town/geography.ts';
import type { Town } from '#features/town/town.ts';
import { csvLine } from '#lib/csv.ts';
import type { GroupFilters } from './filters.ts';
import { listGroups } from './list.server.ts';
import { isPublic, publicColumns } from './public-groups.server.ts';
import type { GroupSummary } from './summary.ts';

/** Most groups in one answer; a town of volunteers has fewer. */
const rowsMost = 5000;

/** How the features of a file are described, and from where they are sorted. */
interface FileReading {
  readonly lang: string;
  readonly now: Date;
  readonly origin: LonLat | null;
  readonly describe: (group: GroupSummary) => { id?: string; properties: object };
}

/**
 * Listed groups as GeoJSON (RFC 7946), in the order of the list: at their public grid point, else at their
 * neighborhood's.
 */
export async function groupsGeoJson(
  db: Queryable,
  filters: Partial<GroupFilters>,
  town: Town,
  { lang, now, origin, describe }: FileReading,
): Promise<FeatureCollection<Point>> {
  const reading = { lang, now, timeZone: town.timeZone };
  const rows = await listGroups(db, filters, reading, { origin, limit: rowsMost });
  const middles = new Map(town.neighborhoods.map(({ id, label }) => [id, label]));
  return {
    type: 'FeatureCollection',
    features: rows.map((group) => {
      const [lon, lat] = group.point ?? middles.get(group.neighborhood.id) ?? town.map.center;
      return { type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, ...describe(group) };
    }),
  };
}

/** What a file says of a group when nobody asks for less. */
export function describeFully(group: GroupSummary): { id: string; properties: object } {
  const { id, slug, name, lang, kind, state, quiet, placesLeft, about, ourPart } = group;
  const { focusId, neighborhood, languages, stepFree } = group;
  const own = { slug, name, lang, kind, state, quiet, placesLeft, about, ourPart };
  return { id, properties: { ...own, focus: focusId, neighborhood: neighborhood.id, languages, stepFree } };
}

/** The town's neighborhoods as GeoJSON. */
export function neighborhoodsGeoJson(town: Town): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: town.neighborhoods.map(({ id, name, gridReference, geometry }) => ({
      type: 'Feature',
      id,
      geometry,
      properties: { id, name, gridReference },
    })),
  };
}

const fileColumns = [
  'slug',
  'name',
  'lang',
  'kind',
  'about',
  'ourPart',
  'focusId',
  'neighborhoodId',
  'place',
  'rhythm',
  'weekday',
  'secondWeekday',
  'startsAt',
  'partOfDay',
  'languages',
  'stepFree',
  'joining',
  'activeCount',
  'waitingCount',
  'restingUntil',
  'closedAt',
  'reportCount',
] as const;

/** Every public group, closed ones too, by slug; what a public page shows and nothing else. */
export async function publicGroups(db: Queryable) {
  const rows = await db
    .select(publicColumns)
    .from(groups)
    .where(isPublic())
    .orderBy(asc(groups.slug))
    .limit(rowsMost);
  return rows.map((row) => Object.fromEntries(fileColumns.map((column) => [column, row[column]])));
}

/** The same as CSV. */
export async function publicGroupsCsv(db: Queryable): Promise<string> {
  const rows = await publicGroups(db);
  const cell = (value: unknown) =>
    Array.isArray(value)
      ? value.join(' ')
      : value instanceof Date
        ? value.toISOString()
        : ((value ?? null) as string | number | boolean | null);
  return (
    csvLine(fileColumns) + rows.map((row) => csvLine(fileColumns.map((column) => cell(row[column])))).join('')
  );
}

/** The newest public impact groups, for the feed. */
export function newestGroups(db: Queryable) {
  return db
    .select({
      slug: groups.slug,
      name: groups.name,
      about: groups.about,
      lang: groups.lang,
      createdAt: groups.createdAt,
    })
    .from(groups)
    .where(and(isPublic(), eq(groups.kind, 'impact')))
    .orderBy(desc(groups.createdAt))
    .limit(20);
}

/** Slugs of all public groups, for the sitemap. */
export async function publicSlugs(db: Queryable): Promise<string[]> {
  const rows = await db
    .select({ slug: groups.slug })
    .from(groups)
    .where(isPublic())
    .orderBy(asc(groups.slug))
    .limit(rowsMost * 4);
  return rows.map(({ slug }) => slug);
}
