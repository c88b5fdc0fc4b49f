import { and, eq, isNotNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { memberships, people } from '#db/schema/index.ts';
import type { GroupRow, GroupServices } from '#features/groups/in-group.server.ts';
import type { MailContent } from '#features/notify/mail.ts';
import { type MailWords, type Post, queueMail } from '#features/notify/queue-mail.server.ts';

/** What membership's commands need besides what commands on groups need: a post office. */
export type MemberServices = GroupServices & Post;

type Writing = Pick<GroupRow, 'slug' | 'name'>;

interface Letter {
  kind: string;
  /** Makes it unique, such as the membership's id. */
  about: string;
  group: Writing;
  content: (words: NamedWords) => MailContent;
}

/** What a letter is written with; the name is what the person goes by, empty when they said none. */
export type NamedWords = MailWords & { name: string };

/** Writes to one person; somebody without an address gets none. */
export async function writeTo(post: Post, tx: Queryable, personId: string, letter: Letter): Promise<void> {
  const [person] = await tx
    .select({ email: people.email, lang: people.lang, name: people.name })
    .from(people)
    .where(eq(people.id, personId));
  if (!person?.email) return;
  const { kind, about, content } = letter;
  await queueMail(post, tx, {
    kind,
    to: person.email,
    lang: person.lang,
    onceKey: `${kind}:${about}`,
    content: (words) => content({ ...words, name: person.name }),
  });
}

/** Writes to every convener of a group who has an address. */
export async function writeToConveners(
  post: Post,
  tx: Queryable,
  groupId: string,
  letter: Letter,
): Promise<void> {
  const conveners = await tx
    .select({ id: people.id, email: people.email, lang: people.lang, name: people.name })
    .from(memberships)
    .innerJoin(people, and(eq(people.id, memberships.personId), isNotNull(people.email)))
    .where(
      and(
        eq(memberships.groupId, groupId),
        eq(memberships.state, 'active'),
        eq(memberships.role, 'convener'),
      ),
    );
  const { kind, about, content } = letter;
  for (const { id, email, lang, name } of conveners) {
    if (!email) continue;
    await queueMail(post, tx, {
      kind,
      to: email,
      lang,
      onceKey: `${kind}:${about}:${id}`,
      content: (words) => content({ ...words, name }),
    });
  }
}

/** The frame that most of membership's mails share: subject, one or more paragraphs, one thing to do. */
export function letter(
  kind:
    | 'accepted'
    | 'declined'
    | 'waitlisted'
    | 'offered'
    | 'offer-reminder'
    | 'offer-lapsed'
    | 'request-received'
    | 'request-waiting'
    | 'group-closed'
    | 'made-convener',
  about: string,
  group: Writing,
  values: Record<string, string | number>,
  more: {
    path: string;
    extra?: (words: MailWords) => string[];
    facts?: (words: MailWords) => NonNullable<MailContent['facts']>;
    after?: boolean;
  },
): Letter {
  return {
    kind,
    about,
    group,
    content: (words) => {
      const { t, url, lang } = words;
      const said = { group: group.name, ...localDates(values, lang) };
      return {
        subject: t(`mail.${kind}.subject`, said),
        greeting: words.name ? t('mail.hello', { name: words.name }) : t('mail.helloPlain'),
        paragraphs: [t(`mail.${kind}.text`, said), ...(more.extra?.(words) ?? [])],
        facts: more.facts?.(words) ?? [],
        action: { label: t(`mail.${kind}.action`), url: url(more.path) },
        after: more.after ? [t(`mail.${kind as 'offered'}.after`)] : [],
      };
    },
  };
}

/** `until` travels as an instant with its zone and is said in the reader's language. */
function localDates(values: Record<string, string | number>, lang: string): Record<string, string | number> {
  const { until, zone, ...rest } = values;
  if (typeof until !== 'string' || typeof zone !== 'string') return values;
  const format = new Intl.DateTimeFormat(lang, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  });
  return { ...rest, until: format.format(new Date(until)) };
}
