import type { APIRoute } from 'astro';
import { publicSlugs } from '#features/groups/public-files.server.ts';
import { reflectionPath, reflectionsTag } from '#features/reflections/reflections.ts';
import { sharedReflectionIds } from '#features/reflections/shared-reflections.server.ts';
import { inLanguage } from '#features/town/town.ts';

export const prerender = false;

/** Every public page in every language, each with its alternates (sitemaps.org 0.9, xhtml:link). */
export const GET: APIRoute = async ({ locals: { app, town, lang }, cache }) => {
  cache.set({ maxAge: 3600, tags: ['groups', reflectionsTag] });
  const [slugs, reflections] = await Promise.all([publicSlugs(app.db), sharedReflectionIds(app.db)]);
  const groups = slugs.flatMap((slug) => [`/groups/${slug}/`, `/groups/${slug}/impact/`]);
  const paths = [
    ...[
      '/',
      '/groups/',
      '/narrative/',
      '/narrative/revisions/',
      '/impact/',
      '/focuses/',
      '/neighborhoods/',
      '/prompts/',
      '/start/',
      '/open-data/',
    ],
    ...inLanguage(town.chapters, lang).map(({ slug }) => `/narrative/${slug}/`),
    ...inLanguage(town.pages, lang).map(({ slug }) => `/${slug}/`),
    ...town.focuses.map(({ id }) => `/focuses/${id}/`),
    ...town.neighborhoods.map(({ id }) => `/neighborhoods/${id}/`),
    ...groups,
    ...reflections.map(reflectionPath),
  ];
  const address = (code: string, path: string) =>
    `${app.settings.siteUrl}${code === town.languages[0] ? '' : `/${code}`}${path}`;
  const alternates = (path: string) =>
    town.languages
      .map((code) => `<xhtml:link rel="alternate" hreflang="${code}" href="${address(code, path)}"/>`)
      .join('');
  const urls = paths.flatMap((path) =>
    town.languages.map((code) => `<url><loc>${address(code, path)}</loc>${alternates(path)}</url>`),
  );
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join('\n')}</urlset>`;
  return new Response(body, { headers: { 'content-type': 'application/xml' } });
};
