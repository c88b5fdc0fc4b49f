import type { Feature, Geometry, Position } from 'geojson';
import { importBoundaries, type ImportedBoundaries } from '#features/neighborhoods/boundaries.ts';
import { isRefused, type BoundaryRefusal } from '#features/neighborhoods/boundaries/refusal.ts';

interface Reading {
  readonly nameProperty?: string;
  readonly languages?: readonly string[];
}

/** Reads a boundary file given as text, bytes or a JSON value. */
function read(file: unknown, { nameProperty, languages = ['en'] }: Reading = {}) {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  const bytes = file instanceof Uint8Array ? file : new TextEncoder().encode(text);
  return importBoundaries(bytes, {
    nameProperty: nameProperty ?? null,
    languages,
    townName: 'Larkwater',
    unnamed: (number) => Object.fromEntries(languages.map((language) => [language, `Unnamed ${number}`])),
  });
}

/** The town in a file that can be read. */
export function townIn(file: unknown, reading?: Reading): ImportedBoundaries {
  const outcome = read(file, reading);
  if (isRefused(outcome)) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome;
}

/** Why a file was refused. */
export function refusalOf(file: unknown, reading?: Reading): BoundaryRefusal {
  const outcome = read(file, reading);
  if (!isRefused(outcome)) throw new Error('was not refused');
  return outcome.refusal;
}

/** A feature with a name. */
export function place(name: string | null, geometry: Geometry | null): Feature<Geometry | null> {
  return { type: 'Feature', properties: { name }, geometry };
}

/** A collection of features. */
export function collect(...features: readonly Feature<Geometry | null>[]) {
  return { type: 'FeatureCollection', features };
}

/** A square with its south-west corner here, of this many degrees. */
export function square(x: number, y: number, size = 0.01): Geometry {
  return { type: 'Polygon', coordinates: [squareRing(x, y, size)] };
}

/** The outline of a square. */
export function squareRing(x: number, y: number, size = 0.01): Position[] {
  return [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ];
}

/** Names of the neighborhoods in their first language. */
export function namesOf(town: ImportedBoundaries): string[] {
  return town.neighborhoods.map(({ name }) => Object.values(name)[0] ?? '');
}

/** The codes of what was noted. */
export function noticeCodes(town: ImportedBoundaries): string[] {
  return town.notices.map(({ code }) => code);
}
