import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { newestGroups } from '#features/groups/public-files.server.ts';
import { localized } from '#features/town/localized.ts';
import { inLanguage } from '#features/town/town.ts';

export const prerender = false;

/** News of the town: revisions of the narrative and new groups. */
export const GET: APIRoute = async ({ locals: { app, town, lang, t, href }, cache }) => {
  cache.set({ maxAge: 3600, tags: ['groups'] });
  const name = localized(town.name, lang);
  const revisions = inLanguage(town.revisions, lang).map((revision) => ({
    title: revision.title,
    description: t('reading.learnedFrom', { from: revision.learnedFrom }),
    link: `${href('/narrative/revisions/')}#${revision.slug}`,
    pubDate: new Date(`${revision.date}T12:00:00Z`),
  }));
  const groups = (await newestGroups(app.db)).map((group) => ({
    title: group.name,
    description: group.about,
    link: href(`/groups/${group.slug}/`),
    pubDate: group.createdAt,
  }));
  const items = [...revisions, ...groups].sort((a, b) => b.pubDate.getTime() - a.pubDate.getTime());
  return rss({
    title: name,
    description: localized(town.home.lead, lang),
    site: `${app.settings.siteUrl}${href('/')}`,
    items,
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: `<language>${lang}</language><atom:link href="${app.settings.siteUrl}${href('/rss.xml')}" rel="self" type="application/rss+xml"/>`,
  });
};
