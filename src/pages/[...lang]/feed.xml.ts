import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { askedFeed } from '#features/feed/asked-feed.server.ts';
import { readFeed } from '#features/feed/feed.server.ts';
import { feedPath, feedTags } from '#features/feed/feed.ts';
import { sentenceText, titleOf } from '#features/feed/feed-words.ts';
import { localized } from '#features/town/localized.ts';

export const prerender = false;

/** The newest of the feed for feed readers, narrowed by the same address as the page. */
export const GET: APIRoute = async ({ locals: { app, town, lang, t, href }, cache, url }) => {
  const asked = await askedFeed(app.db, town, url.searchParams);
  if (!asked) return new Response(null, { status: 404 });
  cache.set({ maxAge: 3600, tags: [...feedTags] });
  const { items } = await readFeed(app.db, asked.filter, null, lang);
  const style = { t, lang, currency: town.currency };
  const self = `${app.settings.siteUrl}${href(feedPath(asked.names, '/feed.xml'))}`;
  const name = t('feed.rssTitle', { town: localized(town.name, lang) });
  return rss({
    title: name,
    description: t('feed.description', { town: localized(town.name, lang) }),
    site: `${app.settings.siteUrl}${href(feedPath(asked.names))}`,
    items: items.map((item) => ({
      title: `${sentenceText(item, style)}: ${titleOf(item, style).text}`,
      description: item.excerpt?.text ?? titleOf(item, style).text,
      link: `${app.settings.siteUrl}${href(item.path)}`,
      pubDate: item.at,
      customData: `<guid isPermaLink="false">feed-${item.id}</guid>`,
    })),
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: `<language>${lang}</language><atom:link href="${self.replaceAll('&', '&amp;')}" rel="self" type="application/rss+xml"/>`,
  });
};
