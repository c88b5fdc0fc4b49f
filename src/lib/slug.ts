const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ŋ: 'ng',
  ħ: 'h',
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  ђ: 'dj',
  ј: 'j',
  љ: 'lj',
  њ: 'nj',
  ћ: 'c',
  џ: 'dz',
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
};

/** Longest slug, in characters: it has to fit on a poster and in an address. */
export const slugMaxLength = 60;

const roomForNumber = 5;

/**
 * Turns a name into an address part: lower-case ASCII letters and digits joined by single hyphens, at most
 * `slugMaxLength` long. Accents fall away; German, Nordic, Cyrillic and Greek letters are spelled in Latin.
 * Returns an empty string when nothing of the name can be spelled so (for example “千代田区”).
 */
export function slugify(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’ʼ`]/gu, '');
  const latin = Array.from(folded, (letter) => letters[letter] ?? letter).join('');
  const joined = latin.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const most = slugMaxLength - roomForNumber;
  if (joined.length <= most) return joined;
  const cut = joined.slice(0, most + 1);
  return cut.includes('-') ? cut.replace(/-[^-]*$/, '') : joined.slice(0, most);
}

/** The slug itself when it is free, otherwise with the first free number from 2 (`mill-reach-2`). */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  let number = 2;
  while (taken.has(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}
