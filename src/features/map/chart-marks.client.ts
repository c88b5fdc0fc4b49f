import { L } from './leaflet.client.ts';
import 'leaflet.markercluster';
import { symbolMarkup } from '#features/groups/symbols.ts';
import type { Card } from './chart-card.client.ts';
import type { ChartGroup, ChartSettings } from './chart.ts';
import { keepListOrder } from './list-order.client.ts';

/** Markers closer than this are shown as one, in pixels; in a town of many groups earlier, so that a phone keeps up. */
const tooClose = { few: 24, many: 44 };
const many = 150;
/** How far beyond the window markers are kept, in windows; the plugin's own is 1, which means nine times as many. */
const beyond = 0.15;

/** The markers on the map, by group. */
export interface Marks {
  /** The button that shows a group, by itself or with its neighbors; null while it is out of sight. */
  buttonOf(slug: string): HTMLElement | null;
  /** The groups a button stands for; empty for anything else. */
  groupsOf(target: EventTarget | null): readonly ChartGroup[];
  /** The buttons in sight. */
  buttons(): HTMLElement[];
  readonly pane: HTMLElement;
  readonly map: L.Map;
  readonly card: Card;
}

type GroupMarker = L.Marker & { readonly group: ChartGroup };

/** A marker that is a real button. */
class ButtonIcon extends L.DivIcon {
  readonly #symbol: () => string;
  readonly #label: string;
  readonly #groups: readonly ChartGroup[];

  constructor(symbol: () => string, label: string, groups: readonly ChartGroup[]) {
    super();
    this.#symbol = symbol;
    this.#label = label;
    this.#groups = groups;
  }

  override createIcon(): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'leaflet-marker-icon leaflet-interactive mark';
    button.setAttribute('aria-label', this.#label);
    button.innerHTML = drawn(this.#symbol());
    groupsOfButton.set(button, this.#groups);
    return button;
  }
}

const groupsOfButton = new WeakMap<EventTarget, readonly ChartGroup[]>();

/** Puts the groups on the map as buttons, those too close together as one; a click opens the card. */
export function placeMarks(
  map: L.Map,
  groups: readonly ChartGroup[],
  { texts }: ChartSettings,
  card: Card,
): Marks {
  const cluster = L.markerClusterGroup({
    maxClusterRadius: groups.length > many ? tooClose.many : tooClose.few,
    iconCreateFunction: (crowd) => crowdIcon(groupsIn(crowd), texts.cluster),
    showCoverageOnHover: false,
    zoomToBoundsOnClick: false,
    spiderfyOnMaxZoom: false,
    animate: map.options.zoomAnimation ?? true,
    chunkedLoading: true,
    chunkInterval: 60,
    chunkDelay: 10,
  });
  Object.assign(cluster, { _getExpandedVisibleBounds: () => map.getBounds().pad(beyond) });
  const markers = new Map(groups.map((group) => [group.slug, marker(group)]));
  cluster.addLayers([...markers.values()]);
  cluster.on('click', ({ propagatedFrom, originalEvent }: L.LeafletMouseEvent) => {
    const { group } = propagatedFrom as GroupMarker;
    card.open(
      [group],
      (propagatedFrom as GroupMarker).getLatLng(),
      buttonOf(group.slug),
      originalEvent.detail === 0,
    );
  });
  cluster.on('clusterclick', (event) => {
    const { originalEvent } = event as L.LeafletMouseEvent;
    openCrowd(event.propagatedFrom as L.MarkerCluster, originalEvent.detail === 0);
  });
  cluster.addTo(map);

  const buttonOf = (slug: string): HTMLElement | null => {
    const known = markers.get(slug);
    return known ? (cluster.getVisibleParent(known)?.getElement() ?? null) : null;
  };
  const openCrowd = (crowd: L.MarkerCluster, byKey: boolean) => {
    const inside = groupsIn(crowd);
    const [first] = inside;
    if (map.getZoom() >= map.getMaxZoom() - 0.01) {
      card.open(inside, crowd.getLatLng(), crowd.getElement() ?? null, byKey);
      return;
    }
    if (byKey && first) map.once('moveend', () => setTimeout(() => buttonOf(first.slug)?.focus(), 300));
    map.fitBounds(crowd.getBounds(), {
      padding: [40, 40],
      maxZoom: Math.min(map.getMaxZoom(), map.getZoom() + 2),
    });
  };
  const pane = map.getPane('markerPane') ?? map.getContainer();
  keepListOrder(pane, (button) => groupsOfButton.get(button)?.[0]?.order ?? Infinity);
  return {
    buttonOf,
    groupsOf: (target) => {
      const button = target instanceof Element ? target.closest('.mark') : null;
      return button ? (groupsOfButton.get(button) ?? []) : [];
    },
    buttons: () => [...pane.querySelectorAll<HTMLElement>('.mark')],
    pane,
    map,
    card,
  };
}

function marker(group: ChartGroup): GroupMarker {
  const [lon, lat] = group.at;
  const icon = new ButtonIcon(() => symbolMarkup(group.symbol, group.count), group.label, [group]);
  return Object.assign(L.marker([lat, lon], { icon, keyboard: false, riseOnHover: true }), { group });
}

function groupsIn(crowd: L.MarkerCluster): readonly ChartGroup[] {
  const inside = crowd.getAllChildMarkers().map((each) => (each as GroupMarker).group);
  return inside.sort((a, b) => a.order - b.order);
}

function crowdIcon(groups: readonly ChartGroup[], text: string): ButtonIcon {
  const withPlaces = groups.filter(({ symbol }) => symbol === 'open' || symbol === 'forming').length;
  const label = text
    .replace('{groups}', String(groups.length))
    .replace('{withPlaces}', String(withPlaces))
    .replace('{place}', groups[0]?.place ?? '');
  return new ButtonIcon(
    () => symbolMarkup(withPlaces > 0 ? 'crowd' : 'calm-crowd', groups.length),
    label,
    groups,
  );
}

const drawn = (symbol: string) =>
  `<svg viewBox="-12 -12 24 24" aria-hidden="true" focusable="false"><circle class="halo" r="14"/>${symbol}</svg>`;
