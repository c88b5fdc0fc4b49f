import type { ChartSettings, MarkFeature } from './chart.ts';

/**
 * `<town-map>` around the static sheet: once the sheet comes near the window, the map that can be moved takes its
 * place. Its script and styles are loaded only then; until they are there, and without them, the sheet stays.
 */
class TownMap extends HTMLElement {
  connectedCallback(): void {
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        void this.#open();
      },
      { rootMargin: '200px' },
    );
    seen.observe(this);
  }

  async #open(): Promise<void> {
    const settings = JSON.parse(this.dataset.chart ?? '{}') as ChartSettings;
    const groups = fetch(settings.groups);
    const { openChart } = await import('./open-chart.client.ts');
    const response = await groups;
    if (!response.ok) return;
    await openChart(this, settings, (await response.json()) as { features: MarkFeature[] });
  }
}

customElements.define('town-map', TownMap);
