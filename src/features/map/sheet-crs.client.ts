import { L } from './leaflet.client.ts';

/**
 * Web Mercator whose whole zooms are multiples of the size at which the whole sheet just fits into `view`, instead of
 * those of tiles, so that a sheet without tiles uses the room there is.
 */
export function sheetCrs(bounds: L.LatLngBounds, view: HTMLElement): L.CRS {
  const mercator = L.CRS.EPSG3857;
  const corner = mercator.latLngToPoint(bounds.getNorthWest(), 0);
  const size = mercator.latLngToPoint(bounds.getSouthEast(), 0).subtract(corner);
  const fits = Math.log2(Math.min(view.clientWidth / size.x, view.clientHeight / size.y));
  const more = fits - Math.floor(fits);
  return L.Util.extend({}, mercator, {
    scale: (zoom: number) => mercator.scale(zoom + more),
    zoom: (scale: number) => mercator.zoom(scale) - more,
  });
}
