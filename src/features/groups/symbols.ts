import type { GroupSymbolKind } from './summary.ts';

/** Several groups drawn as one: some look for people, or none does. */
type CrowdKind = 'crowd' | 'calm-crowd';

/**
 * The drawing of a symbol around the origin, 18 units across, for use inside an `<svg>`; `styles/symbols.css`
 * colors it. `count` stands inside: open places, or for a forming group how many people it still needs.
 */
export function symbolMarkup(kind: GroupSymbolKind | CrowdKind, count: number | null = null): string {
  const number = count === null || count <= 0 ? '' : `<text class="s-number" y="3.4">${count}</text>`;
  switch (kind) {
    case 'open':
      return `<g class="s-open"><circle r="9"/>${number}</g>`;
    case 'crowd':
    case 'calm-crowd':
      return `<g class="s-crowd${kind === 'crowd' ? '' : ' s-calm'}"><circle r="${(count ?? 0) > 99 ? 14 : 11}"/><text class="s-number" y="3.4">${count ?? ''}</text></g>`;
    case 'forming':
      return `<g class="s-forming"><circle r="8" pathLength="36"/>${number}</g>`;
    case 'full':
      return '<g class="s-full"><circle r="9"/><circle class="s-gap" r="5.4"/></g>';
    case 'quiet':
      return '<g class="s-quiet"><circle r="7.4"/></g>';
    case 'interest':
      return '<g class="s-interest"><path d="M0-8.4 8.4 6.8h-16.8z"/></g>';
  }
}
