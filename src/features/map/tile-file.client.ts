import {
  leafletLayer,
  LineSymbolizer,
  type PaintRule,
  PmtilesSource,
  PolygonSymbolizer,
} from 'protomaps-leaflet';
import type { L } from './leaflet.client.ts';

const wooded = ['forest', 'wood', 'park', 'nature_reserve', 'grass', 'scrub', 'cemetery', 'golf_course'];
const mainRoads = ['highway', 'major_road', 'medium_road'];

const isOneOf = (kinds: string[], kind: unknown) => typeof kind === 'string' && kinds.includes(kind);

/** Lays a PMTiles file in the Protomaps basemap schema, drawn in the colors of the sheet, by day or by night. */
export async function layTileFile(map: L.Map, url: string): Promise<void> {
  const { p: file } = new PmtilesSource(url, true);
  const { maxZoom: maxDataZoom } = await file.getHeader();
  const lay = () => {
    const drawn = { url: file, maxDataZoom, paintRules: rules(), labelRules: [], attribution: '' };
    return leafletLayer(drawn) as unknown as L.Layer;
  };
  let layer = lay().addTo(map);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    layer.remove();
    layer = lay().addTo(map);
  });
}

function rules(): PaintRule[] {
  const page = getComputedStyle(document.documentElement);
  const color = (name: string) => page.getPropertyValue(`--${name}`).trim();
  const area = (dataLayer: string, fill: string) => ({
    dataLayer,
    symbolizer: new PolygonSymbolizer({ fill: color(fill) }),
  });
  const road = (width: number, isMain: boolean): PaintRule => ({
    dataLayer: 'roads',
    symbolizer: new LineSymbolizer({ color: color('street'), width }),
    filter: (_, { props }) => isOneOf(mainRoads, props.kind) === isMain,
  });
  return [
    area('earth', 'land'),
    { ...area('landuse', 'wood'), filter: (_, { props }) => isOneOf(wooded, props.kind) },
    area('water', 'water-2'),
    road(1, false),
    road(2.4, true),
  ];
}
