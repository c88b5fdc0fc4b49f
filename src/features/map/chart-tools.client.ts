import type * as L from 'leaflet';

/** Buttons to come nearer, go away and see the whole sheet; the wheel zooms only while the map is being used. */
export function useTools(map: L.Map, chart: HTMLElement, bounds: L.LatLngBounds): void {
  const acts: Record<string, () => void> = {
    nearer: () => map.zoomIn(),
    farther: () => map.zoomOut(),
    whole: () => map.fitBounds(bounds),
  };
  const buttons = [...chart.querySelectorAll<HTMLButtonElement>('.tools button')];
  for (const button of buttons)
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') !== 'true') acts[button.dataset.act ?? '']?.();
    });
  const show = () => {
    const [zoom, least, most] = [map.getZoom(), map.getMinZoom(), map.getMaxZoom()];
    for (const button of buttons) {
      const done = button.dataset.act === 'nearer' ? zoom >= most - 0.01 : zoom <= least + 0.01;
      button.setAttribute('aria-disabled', String(done));
    }
  };
  map.on('zoomend', show);
  show();
  map.getContainer().addEventListener('pointerdown', () => map.scrollWheelZoom.enable());
  chart.addEventListener('pointerleave', () => map.scrollWheelZoom.disable());
}
