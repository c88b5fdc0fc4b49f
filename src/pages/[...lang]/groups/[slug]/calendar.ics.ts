import type { APIRoute } from 'astro';
import { groupTags } from '#features/groups/groups.ts';
import { calendarFile, supposedMinutes } from '#features/meetings/calendar.server.ts';
import { findGroupDates } from '#features/meetings/group-calendar.server.ts';
import { localized } from '#features/town/localized.ts';
import { openFile } from '#server/open-file.ts';

export const prerender = false;

/** The public dates of a group's next half year: the place where it is a public venue, and the hour where the group shows it. */
export const GET: APIRoute = async ({ params, locals: { app, town, lang, t, href }, cache }) => {
  const { slug = '' } = params;
  const now = app.now();
  const group = await findGroupDates(app.db, slug, { now, timeZone: town.timeZone });
  if (!group) return new Response('', { status: 404, headers: { 'content-type': 'text/plain' } });
  cache.set({ maxAge: 3600, tags: groupTags(group) });
  const { siteUrl } = app.settings;
  const url = siteUrl + href(`/groups/${slug}/`);
  const entries = group.meetings.map((meeting) => ({
    groupId: group.id,
    meeting,
    title: t('meetings.eventMeeting', { group: group.name }),
    url,
    place: group.place,
    note: t('meetings.eventEnd', { minutes: supposedMinutes }),
  }));
  const name = t('meetings.calendarGroup', { group: group.name, town: localized(town.name, lang) });
  const file = calendarFile(entries, { name, lang, siteUrl, timeZone: town.timeZone, now });
  return openFile(file, 'text/calendar; charset=utf-8');
};
