import { hash32 } from '#lib/hash.ts';
import type { Town } from '#features/town/town.ts';
import { pathOf, pathScale } from './paths.ts';
import { projection, sheetSize, sheetWidth } from './sheet.ts';

type Drawn = Pick<Town, 'basemap' | 'neighborhoods' | 'map'>;

/** What lies under the marks of every sheet: a file of its own, so that a reader loads it once. */
export interface BaseDrawing {
  /** An SVG with the groups `land` and `soundings`; colors are the custom properties of the page that uses it. */
  readonly svg: string;
  /** Changes whenever the drawing does; part of its address. */
  readonly version: string;
}

const kept = new WeakMap<Drawn, BaseDrawing>();

/** A town's base drawing; drawn once. */
export function baseDrawing(town: Drawn): BaseDrawing {
  const before = kept.get(town);
  if (before) return before;
  const svg = draw(town);
  const drawing = { svg, version: hash32(svg).toString(36) };
  kept.set(town, drawing);
  return drawing;
}

/** The address of the base drawing, the same in every language. */
export const baseDrawingPath = (town: Drawn): string => `/sheet.${baseDrawing(town).version}.svg`;

/** Lines keep their width at every size: a phone's sheet is the same drawing, smaller. */
const stroke = (color: string, width: number, more = '') =>
  `fill="none" stroke="var(--${color})" stroke-width="${width}" vector-effect="non-scaling-stroke" stroke-linecap="round" stroke-linejoin="round"${more}`;
const area = (color: string, outlined = false) =>
  `fill="var(--${color})"${outlined ? ' stroke="var(--contour)" stroke-width=".8" vector-effect="non-scaling-stroke"' : ''}`;

function draw(town: Drawn): string {
  const size = sheetSize(town.map.bounds, sheetWidth, 0);
  const project = projection(town.map.bounds, size);
  const features = town.basemap.map(({ properties, geometry }) => ({ properties, geometry }));
  const of = (kind: string) => features.filter(({ properties }) => properties.kind === kind);
  const paths = (kind: string, attributes: string) =>
    of(kind)
      .map(({ geometry }) => `<path ${attributes} d="${pathOf(geometry, project)}"/>`)
      .join('');
  const depths = of('depth')
    .map(({ properties, geometry }) => ({
      meters: 'meters' in properties ? Number(properties.meters) : 0,
      geometry,
    }))
    .sort((a, b) => a.meters - b.meters)
    .map(
      ({ geometry }, index) =>
        `<path ${area(`water-${Math.min(index + 2, 4)}`, true)} d="${pathOf(geometry, project)}"/>`,
    )
    .join('');
  const hoods = town.neighborhoods.map(({ geometry }) => pathOf(geometry, project)).join('');
  // What lies beyond the town is water only where its map draws a shore; an inland town is no island.
  const beyond = of('shore').length + of('depth').length > 0 ? 'water-1' : 'paper';
  const dry = of('land').length === 0;
  const land = [
    `<path fill="var(--${beyond})" d="M0 0h${size.width * pathScale}v${size.height * pathScale}H0z"/>`,
    paths('water', area('water-1')),
    depths,
    paths('land', area('land')),
    dry ? `<path ${area('land')} d="${hoods}"/>` : '',
    paths('wood', area('wood')),
    `<path id="borders" ${stroke('border', 1, ' stroke-dasharray="4 3"')} d="${hoods}"/>`,
    paths('street', stroke('street', 2)),
    paths('river', stroke('contour', 1.2)),
    paths('weir', stroke('ink', 1.2)),
    paths('bridge', stroke('ink', 2.4)),
    paths('shore', stroke('ink', 1.2)),
  ].join('');
  const soundings = of('sounding')
    .map(({ properties, geometry }) => {
      const [x, y] = project((geometry as { coordinates: number[] }).coordinates);
      const meters = 'meters' in properties ? Number(properties.meters) : 0;
      const tenths = Math.round((meters % 1) * 10);
      return `<text x="${x}" y="${y}">${Math.floor(meters)}<tspan dy=".33em" font-size=".78em">${tenths}</tspan></text>`;
    })
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg"><g id="land" transform="scale(${1 / pathScale})">${land}</g><g id="soundings" fill="var(--water-ink)" font-family="var(--font-serif)" font-style="italic" font-size="var(--sounding, 9px)" text-anchor="middle">${soundings}</g></svg>`;
}
