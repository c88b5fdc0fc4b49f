import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { adoptions, approaches, groups, memberships, people } from '#db/schema/index.ts';
import { keepActLink, newActToken } from '#features/account/act-links.server.ts';
import { type Post, queueMail } from '#features/notify/queue-mail.server.ts';
import type { Services } from '#server/services.ts';
import { tellPath } from './approaches.ts';
import { readableText } from './list-approaches.server.ts';

const jobData = z.object({ adoptionId: z.uuid(), days: z.int() });

/**
 * Asks a group's conveners and moderators what came of an approach it took up, once for each of `askAfterDays`, as
 * long as nobody has said and the group is still there. The mail's link takes the answer without signing in, and nothing
 * else.
 */
export async function askAdoption(
  services: Pick<Services, 'db' | 'now'> & Post,
  data: unknown,
): Promise<void> {
  const { adoptionId, days } = jobData.parse(data);
  await services.db.transaction(async (tx) => {
    const text = readableText(tx, '');
    const [found] = await tx
      .select({ title: text.title, group: { id: groups.id, name: groups.name, slug: groups.slug } })
      .from(adoptions)
      .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
      .innerJoin(groups, eq(groups.id, adoptions.groupId))
      .innerJoinLateral(text, sql`true`)
      .where(
        and(
          eq(adoptions.id, adoptionId),
          isNull(adoptions.outcome),
          isNull(groups.closedAt),
          isNull(groups.hiddenAt),
        ),
      );
    if (!found) return;
    const readers = await tx
      .select({ id: people.id, email: people.email, lang: people.lang })
      .from(memberships)
      .innerJoin(people, and(eq(people.id, memberships.personId), isNotNull(people.email)))
      .where(
        and(
          eq(memberships.groupId, found.group.id),
          eq(memberships.state, 'active'),
          inArray(memberships.role, ['convener', 'moderator']),
        ),
      );
    for (const { id, email, lang } of readers) {
      if (!email) continue;
      const token = newActToken();
      const made = await queueMail(services, tx, {
        kind: 'adoption-ask',
        to: email,
        lang,
        onceKey: `adoption-ask:${adoptionId}:${days}:${id}`,
        content: ({ t, url }) => ({
          subject: t('approaches.mailAskSubject', { title: found.title }),
          paragraphs: [t('approaches.mailAsk', { days, group: found.group.name, title: found.title })],
          action: {
            label: t('approaches.mailAskAction'),
            url: url(tellPath(token)),
          },
          after: [t('approaches.mailAskAfter')],
        }),
      });
      const link = { token, act: 'tell-adoption' as const, personId: id, groupId: found.group.id };
      if (made) await keepActLink(tx, { ...link, subjectId: adoptionId, now: services.now() });
    }
  });
}
