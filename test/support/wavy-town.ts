import type { Feature, FeatureCollection, Polygon, Position } from 'geojson';

/** How an invented town is drawn: a sheet of cells whose borders wave, each border drawn alike by both neighbors. */
export interface WavyTown {
  readonly columns: number;
  readonly rows: number;
  /** Corners along each border between two cells. */
  readonly corners: number;
  /** South-west corner, in degrees. */
  readonly at?: Position;
  /** Properties of the cell in this place. */
  readonly properties?: (column: number, row: number) => Record<string, unknown>;
}

const cell = { width: 0.02, height: 0.014 };

/** An invented town as GeoJSON: the same every time, with no border crossing another. */
export function wavyTown(town: WavyTown): FeatureCollection<Polygon> {
  const {
    columns,
    rows,
    properties = (column, row) => ({ name: `Quarter ${letter(column)}${row + 1}` }),
  } = town;
  const features: Feature<Polygon>[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const ring = [
        ...border(town, [column, row], [column + 1, row]),
        ...border(town, [column + 1, row], [column + 1, row + 1]),
        ...border(town, [column, row + 1], [column + 1, row + 1]).toReversed(),
        ...border(town, [column, row], [column, row + 1]).toReversed(),
      ];
      features.push({
        type: 'Feature',
        properties: properties(column, row),
        geometry: { type: 'Polygon', coordinates: [ring] },
      });
    }
  }
  return { type: 'FeatureCollection', features };
}

/** `A`, `B`, … */
function letter(number: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + number);
}

type Node = readonly [column: number, row: number];

/** The border between two corners of the sheet, ends included; always drawn from the smaller corner to the larger. */
function border(town: WavyTown, from: Node, to: Node): Position[] {
  const [x0, y0] = nodeAt(town, from);
  const [x1, y1] = nodeAt(town, to);
  const seed = from[0] * 7 + from[1] * 13 + to[0] * 3 + to[1] * 5;
  return Array.from({ length: town.corners + 2 }, (_, at) => {
    const part = at / (town.corners + 1);
    const wave = Math.sin(Math.PI * part) ** 2 * 0.12 * Math.sin(part * 9 + seed);
    const ripple = Math.sin(Math.PI * part) ** 2 * 0.004 * Math.sin(part * 160 + seed);
    const aside = wave + ripple;
    return [x0 + (x1 - x0) * part - (y1 - y0) * aside, y0 + (y1 - y0) * part + (x1 - x0) * aside];
  });
}

function nodeAt({ at = [4, 52] }: WavyTown, [column, row]: Node): readonly [number, number] {
  const [west = 0, south = 0] = at;
  const east = 0.15 * Math.sin(column * 3 + row * 5);
  const north = 0.15 * Math.cos(column * 7 + row * 2);
  return [west + (column + east) * cell.width, south + (row + north) * cell.height];
}
