import type { APIRoute } from 'astro';
import { approachesTag } from '#features/approaches/approaches.ts';
import { publicApproachSlugs } from '#features/approaches/list-approaches.server.ts';
import { publicSlugs } from '#features/groups/public-files.server.ts';
import { publicQuestionIds } from '#features/questions/list-questions.server.ts';
import { questionsTag } from '#features/questions/questions.ts';
import { reflectionPath, reflectionsTag } from '#features/reflections/reflections.ts';
import { sharedReflectionIds } from '#features/reflections/shared-reflections.server.ts';
import { inLanguage } from '#features/town/town.ts';

export const prerender = false;

/** A file of addresses may hold 50,000 (sitemaps.org): this many of each kind, the newest, in two languages. */
const mostOfAKind = 5000;

/** The public pages in every language, each with its alternates (sitemaps.org 0.9, xhtml:link); single reports stand with their groups. */
export const GET: APIRoute = async ({ locals: { app, town, lang }, cache }) => {
  cache.set({ maxAge: 3600, tags: ['groups', reflectionsTag, questionsTag, approachesTag] });
  const [slugs, reflections, questions, approaches] = await Promise.all([
    publicSlugs(app.db),
    sharedReflectionIds(app.db, mostOfAKind),
    publicQuestionIds(app.db, mostOfAKind),
    publicApproachSlugs(app.db, mostOfAKind),
  ]);
  const groups = slugs.flatMap((slug) => [`/groups/${slug}/`, `/groups/${slug}/impact/`]);
  const paths = [
    ...[
      '/',
      '/groups/',
      '/narrative/',
      '/narrative/revisions/',
      '/impact/',
      '/impact/learning/',
      '/feed/',
      '/questions/',
      '/approaches/',
      '/learn/',
      '/learn/dropped/',
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
    ...questions.map((id) => `/questions/${id}/`),
    ...approaches.map((slug) => `/approaches/${slug}/`),
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
