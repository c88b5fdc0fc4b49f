import type { FeedItem } from '#features/feed/feed.ts';
import { sentenceText, titleOf } from '#features/feed/feed-words.ts';
import type { QueuedMail } from '#features/notify/queue-mail.server.ts';
import { stopHeaders, stopPath } from '#features/notify/stop-link.server.ts';
import type { DueDigest } from './digest.ts';

interface Portal {
  readonly town: { readonly currency: string };
  readonly settings: { readonly secret: string };
}

/** One person's digest: who did what, each with its link, and two ways to stop it. */
export function digestMail(
  { town, settings }: Portal,
  person: { readonly id: string; readonly email: string; readonly lang: string },
  items: readonly FeedItem[],
  due: DueDigest,
): QueuedMail {
  const stop = stopPath(settings.secret, { personId: person.id, scope: 'digest' });
  return {
    kind: 'digest',
    to: person.email,
    lang: person.lang,
    onceKey: `digest:${due.day}:${person.id}`,
    headers: ({ url }) => stopHeaders(url(stop)),
    content: ({ t, lang, url, townName }) => {
      const style = { t, lang, currency: town.currency };
      const told = items.map((item) => ({
        kicker: sentenceText(item, style),
        title: titleOf(item, style).text,
        text: item.excerpt?.text,
        url: url(item.path),
      }));
      const [first] = told;
      return {
        subject: t('digest.subject', { town: townName, first: first?.kicker ?? '', more: told.length - 1 }),
        greeting: t('mail.helloPlain'),
        paragraphs: [t('digest.intro', { count: told.length })],
        items: told,
        action: { label: t('digest.action'), url: url('/feed/mine/') },
        after: [`${t('digest.why')} ${t('digest.stop')} ${url(stop)}`],
      };
    },
  };
}
