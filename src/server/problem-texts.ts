import type { TextKey } from '#i18n/translate.ts';

const explained = [400, 403, 404, 405, 413, 415, 429, 500, 503] as const;
type Explained = (typeof explained)[number];

/** Title and explanation of a refusal; a status without words of its own reads as a fault of ours. */
export function problemTexts(status: number): { title: TextKey; explanation: TextKey } {
  const known: Explained = explained.find((each) => each === status) ?? 500;
  return { title: `problems.title${known}`, explanation: `problems.explanation${known}` };
}
