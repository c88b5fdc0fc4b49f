import type { Position } from 'geojson';
import type { Project } from './sheet.ts';

interface AnyGeometry {
  type: string;
  coordinates: unknown;
}

/** Points closer than this to the one before are left out: nobody sees them on paper. */
const leastStep = 1.1;

/** Path units to a unit of the sheet: whole numbers, relative to the point before, are short. */
export const pathScale = 4;

/** The path of a line, area or group of areas, in `pathScale`ths of a unit. */
export function pathOf(geometry: AnyGeometry, project: Project): string {
  return linesOf(geometry)
    .map(({ points, closed }) => line(points.map(project), closed))
    .join('');
}

function linesOf({ type, coordinates }: AnyGeometry): { points: Position[]; closed: boolean }[] {
  const closed = type.endsWith('Polygon');
  const each = (lines: Position[][]) => lines.map((points) => ({ points, closed }));
  if (type === 'LineString') return each([coordinates as Position[]]);
  if (type === 'MultiLineString' || type === 'Polygon') return each(coordinates as Position[][]);
  return type === 'MultiPolygon' ? (coordinates as Position[][][]).flatMap(each) : [];
}

function line(points: readonly [number, number][], closed: boolean): string {
  const kept = points.filter((point, index) => {
    const before = points[index - 1];
    return before === undefined || index === points.length - 1 || isFar(point, before);
  });
  const whole = kept.map(([x, y]) => [Math.round(x * pathScale), Math.round(y * pathScale)] as const);
  const [first = [0, 0], ...rest] = whole;
  let last = first;
  const steps = rest.map((point) => {
    const step = joined(point[0] - last[0], point[1] - last[1]);
    last = point;
    return step;
  });
  const text = steps.reduce(
    (all, step) => all + (all === '' || step.startsWith('-') ? step : ` ${step}`),
    '',
  );
  return `M${joined(first[0], first[1])}l${text}${closed ? 'z' : ''}`;
}

const isFar = (a: readonly [number, number], b: readonly [number, number]) =>
  Math.hypot(a[0] - b[0], a[1] - b[1]) >= leastStep;

/** Two numbers as a path reads them: a minus sign parts them as well as a space does. */
const joined = (x: number, y: number): string => (y < 0 ? `${x}${y}` : `${x} ${y}`);
