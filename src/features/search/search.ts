import { z } from 'zod';

/** What can be found. What groups and residents write is kept searchable by the database itself, as long as it is public. */
export const documentKinds = [
  'group',
  'report',
  'question',
  'approach',
  'reflection',
  'chapter',
  'revision',
  'focus',
  'neighborhood',
  'page',
  'measure',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** A text of the town's own content, as the search knows it. */
export interface SearchDocument {
  readonly kind: DocumentKind;
  /** Unique within its kind. */
  readonly ref: string;
  readonly lang: string;
  readonly title: string;
  readonly body: string;
  /** Address without language prefix. */
  readonly path: string;
}

/** A run of an excerpt; `hit` marks what was asked for. Plain text, to be escaped like any other. */
export interface ExcerptPart {
  readonly text: string;
  readonly hit: boolean;
}

/** One answer of a search. */
export interface Finding {
  readonly kind: DocumentKind;
  readonly ref: string;
  /** Language of the text found. */
  readonly lang: string;
  readonly title: string;
  readonly path: string;
  readonly excerpt: readonly ExcerptPart[];
  /** For reports: whose, and of which day. */
  readonly report: { readonly groupName: string; readonly postedAt: Date } | null;
}

export const findingsPerPage = 20;
export const longestQuestion = 200;

const questionSchema = z.object({
  q: z
    .string()
    .transform((text) =>
      text
        .replace(/[\s\p{Cc}\uE000\uE001]+/gu, ' ')
        .trim()
        .slice(0, longestQuestion),
    )
    .catch(''),
  page: z.coerce.number().int().min(1).max(500).catch(1),
});
export type Question = z.infer<typeof questionSchema>;

/** Reads `?q=…&page=…`; whatever cannot be read counts as not asked. */
export function parseQuestion(query: URLSearchParams): Question {
  return questionSchema.parse({ q: query.get('q') ?? '', page: query.get('page') ?? 1 });
}

/**
 * The question as a `to_tsquery` text in which every word may be the beginning of a longer one, so that “flood def”
 * finds “flood defenses”. Empty when the question uses operators (quotes, minus), which mean what they say.
 */
export function beginningsOf(question: string): string {
  if (/["]|(^|\s)-/u.test(question)) return '';
  const words = question.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 12)
    .map((word) => `'${word}':*`)
    .join(' & ');
}

/** Marks that no text contains (Unicode's private use), between which the database puts what was found. */
export const hitStart = '\uE000';
export const hitEnd = '\uE001';

/** Takes an excerpt with marks apart; without a pair of marks it is one run. */
export function excerptParts(marked: string): ExcerptPart[] {
  const parts = marked.split(hitStart).flatMap((piece, index) => {
    if (index === 0) return [{ text: piece, hit: false }];
    const [hit = '', ...rest] = piece.split(hitEnd);
    return [
      { text: hit, hit: true },
      { text: rest.join(''), hit: false },
    ];
  });
  return parts.filter(({ text }) => text !== '');
}
