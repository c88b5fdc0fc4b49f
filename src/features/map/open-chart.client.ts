import { layBase } from './chart-base.client.ts';
import { Card } from './chart-card.client.ts';
import { type ChartSettings, chartGroups, type MarkFeature } from './chart.ts';
import { followList } from './chart-list.client.ts';
import { placeMarks } from './chart-marks.client.ts';
import { writePlaces } from './chart-places.client.ts';
import { fitSheet } from './sheet-crs.client.ts';
import { L } from './leaflet.client.ts';
import { drawNeatline } from './neatline.client.ts';
import { useTools } from './chart-tools.client.ts';
import stylesheet from './chart.css?url';

/** How many times the whole sheet doubles until one is as near as one gets. */
const doublings = 5;
/** Few who offer tiles have nearer ones. */
const nearest = 19;

/** Opens the map in `element` with these groups, in the place of the static sheet. */
export async function openChart(
  element: HTMLElement,
  settings: ChartSettings,
  file: { features: MarkFeature[] },
): Promise<void> {
  const chart = element.querySelector<HTMLElement>('.chart');
  const view = element.querySelector<HTMLElement>('.view');
  const still = element.querySelector<HTMLElement>('.still');
  if (!chart || !view || !still) return;
  await styled();
  const [[west, south], [east, north]] = settings.bounds;
  const bounds = L.latLngBounds([south, west], [north, east]);
  const shrink = Math.cos((bounds.getCenter().lat * Math.PI) / 180);
  chart.style.setProperty('--aspect', String(((east - west) * shrink) / (north - south)));
  chart.hidden = false;
  still.hidden = true;
  // The sheet gathers nothing, so its legend does not speak of it.
  for (const entry of document.querySelectorAll<HTMLElement>('[data-once-gathered]')) entry.hidden = false;

  const isPhone = matchMedia('(max-width: 40rem)').matches;
  const fit = fitSheet(bounds, view, isPhone);
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(view, {
    zoomControl: false,
    attributionControl: false,
    crs: settings.tiles ? L.CRS.EPSG3857 : fit.crs,
    maxBounds: bounds,
    maxBoundsViscosity: 1,
    scrollWheelZoom: false,
    fadeAnimation: !calm,
    zoomAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
  });
  const whole = settings.tiles ? map.getBoundsZoom(bounds) : fit.zoom;
  map.setMinZoom(whole).setMaxZoom(settings.tiles ? Math.min(whole + doublings, nearest) : whole + doublings);
  const groups = chartGroups(file.features, settings.bounds);
  const asked = L.latLngBounds(groups.map(({ at: [lon, lat] }) => [lat, lon]));
  if (settings.whole || !asked.isValid())
    map.setView((isPhone && asked.isValid() ? asked : bounds).getCenter(), whole);
  else map.fitBounds(asked, { padding: [30, 30], maxZoom: whole + 2, animate: false });
  await layBase(map, still, settings, bounds);
  drawNeatline(map, chart, settings);
  useTools(map, chart, bounds);
  const card = new Card(map, chart, settings);
  const marks = placeMarks(map, groups, settings, card);
  writePlaces(map, settings, marks);
  followList(marks);
  chart.dataset.open = '';
}

/** The map's stylesheet, once it is there. */
function styled(): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = stylesheet;
    link.onload = () => resolve();
    link.onerror = () => reject(new Error('The map’s styles could not be loaded.'));
    document.head.append(link);
  });
}
