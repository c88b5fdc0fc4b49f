import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { calendarLinks, groups, meetingChanges, meetings as rows } from '#db/schema/index.ts';
import type { Recipes } from './recipe.ts';
import { action, dayFromNow } from './rows.ts';

/** The form of a meeting on which nothing was changed. */
const emptyForm = (group: string, date: string) => ({
  ...{ key: randomUUID(), group, date, then: 'save' },
});

/** Meetings and calendars. */
export const meetings: Recipes = {
  'read-meetings': {
    attempt: async ({ db, actor, group }) => {
      await db.insert(rows).values({ groupId: group.id, onDate: '2026-01-08', idempotencyKey: randomUUID() });
      const answer = await actor.get(`/groups/${group.slug}/meetings/`);
      return { answer, took: answer.text.includes(`/groups/${group.slug}/meeting/2026-01-08/`) };
    },
  },
  'open-meeting': {
    attempt: async ({ db, actor, group }) => {
      const date = dayFromNow(-2);
      const page = `/groups/${group.slug}/meeting/${date}/`;
      const answer = await actor.post(action(page, 'meetings.save'), emptyForm(group.id, date));
      const made = await db.select().from(rows).where(eq(rows.groupId, group.id));
      return { answer, took: made.length === 1 };
    },
  },
  'change-meeting-date': {
    attempt: async ({ db, actor, group }) => {
      const date = dayFromNow(9);
      await db.update(groups).set({ firstMeetingOn: date }).where(eq(groups.id, group.id));
      const form = { group: group.id, date, change: 'skip', to: '', time: '' };
      const answer = await actor.post(action(`/groups/${group.slug}/meetings/`, 'meetings.changeDate'), form);
      const made = await db.select().from(meetingChanges).where(eq(meetingChanges.groupId, group.id));
      return { answer, took: made.length === 1 };
    },
  },
  'make-calendar-link': {
    attempt: async ({ db, actor, owner }) => {
      const answer = await actor.post(action('/me/', 'meetings.makeCalendar'), { key: randomUUID() });
      const standing = and(eq(calendarLinks.personId, owner.id), isNull(calendarLinks.revokedAt));
      return { answer, took: (await db.select().from(calendarLinks).where(standing)).length === 1 };
    },
    refusal: [303],
  },
};
