/** What a text may give away about somebody who was helped. */
export type PersonalDetail = 'email' | 'phone' | 'address' | 'name';

/** Alternatives that may begin with a capital; the patterns tell names by theirs, so case matters. */
const words = (list: string) =>
  list
    .split(' ')
    .map((word) => word.replace(/^\p{L}/u, (first) => `[${first}${first.toUpperCase()}]`))
    .join('|');
const street = words(
  'street st road rd lane ln avenue ave terrace close drive row court crescent way hill steps',
);
const flat = words('flat apartment apt piso puerta');
const via = words('calle c/ avenida avda av plaza pza paseo camino travesía pasaje');
const capital = "\\p{Lu}[\\p{L}’'-]+";

const signs: Record<PersonalDetail, readonly RegExp[]> = {
  email: [/[\p{L}\d._%+-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)+/u],
  phone: [
    /(?<![\d.,/-])(\+|00)?\(?\d(?:[ ().-]?\d){8,14}(?![\d/-])/,
    /\b(tel|phone|tfno|teléfono|móvil)\b\D{0,4}\d{5}/iu,
  ],
  address: [
    new RegExp(`(?<![\\d.,])\\d{1,4}\\s?[a-zA-Z]?,?\\s+(${capital}\\s+){1,3}(${street})(?!\\p{L})`, 'u'),
    new RegExp(`(?<!\\p{L})(${flat})\\.?\\s+\\d+\\s?[a-zA-Z]?\\b`, 'u'),
    new RegExp(
      `(?<!\\p{L})(${via})\\.?\\s*((de|del|la|las|los)\\s+)*(${capital}[\\s,]+)+((de|del|la|las|los|n[.º°]*)\\s*)*\\d{1,4}\\b`,
      'u',
    ),
  ],
  name: [
    new RegExp(`\\b(Mr|Mrs|Ms|Miss|Mx|Dr)\\.?\\s+${capital}`, 'u'),
    new RegExp(`(?<!\\p{L})(Sr|Sra|Srta|Señor|Señora|Don|Doña|Dña|Dr|Dra)\\.?\\s+${capital}`, 'u'),
  ],
};

/**
 * Which personal details a report's words look like they hold: an email address, a phone number, a street
 * address, a person's name after a form of address. For a warning beside the text, never a refusal: it errs
 * both ways, and a bare first name is not noticed.
 */
export function personalDetailsIn(text: string): PersonalDetail[] {
  const found = Object.entries(signs).filter(([, patterns]) =>
    patterns.some((pattern) => pattern.test(text)),
  );
  return found.map(([detail]) => detail as PersonalDetail);
}
