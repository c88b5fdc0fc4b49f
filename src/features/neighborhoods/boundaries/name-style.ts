/** Longest name kept, in characters. */
const nameMaxLength = 80;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: '’',
  nbsp: ' ',
};
const noName = /^(?:null|none|n\/?a|<null>|undefined|unknown|unnamed|-+|\.+|\?+)$/i;

/**
 * A name as a file holds it made fit to read: trimmed, spaces single, `&amp;` and its like spelled out, control
 * characters gone, at most `nameMaxLength` long. Null where nothing remains, or where it says that there is none.
 */
export function cleanName(raw: string): string | null {
  const spelled = raw
    .normalize('NFC')
    .replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, word: string | undefined) =>
      code === undefined
        ? (entities[word ?? ''] ?? whole)
        : String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
    )
    .replace(/[\u00ad\u200b\u200e\u200f\u2060]/g, '')
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\ufeff\ufffd]+/gu, ' ')
    .trim();
  if (spelled === '' || noName.test(spelled)) return null;
  return Array.from(spelled).length <= nameMaxLength
    ? spelled
    : `${Array.from(spelled)
        .slice(0, nameMaxLength - 1)
        .join('')
        .trimEnd()}…`;
}

const small = new Set(
  'a al am an and at auf bei by d da das de del dei den der des di do dos du e el en et het im in la las le les los na o of on op os the ’t und van vom von y zu zum zur'.split(
    ' ',
  ),
);
const always = /^(?:[NS]?[EW]|[NS]|[IVX]+|[A-Z]\.?|[A-Z]*\d+[A-Z]?|US|USA|UK|UZ|PO|SLO)$/;

/** Whether a list of names is written all in capitals, as many city files are. */
export function isShouted(names: readonly string[]): boolean {
  const letters = names.join('').replace(/[^\p{Lu}\p{Ll}]/gu, '');
  return names.length > 1 && letters.length > 3 * names.length && letters === letters.toUpperCase();
}

/** `FRY'S SPRING OF THE NE` as “Fry's Spring of the NE”: for names written all in capitals. */
export function calmName(name: string): string {
  let first = true;
  return name.replace(/[\p{L}\p{M}\d][\p{L}\p{M}\d.’']*/gu, (word) => {
    const start = first;
    first = false;
    const lower = word.toLowerCase();
    if (!start && small.has(lower)) return lower;
    if (always.test(word) && !(word.length > 3 && /^[IVX]+$/.test(word))) return word;
    const capital = lower.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
    return capital.replace(
      /^(O’|O'|D’|D'|L’|L'|Mc)(\p{Ll})/u,
      (_, start_: string, letter: string) => start_ + letter.toUpperCase(),
    );
  });
}
