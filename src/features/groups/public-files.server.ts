import { and, asc, desc, eq } from 'drizzle-orm';
import type { FeatureCollection, Point } from 'geojson';
import type { Queryable } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import type { Town } from '#features/town/town.ts';
import { neighborhoodById } from '#features/town/town.ts';
import { csvLine } from '#lib/csv.ts';
import type { GroupFilters } from './filters.ts';
import { listGroups } from './list.server.ts';
import { isPublic, publicColumns } from './public-groups.server.ts';

/** Most groups in one answer; a town of volunteers has fewer. */
const rowsMost = 5000;

/** Listed groups as GeoJSON (RFC 7946): at their public grid point, else at their neighborhood's. */
export async function groupsGeoJson(
  db: Queryable,
  filters: Partial<GroupFilters>,
  town: Town,
  reading: { lang: string; now: Date },
): Promise<FeatureCollection<Point>> {
  const rows = await listGroups(db, filters, { ...reading, timeZone: town.timeZone }, { limit: rowsMost });
  return {
    type: 'FeatureCollection',
    features: rows.map((group) => {
      const [lon, lat] =
        group.point ?? neighborhoodById(town, group.neighborhood.id)?.label ?? town.map.center;
      const {
        id,
        slug,
        name,
        lang,
        kind,
        state,
        placesLeft,
        about,
        ourPart,
        focusId,
        languages,
        stepFree,
        quiet,
      } = group;
      const properties = {
        slug,
        name,
        lang,
        kind,
        state,
        quiet,
        placesLeft,
        about,
        ourPart,
        focus: focusId,
        neighborhood: group.neighborhood.id,
        languages,
        stepFree,
      };
      return { type: 'Feature', id, geometry: { type: 'Point', coordinates: [lon, lat] }, properties };
    }),
  };
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
