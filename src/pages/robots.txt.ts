import type { APIRoute } from 'astro';

export const prerender = false;

const personal = ['/me/', '/sign-in/', '/organize/', '/dev/', '/concern/'];

/** What search engines may read: everything public. */
export const GET: APIRoute = ({ locals: { app, town } }) => {
  const prefixes = ['', ...town.languages.slice(1).map((lang) => `/${lang}`)];
  const lines = prefixes.flatMap((prefix) => personal.map((path) => `Disallow: ${prefix}${path}`));
  return new Response(
    ['User-agent: *', ...lines, '', `Sitemap: ${app.settings.siteUrl}/sitemap-index.xml`, ''].join('\n'),
    {
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    },
  );
};
