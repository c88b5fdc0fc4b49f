/** A word that somebody wrote and groups use too. */
export interface SaidWord {
  readonly word: string;
  /** How few groups use it: nearly 1 for a word of hardly any, 0 for one that all of them use. */
  readonly rarity: number;
}

/** How many of the words somebody wrote count for a group, and are named as a reason. */
export const wordsMost = 3;

/** What people say while they come to the point, beside the small words that the search leaves out anyway. */
const comingToThePoint = new Set(
  (
    'want wants know like love would could should think thing things something someone somebody people way make get go ' +
    'going explore find learn care interested about ' +
    'quiero querría quisiera saber gustaría gusta aprender cosa cosas algo alguien gente persona personas manera forma ' +
    'hacer ir interesa explorar importa averiguar encontrar'
  ).split(' '),
);

/** The words of what somebody wrote, each once, as they wrote them but for capitals, and without those that say nothing. */
export function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return [...new Set(words)].filter((word) => !comingToThePoint.has(word));
}
