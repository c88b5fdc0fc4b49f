import { L } from './leaflet.client.ts';
import type { ChartSettings } from './chart.ts';

/** Lays what lies under the markers: the town's own drawing, or the tiles of a town that gave an address for them. */
export function layBase(
  map: L.Map,
  still: HTMLElement,
  _settings: ChartSettings,
  bounds: L.LatLngBounds,
): Promise<void> {
  const drawing = still.querySelector<SVGSVGElement>('.for-wide .sheet > svg')?.cloneNode(true);
  if (drawing instanceof SVGSVGElement) {
    drawing.setAttribute('viewBox', `0 0 ${drawing.getAttribute('width')} ${drawing.getAttribute('height')}`);
    drawing.setAttribute('preserveAspectRatio', 'none');
    drawing.classList.add('sheet');
    const unit = Number(drawing.getAttribute('width'));
    L.svgOverlay(drawing, bounds).addTo(map);
    keepLetters(map, drawing, bounds, unit);
  }
  return Promise.resolve();
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
