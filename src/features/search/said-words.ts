/** A word that somebody wrote and groups use too. */
export interface SaidWord {
  readonly word: string;
  /** How few groups use it: nearly 1 for a word of hardly any, 0 for one that all of them use. */
  readonly rarity: number;
}

/** How many of the words somebody wrote count for a group, and are named as a reason. */
export const wordsMost = 3;

/** The words of what somebody wrote, each once, as they wrote them but for capitals. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [])];
}
