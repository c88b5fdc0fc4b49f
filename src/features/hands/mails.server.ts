import { and, eq, isNotNull, ne } from 'drizzle-orm';
import { memberships, people } from '#db/schema/index.ts';
import type { InGroup } from '#features/groups/in-group.server.ts';
import { type Post, queueMail } from '#features/notify/queue-mail.server.ts';

/** Tells the group's members that somebody asks for a hand: neither who nor what, which stand on the group's page. */
export async function tellGroup(
  post: Post,
  { tx, group }: InGroup,
  handId: string,
  askedBy: string,
): Promise<void> {
  const readers = await tx
    .select({ id: people.id, email: people.email, lang: people.lang })
    .from(memberships)
    .innerJoin(people, and(eq(people.id, memberships.personId), isNotNull(people.email)))
    .where(
      and(
        eq(memberships.groupId, group.id),
        eq(memberships.state, 'active'),
        eq(people.mailsOff, false),
        ne(people.id, askedBy),
      ),
    );
  for (const { id, email, lang } of readers) {
    if (!email) continue;
    await queueMail(post, tx, {
      kind: 'hand-asked',
      to: email,
      lang,
      onceKey: `hand-asked:${handId}:${id}`,
      content: ({ t, url }) => ({
        subject: t('hands.mailSubject', { group: group.name }),
        paragraphs: [t('hands.mailText', { group: group.name })],
        action: { label: t('hands.mailAction'), url: url(`/groups/${group.slug}/hands/`) },
      }),
    });
  }
}
