import type { Feature } from 'geojson';
import type { ImportedBoundaries } from '#features/neighborhoods/boundaries.ts';
import type { MapView } from '#features/neighborhoods/boundaries/map-view.ts';
import type { LocalizedText } from '#features/town/localized.ts';
import type { NewTown } from './new-town-arguments.ts';
import type { TownFile } from './new-town-files.ts';

/** The files of a town that come from its boundaries: neighborhoods, where their names stand, and the base map. */
export function townFiles({ languages }: NewTown, boundaries: ImportedBoundaries): TownFile[] {
  const neighborhoods = boundaries.neighborhoods.map(({ id, name, geometry }): Feature => ({
    type: 'Feature',
    properties: { id, name: plainWhereSame(name) },
    geometry,
  }));
  const land: Feature = { type: 'Feature', properties: { kind: 'land' }, geometry: boundaries.land };
  const labels = boundaries.neighborhoods.map(
    ({ id, label }) => `- id: ${JSON.stringify(id)}\n  label: [${label.join(', ')}]\n`,
  );
  return [
    { path: 'neighborhoods.geojson', text: collection(neighborhoods) },
    { path: 'basemap.geojson', text: collection([land]) },
    { path: 'neighborhoods.yaml', text: labelsHint(languages) + labels.join('') },
  ];
}

/** The part of `town.yaml` that is facts; its words follow from the starter texts. */
export function settingsText(town: NewTown, { bounds, center, zoom, grid }: MapView): string {
  return `# Who the town is. Texts stand in every language of the town; a plain text reads the same in all of them.
# The id names the town's data: it never changes.
id: ${JSON.stringify(town.id)}
name: ${JSON.stringify(town.name)}
# The first language has no prefix in addresses.
languages: [${town.languages.join(', ')}]
timeZone: ${town.timeZone}
currency: ${town.currency}
# The hue, in degrees on the OKLCH circle, of the one color that means “here you can act”: make it the town's own.
hue: 354

map:
  # [[west, south], [east, north]]
  bounds: ${JSON.stringify(bounds)}
  center: ${JSON.stringify(center)}
  zoom: ${zoom}
  # null draws basemap.geojson; or {url, attribution} of raster tiles (.../{z}/{x}/{y}.png) or of a .pmtiles file.
  tiles: null

# The sheet's grid: columns lettered from the west, rows numbered from the north.
grid: { columns: ${grid.columns}, rows: ${grid.rows} }

`;
}

/** GeoJSON with one feature to a line, so that a change of one neighborhood is a change of one line. */
function collection(features: readonly Feature[]): string {
  const lines = features.map((feature) => JSON.stringify(feature)).join(',\n');
  return `{"type":"FeatureCollection","features":[\n${lines}\n]}\n`;
}

function plainWhereSame(text: LocalizedText): LocalizedText | string {
  const [first = '', ...others] = Object.values(text);
  return others.every((other) => other === first) ? first : text;
}

function labelsHint(languages: readonly string[]): string {
  const example = languages.map((language) => `${language}: …`).join(', ');
  return [
    '# What the map cannot say about a neighborhood. “label” is where its name stands (longitude, latitude).',
    '# Add a sentence or two where you can, in every language of the town:',
    `#   text: { ${example} }              about the place`,
    `#   firstGroupHint: { ${example} }    what a first group here could begin with`,
    '',
  ].join('\n');
}
