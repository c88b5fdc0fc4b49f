import type { APIRoute } from 'astro';
import { findCalendarOwner } from '#features/meetings/calendar-links.server.ts';
import { calendarDays, calendarFile, supposedMinutes } from '#features/meetings/calendar.server.ts';
import { findMyMeetings } from '#features/meetings/my-meetings.server.ts';
import type { MyMeeting } from '#features/meetings/my-meeting.ts';
import { localized } from '#features/town/localized.ts';
import { translator } from '#i18n/translate.ts';
import { addDays, calendarDayIn } from '#lib/calendar-day.ts';
import { addressIn, languageOf } from '#server/site-language.ts';

export const prerender = false;

const pathOf = ({ group, isVisit }: MyMeeting) =>
  `/groups/${group.slug}/${isVisit ? 'come-once' : 'meeting'}/`;

/** The meetings of the person whose secret address this is, with their places, in their language. Kept by nobody. */
export const GET: APIRoute = async ({ params, locals: { app, town } }) => {
  const person = await findCalendarOwner(app.db, params.token ?? '');
  if (!person) return new Response(null, { status: 404 });
  const { timeZone } = town;
  const now = app.now();
  const lang = languageOf(`/${person.lang}/`, town.languages);
  const t = translator(lang);
  const until = addDays(calendarDayIn(now, timeZone), calendarDays);
  const mine = await findMyMeetings(app.db, person.id, { now, timeZone, each: calendarDays });
  const { siteUrl } = app.settings;
  const entries = mine
    .filter(({ day }) => day <= until)
    .map((meeting) => ({
      groupId: meeting.group.id,
      meeting,
      title: t(meeting.isVisit ? 'meetings.eventVisit' : 'meetings.eventMeeting', {
        group: meeting.group.name,
      }),
      url: siteUrl + addressIn(lang, pathOf(meeting), town.languages),
      place: meeting.place,
      note: t('meetings.eventEnd', { minutes: supposedMinutes }),
    }));
  const name = t('meetings.calendarOf', { town: localized(town.name, lang) });
  const file = calendarFile(entries, { name, lang, siteUrl, timeZone, now });
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  });
};
