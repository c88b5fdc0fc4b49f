import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import { groups, memberships, people } from '#db/schema/index.ts';
import { writeToConveners } from '#features/membership/mails.server.ts';
import { queueMail, type Post } from '#features/notify/queue-mail.server.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import type { Services } from '#server/services.ts';

const jobData = z.object({ groupId: z.uuid() });

/** Tells everybody who waits in a group that a sister of it begins, once each. They keep their place in line. */
export async function tellOfSister(services: Pick<Services, 'db'> & Post, data: unknown): Promise<void> {
  const { groupId } = jobData.parse(data);
  await services.db.transaction(async (tx) => {
    const [sister] = await tx
      .select()
      .from(groups)
      .where(and(eq(groups.id, groupId), isNull(groups.closedAt), isNull(groups.hiddenAt)));
    if (!sister?.sisterOfId) return;
    const waiting = await tx
      .select({ id: people.id, email: people.email, lang: people.lang, from: groups.name })
      .from(memberships)
      .innerJoin(people, eq(people.id, memberships.personId))
      .innerJoin(groups, eq(groups.id, memberships.groupId))
      .where(and(eq(memberships.groupId, sister.sisterOfId), eq(memberships.state, 'waitlisted')));
    for (const { id, email, lang, from } of waiting) {
      if (!email || id === sister.createdBy) continue;
      await queueMail(services, tx, {
        kind: 'sister-begins',
        to: email,
        lang,
        onceKey: `sister-begins:${sister.id}:${id}`,
        content: ({ t, url }) => ({
          subject: t('growth.mailSisterSubject', { group: sister.name }),
          paragraphs: [t('growth.mailSister', { from, group: sister.name }), sister.about],
          action: { label: t('growth.mailSisterAction'), url: url(`/groups/${sister.slug}/join/`) },
          after: [t('growth.mailSisterAfter', { from })],
        }),
      });
    }
  });
}

/** Asks the conveners of clubs whose four weeks are over what came of them; once a trial, while nobody has said. */
export async function sweepTrials(services: Services): Promise<void> {
  const { db, now, town } = services;
  const today = calendarDayIn(now(), town.timeZone);
  const ended = await db
    .select({ id: groups.id, slug: groups.slug, name: groups.name })
    .from(groups)
    .where(
      and(
        isNotNull(groups.trialEndsOn),
        lte(groups.trialEndsOn, today),
        isNull(groups.trialDecision),
        isNull(groups.closedAt),
      ),
    )
    .limit(200);
  for (const group of ended) {
    await db.transaction((tx) =>
      writeToConveners(services, tx, group.id, {
        kind: 'trial-ends',
        about: group.id,
        group,
        content: ({ t, url }) => ({
          subject: t('growth.mailTrialSubject', { group: group.name }),
          paragraphs: [t('growth.mailTrial', { group: group.name })],
          action: { label: t('growth.mailTrialAction'), url: url(`/groups/${group.slug}/trial/`) },
        }),
      }),
    );
  }
}
