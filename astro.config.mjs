import node from '@astrojs/node';
import { defineConfig } from 'astro/config';
import { loadTown } from './src/features/town/content.server.ts';
import { precompress } from './src/server/build/precompress.ts';
import { contentPolicy } from './src/server/headers.ts';
import { readSettings } from './src/server/settings.ts';
import { fonts } from './src/styles/fonts.ts';
import { townStyles } from './src/styles/town-styles.ts';

const settings = readSettings(process.env, import.meta.dirname);
const town = await loadTown(settings.contentDir);
const [firstLanguage = 'en', ...otherLanguages] = town.languages;

export default defineConfig({
  site: settings.siteUrl,
  outDir: `./dist/${town.id}`,
  output: 'static',
  trailingSlash: 'always',
  adapter: node({
    mode: 'middleware',
    staticHeaders: true,
    // A page that fails half-way must become an error page, not half a page.
    experimentalDisableStreaming: true,
  }),
  integrations: [precompress()],
  i18n: { defaultLocale: firstLanguage, locales: [firstLanguage, ...otherLanguages], routing: 'manual' },
  cache: { provider: { entrypoint: new URL('./src/server/page-store/provider.ts', import.meta.url) } },
  // Sessions are ours, in the database; actions hand nothing over through Astro's.
  session: false,
  security: {
    // Our middleware compares Origin with SITE_URL, which also holds behind a proxy that ends TLS.
    checkOrigin: false,
    csp: { directives: contentPolicy(town.map.tiles) },
  },
  build: { inlineStylesheets: 'never' },
  markdown: { syntaxHighlight: false },
  prefetch: false,
  devToolbar: { enabled: false },
  vite: {
    plugins: [townStyles(town.hue)],
    build: { assetsInlineLimit: 0 },
    ssr: { external: ['@electric-sql/pglite', 'postgres', 'pg-boss', 'pino'] },
  },
  fonts,
});
