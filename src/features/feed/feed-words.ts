import { figureText } from '#features/impact/figure-text.ts';
import type { Translate } from '#i18n/translate.ts';
import type { Actor, FeedItem, FeedText } from './feed.ts';

/** A sentence with the groups' names in their places, so that each can be a link in its own language. */
export type SentencePart = string | Actor;

export interface FeedStyle {
  readonly t: Translate;
  readonly lang: string;
  readonly currency: string;
}

/** Stand for the names until the sentence is taken apart; no text holds them. */
const whoMark = '\u0001';
const otherMark = '\u0002';

/** Who did what: “Two Rings takes up an approach of Low Door Watch”. */
export function sentenceOf(item: FeedItem, { t }: Pick<FeedStyle, 't'>): SentencePart[] {
  const resident = item.group === null;
  const who = resident ? t('feed.aResident') : whoMark;
  const text = t(sentenceKey(item), { who, other: otherMark });
  return text
    .split(/([\u0001\u0002])/)
    .map((part) => (part === whoMark ? item.group : part === otherMark ? item.other : part))
    .filter((part): part is SentencePart => part !== null && part !== '');
}

function sentenceKey({ kind, outcome, other }: FeedItem) {
  if (kind === 'outcome') return `feed.says-${outcome ?? 'kept'}` as const;
  if (kind === 'approach' && outcome === 'adapted') return 'feed.says-approach-adapted';
  if (kind === 'divided' && other !== null) return 'feed.says-divided-from';
  return `feed.says-${kind}` as const;
}

/** The same as one plain text, for mails and feed readers. */
export function sentenceText(item: FeedItem, style: Pick<FeedStyle, 't'>): string {
  return sentenceOf(item, style)
    .map((part) => (typeof part === 'string' ? part : part.name))
    .join('');
}

/** What it is about: the writer's own words, or a report's figure. */
export function titleOf(item: FeedItem, style: FeedStyle): FeedText {
  const { t, lang } = style;
  if (item.title) return item.title;
  const own = (text: string): FeedText => ({ text, lang });
  if (item.kind === 'reflection') return own(t('feed.reflection'));
  if (!item.report) return own(t('feed.untitled'));
  const { summary, measure } = item.report;
  const { value, cases } = summary.figures;
  if (summary.figuresKept) return own(t('feed.figuresKept'));
  if (measure === null || value === null) return own(t('feed.nothingCounted'));
  return own(figureText(measure, value, cases, style));
}
