import type { Bounds, Grid, LonLat } from '#features/town/geography.ts';
import { gridReference } from '#features/town/grid.ts';

interface SheetWords {
  readonly bounds: Bounds;
  readonly grid: Grid;
  readonly words: Record<'asking' | 'found' | 'off' | 'failed', string>;
}

/** The name of the event, at the document, with which a position that was found is shown on the map. */
const foundEvent = 'near-me';

/**
 * `<near-me>` in a form: a button that asks the browser where it is, says what it answered and puts it, to about 100 m,
 * into the form. It leaves the browser when the form is sent, and not before.
 */
class NearMe extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button');
    const near = this.closest('form')?.querySelector<HTMLSelectElement>('select[name="near"]') ?? null;
    if (!button || !('geolocation' in navigator)) return;
    button.hidden = false;
    button.addEventListener('click', () => this.#ask(near));
    near?.addEventListener('change', () => {
      if (near.value !== '') this.#put(null);
    });
  }

  #ask(near: HTMLSelectElement | null): void {
    const { words, bounds, grid } = JSON.parse(this.dataset.sheet ?? '{}') as SheetWords;
    this.#say(words.asking);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const at: LonLat = [rounded(coords.longitude), rounded(coords.latitude)];
        if (near) near.value = '';
        this.#put(at);
        const cell = gridReference(bounds, grid, at);
        const text = cell === null ? words.off : words.found.replace('{cell}', cell);
        this.#say(text.replace('{point}', `${at[1]}, ${at[0]}`));
      },
      () => this.#say(words.failed),
      { maximumAge: 60_000, timeout: 15_000 },
    );
  }

  /** Puts a position into the form, or takes it out. */
  #put(at: LonLat | null): void {
    for (const [index, name] of ['lon', 'lat'].entries()) {
      const input = this.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      if (!input) continue;
      input.disabled = at === null;
      input.value = String(at?.[index] ?? '');
    }
    if (at === null) this.#say('');
    document.dispatchEvent(new CustomEvent(foundEvent, { detail: at }));
  }

  #say(text: string): void {
    const status = this.querySelector('[role="status"]');
    if (status) status.textContent = text;
  }
}

const rounded = (degrees: number) => Math.round(degrees * 1000) / 1000;

customElements.define('near-me', NearMe);
