import type { BoundaryNotice } from '#features/neighborhoods/boundaries/notices.ts';
import type {
  BoundaryRefusal,
  ForeignKind,
  PropertySample,
} from '#features/neighborhoods/boundaries/refusal.ts';

const anyConverter =
  'Open it at mapshaper.org or in QGIS, export it as GeoJSON in longitude and latitude (WGS 84), and use that file.';

const foreign: Readonly<Record<ForeignKind, string>> = {
  binary: `holds no text, so it is not GeoJSON. ${anyConverter}`,
  csv: 'is a table (CSV), which usually has names but no outlines. Where the city offers the same data as GeoJSON, use that file.',
  'esri-json':
    'is Esri’s own JSON, not GeoJSON. Ask the same address for f=geojson instead of f=json (and outSR=4326), or choose GeoJSON on the download page.',
  flatgeobuf: `is a FlatGeobuf file, not GeoJSON. ${anyConverter}`,
  geopackage: `is a GeoPackage or another database, not GeoJSON. ${anyConverter}`,
  gml: `is GML, not GeoJSON. ${anyConverter}`,
  gzip: 'is compressed with gzip. Unpack it first (gunzip, or a double click), and use the file inside.',
  html: 'is a web page, not data: the address probably leads to the page about the file. Use that page’s download link for GeoJSON.',
  image:
    'is a picture, not data. Look for the city’s open data under “neighborhoods”, “wards” or “districts”, as GeoJSON.',
  json: 'is JSON but not GeoJSON: it does not begin with a “type” such as FeatureCollection. Where the city offers several formats, choose GeoJSON.',
  kml: `is KML, as map viewers use it, not GeoJSON. ${anyConverter}`,
  parquet: `is a Parquet file, not GeoJSON. ${anyConverter}`,
  pdf: 'is a PDF, not data. Look for the city’s open data under “neighborhoods”, “wards” or “districts”, as GeoJSON.',
  script:
    'is JavaScript with the data inside, not GeoJSON itself. Where the city offers several formats, choose GeoJSON; or keep only what stands from the first { to the last }.',
  shapefile: `is one part of a shapefile, not GeoJSON. Take all its parts (.shp, .dbf, .shx, .prj). ${anyConverter}`,
  text: 'is plain text, not GeoJSON. Where the city offers several formats, choose GeoJSON.',
  topojson: `is TopoJSON, not GeoJSON. ${anyConverter}`,
  wkt: `is WKT, outlines written as text, not GeoJSON. ${anyConverter}`,
  xml: `is XML, not GeoJSON. ${anyConverter}`,
  zip: `is a zip archive, as shapefiles are published, not GeoJSON. ${anyConverter}`,
};

/** Why a boundary file was refused and what to do about it, in a sentence or two. `file` as the person gave it. */
export function wordRefusal(refusal: BoundaryRefusal, file: string): string {
  switch (refusal.code) {
    case 'empty-file':
      return `${file} is empty. Download it again, and look at its size before you use it.`;
    case 'foreign':
      return `${file} ${foreign[refusal.kind]}`;
    case 'server-error':
      return `${file} holds a server’s error message instead of data${refusal.message === '' ? '' : ` (“${refusal.message}”)`}. Download it again.`;
    case 'cut-off':
      return `${file} breaks off at line ${refusal.line}, column ${refusal.column}, after “${refusal.near}”. The download was probably interrupted: download it again.`;
    case 'broken-json':
      return `${file} stops being JSON at line ${refusal.line}, column ${refusal.column}, after “${refusal.near}”. If it was edited by hand, mend that place; otherwise download it again.`;
    case 'no-features':
      return `${file} is GeoJSON but has no features in it. Download it again without a filter, or choose another layer.`;
    case 'no-areas':
      return `${file} has no areas in it, only ${listCounts(refusal)}. A town needs outlines: choose the layer of polygons, not of points or lines.`;
    case 'too-many-areas':
      return `${file} has ${refusal.found} areas, and a town has at most ${refusal.most}: these are probably parcels or blocks. Look for the city’s neighborhoods, wards or districts.`;
    case 'other-coordinates':
      return wordOtherCoordinates(refusal.system, refusal.example, file);
    case 'swapped-coordinates':
      return `${file} has latitude before longitude (its first corner is ${refusal.example.join(', ')}), and GeoJSON wants longitude first. Swap them: ogr2ogr -f GeoJSON -s_srs EPSG:4326 -t_srs EPSG:4326 --config OGR_CT_FORCE_TRADITIONAL_GIS_ORDER NO turned.geojson ${file}, or in QGIS with “Swap X and Y coordinates”.`;
    case 'crosses-antimeridian':
      return `${file} lies on both sides of the 180° meridian, which the map cannot draw as one town yet. Keep the areas on one side of it, and use that file.`;
    case 'no-outlines':
      return `None of the areas in ${file} has a sound outline: they are empty, too small, or have coordinates that are no numbers. Open the file in QGIS, run “Fix geometries”, and use the result.`;
    case 'no-name-property':
      return `Nothing in ${file} looks like the names of its areas. ${wordSamples(refusal.samples)}`;
    case 'unknown-name-property':
      return `No area in ${file} has a property “${refusal.asked}”. ${wordSamples(refusal.samples)}`;
    case 'names-missing':
      return `Of the ${refusal.areas} areas in ${file}, ${refusal.missing} have no “${refusal.property}”. ${wordSamples(refusal.samples)}`;
  }
}

function wordOtherCoordinates(system: string | null, example: readonly number[], file: string): string {
  const source = system === null ? ' -s_srs EPSG:<its number>' : '';
  const said = system === null ? 'and the file does not say in which system' : `in ${system}`;
  return [
    `${file} is not in degrees of longitude and latitude: its first corner is ${example.join(', ')}, ${said}.`,
    `Convert it and use the result: ogr2ogr -f GeoJSON${source} -t_srs EPSG:4326 -lco RFC7946=YES degrees.geojson ${file}, or in QGIS with “Save Features As…” and EPSG:4326.`,
  ].join(' ');
}

function wordSamples(samples: readonly PropertySample[]): string {
  if (samples.length === 0)
    return 'Too few of its areas have any word or number that could name them: give each a “name”, for example in QGIS.';
  const list = samples.map(
    ({ property, example }) => `  --name-property ${quote(property)}   as in “${example}”`,
  );
  return `Choose one of these:\n${list.join('\n')}`;
}

function quote(word: string): string {
  return /^[\w.:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function listCounts({ points, lines, empty }: { points: number; lines: number; empty: number }): string {
  return [
    count(points, 'point'),
    count(lines, 'line'),
    count(empty, 'feature without a shape', 'features without a shape'),
  ]
    .filter((each) => !each.startsWith('0 '))
    .join(' and ');
}

/** What was mended, left out or guessed, in a sentence. */
function wordNotice(notice: BoundaryNotice): string {
  switch (notice.code) {
    case 'points-left-out':
      return `Left out ${count(notice.count, 'point')} among the areas.`;
    case 'lines-left-out':
      return `Left out ${count(notice.count, 'line')} among the areas.`;
    case 'empty-left-out':
      return `Left out ${count(notice.count, 'feature')} without a shape.`;
    case 'broken-left-out':
      return `Left out ${count(notice.count, 'area')} without a sound outline.`;
    case 'encoding':
      return `The file is written in ${notice.encoding}, not UTF-8: have a look at the accents in the names.`;
    case 'mislabeled-system':
      return `The file says ${notice.system}, but its numbers are plainly degrees and were taken as such.`;
    case 'name-property':
      return wordNameProperty(notice.property, notice.alternatives);
    case 'numbers-as-names':
      return `The areas have numbers for names (“${notice.property}”) and are called “${notice.word} 1” and so on; give them the names people use in neighborhoods.geojson.`;
    case 'calmed-names':
      return 'The names were all in capitals; they are written as people write them now.';
    case 'single-area':
      return 'The file has one area: the whole town is one neighborhood. A file with its parts would serve people better.';
    case 'unnamed':
      return `${count(notice.count, 'area has', 'areas have')} no name: give ${notice.count === 1 ? 'it one' : 'them some'} in neighborhoods.geojson.`;
    case 'merged':
      return `${notice.name}: ${notice.parts} areas of this name are one neighborhood now.`;
    case 'numbered':
      return `${notice.name}: ${notice.places} places far apart have this name and are numbered; give them better names in neighborhoods.geojson.`;
    case 'knotted':
      return `${notice.name ?? 'An area without a name'}: its outline crosses itself near ${notice.at.join(', ')}. It is kept as it is; “Fix geometries” in QGIS would mend it.`;
    case 'outline-left-out':
      return `Left out “${notice.name}”: it covers nearly all the others, so it is the outline of the whole town.`;
    case 'overlapping':
      return `${notice.inner} lies inside ${notice.outer}: a home there counts for whichever comes first in neighborhoods.geojson.`;
    case 'on-each-other':
      return `${notice.one} and ${notice.other} lie on top of each other: a home on ground of both counts for whichever comes first in neighborhoods.geojson.`;
    case 'wide':
      return `The areas reach ${notice.kilometers} km from corner to corner, which is much for a town.`;
  }
}

const mostOfAKind = 5;

/** All that was mended, left out or guessed, one sentence each; of a long list of one kind only the beginning. */
export function wordNotices(notices: readonly BoundaryNotice[]): string[] {
  const kinds = Map.groupBy(notices, ({ code }) => code);
  return [...kinds.values()].flatMap((alike) => {
    const shown = alike.slice(0, mostOfAKind).map((notice) => wordNotice(notice));
    const more = alike.length - shown.length;
    return more > 0 ? [...shown, `… and ${more} more like the last one.`] : shown;
  });
}

function wordNameProperty(property: string, alternatives: readonly string[]): string {
  const others = alternatives.map((each) => quote(each)).join(', ');
  const more = others === '' ? '' : ` (also possible, with --name-property: ${others})`;
  return `The names come from the property “${property}”${more}.`;
}

/** A figure with its word: `1 area`, `2 areas`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat('en').format(number)} ${number === 1 ? one : many}`;
}
