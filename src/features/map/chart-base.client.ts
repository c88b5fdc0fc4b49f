import { isTileFile, type Tiles } from '#features/town/tiles.ts';
import type { ChartSettings } from './chart.ts';
import { L } from './leaflet.client.ts';
import { pathScale } from './paths.ts';

/**
 * Lays what lies under the markers: the town's own drawing, or the tiles of a town that gave an address for them with
 * the outlines of its neighborhoods above.
 */
export async function layBase(
  map: L.Map,
  still: HTMLElement,
  { tiles }: ChartSettings,
  bounds: L.LatLngBounds,
): Promise<void> {
  const drawing = still.querySelector<SVGSVGElement>('.for-wide .sheet > svg')?.cloneNode(true);
  if (tiles) await layTiles(map, tiles);
  if (!(drawing instanceof SVGSVGElement)) return;
  const unit = Number(drawing.getAttribute('width'));
  drawing.setAttribute('viewBox', `0 0 ${unit} ${drawing.getAttribute('height')}`);
  drawing.setAttribute('preserveAspectRatio', 'none');
  drawing.classList.add('sheet');
  if (tiles) keepOutlines(drawing);
  L.svgOverlay(drawing, bounds).addTo(map);
  keepLetters(map, drawing, bounds, unit);
}

async function layTiles(map: L.Map, { url, attribution }: Tiles): Promise<void> {
  const credit = document.createElement('span');
  credit.textContent = attribution;
  L.control.attribution({ prefix: false }).addAttribution(credit.innerHTML).addTo(map);
  if (!isTileFile(url)) {
    L.tileLayer(url, { className: 'toned', subdomains: 'abc' }).addTo(map);
    return;
  }
  const { layTileFile } = await import('./tile-file.client.ts');
  await layTileFile(map, url);
}

/** Leaves of the town's own drawing what tiles do not show. */
function keepOutlines(drawing: SVGSVGElement): void {
  for (const each of [...drawing.children]) {
    const base = each.getAttribute('href');
    if (base?.endsWith('#land')) {
      each.setAttribute('href', base.replace('#land', '#borders'));
      each.setAttribute('transform', `scale(${1 / pathScale})`);
    } else if (!each.classList.contains('chosen')) each.remove();
  }
}

/** Soundings and names of waters grow less than the map does. */
function keepLetters(map: L.Map, drawing: SVGSVGElement, bounds: L.LatLngBounds, unit: number): void {
  const size = () => {
    const east = map.latLngToLayerPoint(bounds.getNorthEast()).x;
    const pixels = (east - map.latLngToLayerPoint(bounds.getNorthWest()).x) / unit;
    const smaller = Math.min(1.3, pixels ** -0.7);
    drawing.style.setProperty('--letter', String(smaller));
    drawing.style.setProperty('--sounding', `${9 * smaller}px`);
  };
  map.on('zoomend', size);
  size();
}
