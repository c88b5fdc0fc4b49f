import type { Plugin } from 'vite';
import { actStylesheet } from './act.ts';

const id = 'virtual:town.css';

/** Gives the build the stylesheet `virtual:town.css`: the act color of a town with this OKLCH hue in degrees. */
export function townStyles(hue: number): Plugin {
  return {
    name: 'town-styles',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (resolved) => (resolved === `\0${id}` ? actStylesheet(hue) : null),
  };
}
