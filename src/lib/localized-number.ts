/**
 * Reads a number as people write it in `lang`: “1,234.5” in English, “1.234,5” in Spanish.
 *
 * Tolerant where only one reading is possible: “12.5” is twelve and a half in both, “1.234,5” likewise.
 * Where a single separator is followed by exactly three digits (“1.234”), the language decides.
 * Spaces and apostrophes between thousands are accepted.
 * @returns the number, or null when the text is not one.
 */
export function parseLocalizedNumber(text: string, lang: string): number | null {
  const compact = text
    .trim()
    .replace(/[\s\u00a0\u202f\u2009'’]/g, '')
    .replace(/^[−–]/, '-');
  const match = /^([+-]?)(\d*(?:[.,]\d+)*)[.,]?$/.exec(compact);
  const digits = match?.[2];
  if (!digits || !/\d/.test(digits)) return null;
  const plain = withPointAsDecimal(digits, decimalSeparator(lang));
  if (plain === null) return null;
  const value = Number(plain);
  if (!Number.isFinite(value)) return null;
  return match[1] === '-' && value !== 0 ? -value : value;
}

/** A figure as a field shows it for editing in `lang`: what `parseLocalizedNumber` reads back as the same figure. */
export function writeLocalizedNumber(figure: number, lang: string): string {
  return new Intl.NumberFormat(lang, { useGrouping: false, maximumFractionDigits: 3 }).format(figure);
}

function withPointAsDecimal(digits: string, decimal: ',' | '.'): string | null {
  const separators: string[] = digits.match(/[.,]/g) ?? [];
  if (separators.length === 0) return digits;
  const last = separators.at(-1);
  const mixed = separators.some((separator) => separator !== last);
  if (mixed) return separators.indexOf(last ?? '') === separators.length - 1 ? split(digits, last) : null;
  if (separators.length > 1) return isGrouped(digits) ? digits.replace(/[.,]/g, '') : null;
  const ambiguous = isGrouped(digits);
  return ambiguous && last !== decimal ? digits.replace(/[.,]/, '') : digits.replace(',', '.');
}

function split(digits: string, decimal: string | undefined): string | null {
  const at = digits.lastIndexOf(decimal ?? '.');
  const whole = digits.slice(0, at);
  return isGrouped(whole) ? `${whole.replace(/[.,]/g, '')}.${digits.slice(at + 1)}` : null;
}

/** Thousands in groups of three, the first of one to three digits and without a leading zero. */
function isGrouped(whole: string): boolean {
  return /^[1-9]\d{0,2}([.,]\d{3})+$/.test(whole);
}

function decimalSeparator(lang: string): ',' | '.' {
  const parts = new Intl.NumberFormat(lang).formatToParts(1.5);
  return parts.find((part) => part.type === 'decimal')?.value === ',' ? ',' : '.';
}
