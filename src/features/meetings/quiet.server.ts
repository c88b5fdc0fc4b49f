import { and, eq, gte, isNotNull, isNull, lt, notExists, or, sql } from 'drizzle-orm';
import { groups, meetings, memberships, people } from '#db/schema/index.ts';
import { isQuiet, quietAfterDays } from '#features/groups/groups.ts';
import { isCalm } from '#features/groups/public-groups.server.ts';
import { queueMail } from '#features/notify/queue-mail.server.ts';
import { addDays, calendarDayIn } from '#lib/calendar-day.ts';
import type { Reminding } from './reminders.server.ts';
import { onceKeyOf } from './reminding.ts';

/** So many groups one sweep asks at most. */
const groupsPerSweep = 50;

/**
 * Asks the conveners of groups of which nothing was heard for four weeks whether they still meet, once; again only after
 * something was heard of them and they fell quiet anew. A meeting that was noted is a word, too.
 */
export async function askQuietGroups(services: Reminding): Promise<void> {
  const { db, town } = services;
  const today = calendarDayIn(services.now(), town.timeZone);
  const met = db
    .select({ one: sql`1` })
    .from(meetings)
    .where(and(eq(meetings.groupId, groups.id), gte(meetings.onDate, addDays(today, -quietAfterDays))));
  const heardSince = and(isNotNull(groups.lastReportAt), lt(groups.quietAskedAt, groups.lastReportAt));
  const restedSince = sql`(${groups.quietAskedAt} at time zone ${town.timeZone})::date < ${groups.restingUntil}`;
  const quiet = await db
    .select({ id: groups.id })
    .from(groups)
    .where(
      and(
        eq(groups.kind, 'impact'),
        isNull(groups.closedAt),
        isNull(groups.hiddenAt),
        isCalm(today, town.timeZone),
        or(isNull(groups.quietAskedAt), heardSince, restedSince),
        notExists(met),
      ),
    )
    .limit(groupsPerSweep);
  for (const { id } of quiet) await askGroup(services, id);
}

async function askGroup(services: Reminding, groupId: string): Promise<void> {
  await services.db.transaction(async (tx) => {
    const [group] = await tx.select().from(groups).where(eq(groups.id, groupId)).for('update');
    const now = services.now();
    // Another process may have asked while this one waited for the row.
    if (!group || !isQuiet(group, now, services.town.timeZone) || isAskedSince(group)) return;
    await tx.update(groups).set({ quietAskedAt: now }).where(eq(groups.id, groupId));
    const conveners = await tx
      .select({ id: people.id, email: people.email, lang: people.lang })
      .from(memberships)
      .innerJoin(people, and(eq(people.id, memberships.personId), isNotNull(people.email)))
      .where(
        and(
          eq(memberships.groupId, groupId),
          eq(memberships.state, 'active'),
          eq(memberships.role, 'convener'),
          eq(people.mailsOff, false),
        ),
      );
    const day = calendarDayIn(now, services.town.timeZone);
    for (const { id, email, lang } of conveners) {
      if (email === null) continue;
      await queueMail(services, tx, {
        kind: 'quiet-ask',
        to: email,
        lang,
        onceKey: `${onceKeyOf('quiet-ask', groupId, day)}:${id}`,
        content: ({ t, url }) => ({
          subject: t('mail.quiet-ask.subject', { group: group.name }),
          greeting: t('mail.helloPlain'),
          paragraphs: [t('mail.quiet-ask.text', { group: group.name })],
          action: { label: t('mail.quiet-ask.action'), url: url(`/groups/${group.slug}/edit/`) },
          after: [t('mail.quiet-ask.after')],
        }),
      });
    }
  });
}

function isAskedSince(
  group: Pick<typeof groups.$inferSelect, 'quietAskedAt' | 'lastReportAt' | 'restingUntil'>,
) {
  const { quietAskedAt, lastReportAt, restingUntil } = group;
  if (quietAskedAt === null) return false;
  const rested = restingUntil !== null && restingUntil > quietAskedAt.toISOString().slice(0, 10);
  return !(lastReportAt !== null && lastReportAt > quietAskedAt) && !rested;
}
