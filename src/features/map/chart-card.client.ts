import type * as L from 'leaflet';
import type { ChartGroup, ChartSettings } from './chart.ts';

/** How many groups of one spot a card names. */
const most = 6;

/** The small card beside a marker: name, when, where and how things stand, with the way to the group's page. */
export class Card {
  readonly #map: L.Map;
  readonly #box: HTMLElement;
  readonly #settings: ChartSettings;
  #at: L.LatLng | null = null;
  #opener: HTMLElement | null = null;
  /** Told which groups the card shows; none when it closes. */
  onChange: (groups: readonly ChartGroup[]) => void = () => undefined;

  constructor(map: L.Map, chart: HTMLElement, settings: ChartSettings) {
    this.#map = map;
    this.#settings = settings;
    this.#box = chart.querySelector<HTMLElement>('.card') ?? document.createElement('div');
    map.on('move resize', () => this.#place());
    map.on('click zoomstart', () => this.close());
    chart.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && !this.#box.hidden) this.close(true);
    });
  }

  /** Shows these groups beside a point. `byKey` takes the keyboard along into the card. */
  open(groups: readonly ChartGroup[], at: L.LatLng, opener: HTMLElement | null, byKey: boolean): void {
    this.#at = at;
    this.#opener = opener;
    const shown = groups.slice(0, most).map((group) => this.#about(group));
    const rest = groups.length - shown.length;
    const more = rest > 0 ? [line('more', this.#settings.texts.more.replace('{groups}', String(rest)))] : [];
    this.#box.replaceChildren(this.#closer(), ...shown, ...more);
    this.#box.hidden = false;
    this.#place();
    this.onChange(groups);
    if (byKey) this.#box.querySelector('a')?.focus({ preventScroll: true });
  }

  /** Takes the card away. `back` brings the keyboard back to the marker. */
  close(back = false): void {
    if (this.#box.hidden) return;
    this.#box.hidden = true;
    this.onChange([]);
    if (back) this.#opener?.focus({ preventScroll: true });
  }

  #about(group: ChartGroup): HTMLElement {
    const link = document.createElement('a');
    link.href = this.#settings.group.replace('{slug}', group.slug);
    link.textContent = group.name;
    if (group.lang) link.lang = group.lang;
    const name = line('name', '');
    name.append(link);
    const about = document.createElement('div');
    about.className = 'about';
    const facts = [group.place, group.when].filter((fact) => fact !== null).join(' · ');
    about.append(name, line('facts', facts), line('standing', group.standing));
    return about;
  }

  #closer(): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'close';
    button.setAttribute('aria-label', this.#settings.texts.close);
    button.textContent = '×';
    button.addEventListener('click', () => this.close(true));
    return button;
  }

  /** Above its marker, or below where there is no room above; never over the edge. */
  #place(): void {
    if (this.#at === null || this.#box.hidden) return;
    const { x, y } = this.#map.latLngToContainerPoint(this.#at);
    const { x: width } = this.#map.getSize();
    const { offsetWidth: wide, offsetHeight: high } = this.#box;
    const left = Math.max(6, Math.min(x - wide / 2, width - wide - 6));
    const top = y - high - 18 > 4 ? y - high - 18 : y + 18;
    this.#box.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
  }
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement('p');
  element.className = className;
  element.textContent = text;
  return element;
}
