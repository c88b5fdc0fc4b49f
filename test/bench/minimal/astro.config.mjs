import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

/** As little Astro as there can be: what the portal's own pages are measured against. */
export default defineConfig({
  outDir: '../../../dist/bench-minimal',
  output: 'server',
  adapter: node({ mode: 'middleware' }),
  session: false,
  devToolbar: { enabled: false },
});
