import { L } from './leaflet.client.ts';

/** A coordinate system for one view, and the zoom at which the whole sheet fits into it. */
interface Fit {
  readonly crs: L.CRS;
  readonly zoom: number;
}

/** A phone’s sheet may be this much larger than its view, so that it fills it. */
const mostLarger = 1.3;

/**
 * Web Mercator whose whole zooms are multiples of the size at which the whole sheet just fits into `view` (on a phone:
 * just fills it) instead of those of tiles, so that a sheet without tiles uses the room there is.
 */
export function fitSheet(bounds: L.LatLngBounds, view: HTMLElement, isPhone: boolean): Fit {
  const mercator = L.CRS.EPSG3857;
  const corner = mercator.latLngToPoint(bounds.getNorthWest(), 0);
  const size = mercator.latLngToPoint(bounds.getSouthEast(), 0).subtract(corner);
  const ratios = [view.clientWidth / size.x, view.clientHeight / size.y];
  const least = Math.min(...ratios);
  const fits = Math.log2(isPhone ? Math.min(Math.max(...ratios), least * mostLarger) : least);
  const zoom = Math.floor(fits);
  const more = fits - zoom;
  const crs = L.Util.extend({}, mercator, {
    scale: (at: number) => mercator.scale(at + more),
    zoom: (scale: number) => mercator.zoom(scale) - more,
  });
  return { crs, zoom };
}
