import { L } from './leaflet.client.ts';
import type { LonLat } from '#features/town/geography.ts';
import type { ChartPlace, ChartSettings } from './chart.ts';
import type { Marks } from './chart-marks.client.ts';
import { type Box, placeLabel } from './sheet.ts';

/** Writes the names of neighborhoods, and what is missing there, where nothing else stands; links like the sheet's. */
export function writePlaces(map: L.Map, settings: ChartSettings, marks: Marks): void {
  const pane = map.createPane('places');
  // Those that say more are written first: they need more room.
  const places = [...settings.places].sort((a, b) => Number(b.note !== null) - Number(a.note !== null));
  const written = places.map((place) => ({ place, element: write(place, pane) }));
  standHere(pane, map, settings);
  const arrange = () => {
    const { corner, width, height } = sheetInSight(map, settings);
    // Where what stands in a layer is, seen from the corner of the sheet.
    const origin = map.containerPointToLayerPoint(corner);
    const taken = marks.buttons().map((button): Box => {
      const { x, y } = L.DomUtil.getPosition(button).subtract(origin);
      return { x, y, width: 24, height: 24 };
    });
    taken.push(...boxesOf(map, corner, '.leaflet-overlay-pane .label, .tools, .here'));
    for (const { place, element } of written) {
      const { x, y } = map.latLngToContainerPoint([place.at[1], place.at[0]]).subtract(corner);
      const size = { width: element.offsetWidth, height: element.offsetHeight };
      const inSight = x > 0 && y > 0 && x < width && y < height;
      const box = inSight ? placeLabel([x, y], size, taken, { width, height, frame: 0 }) : null;
      const fits = box !== null && (place.note !== null || !taken.some((other) => covers(box, other)));
      element.classList.toggle('away', !fits);
      if (!box || !fits) continue;
      taken.push(box);
      L.DomUtil.setPosition(element, L.point(box.x, box.y).add(origin));
    }
  };
  let asked = 0;
  const later = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(arrange);
  };
  map.on('zoomstart', () => pane.classList.add('zooming'));
  map.on('moveend zoomend resize', later);
  new MutationObserver(later).observe(marks.pane, { childList: true });
  map.on('zoomend', () => pane.classList.remove('zooming'));
  arrange();
}

/** The part of the sheet that the view shows; a name beyond its edge would stand on nothing. */
function sheetInSight(map: L.Map, { bounds: [[west, south], [east, north]] }: ChartSettings) {
  const size = map.getSize();
  const least = map.latLngToContainerPoint([north, west]);
  const most = map.latLngToContainerPoint([south, east]);
  const corner = L.point(Math.max(0, least.x), Math.max(0, least.y));
  const end = L.point(Math.min(size.x, most.x), Math.min(size.y, most.y));
  return { corner, width: end.x - corner.x, height: end.y - corner.y };
}

/** Where the names of waters and woods stand, seen from `corner`, and what else a name must not cover. */
function boxesOf(map: L.Map, corner: L.Point, selector: string): Box[] {
  const { x: left, y: top } = map.getContainer().getBoundingClientRect();
  return [...(map.getContainer().parentElement?.querySelectorAll(selector) ?? [])].map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return { x: x - left - corner.x + width / 2, y: y - top - corner.y + height / 2, width, height };
  });
}

const covers = (a: Box, b: Box) =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;

function write({ name, href, note }: ChartPlace, pane: HTMLElement): HTMLElement {
  const element = document.createElement('div');
  element.className = 'place';
  element.append(link(name, href));
  if (note) {
    const missing = link(note.text, note.href);
    missing.className = 'note';
    element.append(missing);
  }
  pane.append(element);
  L.DomEvent.disableClickPropagation(element);
  return element;
}

function link(text: string, href: string): HTMLAnchorElement {
  const element = document.createElement('a');
  element.href = href;
  element.textContent = text;
  return element;
}

/** The small cross where the reader is: as they said in the address, or as their browser just told the page. */
function standHere(pane: HTMLElement, map: L.Map, { position, texts }: ChartSettings): void {
  const element = document.createElement('div');
  element.className = 'here';
  element.textContent = texts.here;
  pane.append(element);
  let at = position;
  const place = () => {
    element.hidden = at === null;
    if (at) L.DomUtil.setPosition(element, map.latLngToLayerPoint([at[1], at[0]]));
  };
  document.addEventListener('near-me', (event) => {
    at = (event as CustomEvent<LonLat | null>).detail;
    place();
  });
  map.on('zoomend viewreset', place);
  place();
}
