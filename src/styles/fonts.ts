import { fontProviders } from 'astro/config';

type Part = 'core' | 'latin' | 'ext';
type Style = 'normal' | 'italic';

/** The characters each part of a face holds (see `fonts/subset.ts`); no two parts share one. */
const unicodeRanges = {
  core: 'U+20-21, U+25-29, U+2B-3B, U+3F, U+41-5A, U+61-7A, U+A0-A1, U+B2, U+B7, U+BF, U+E1, U+E9, U+ED, U+F1, U+F3, U+FA, U+2013-2014, U+2018-2019, U+201C-201D, U+2026',
  latin:
    'U+22-24, U+2A, U+3C-3E, U+40, U+5B-60, U+7B-7E, U+A2-B1, U+B3-B6, U+B8-BE, U+C0-E0, U+E2-E8, U+EA-EC, U+EE-F0, U+F2, U+F4-F9, U+FB-FF, U+131, U+152-153, U+2BB-2DC, U+201A, U+201E, U+2020-2022, U+2030-203A, U+20AC, U+2122, U+2191-2215',
  ext: 'U+100-130, U+132-151, U+154-24F, U+1E00-1EFF, U+20A0-20AB, U+20AD-20BF',
} as const satisfies Record<Part, string>;

/**
 * The two families for Astro's fonts API, their core parts first: from the first, the fallback's metrics are
 * taken. The files are cuts of Source Serif 4 and Libre Franklin; they carry our own names because the license
 * reserves the originals'.
 */
export const fonts = [
  family('Commonward Serif', '--font-serif', 'serif', [
    variant('serif', '400 600', 'normal', 'core'),
    variant('serif-italic', '400', 'italic', 'core'),
    variant('serif', '400 600', 'normal', 'latin'),
    variant('serif-italic', '400', 'italic', 'latin'),
    variant('serif', '400 600', 'normal', 'ext'),
    variant('serif-italic', '400', 'italic', 'ext'),
  ]),
  family('Commonward Sans', '--font-sans', 'sans-serif', [
    variant('sans', '400 600', 'normal', 'core'),
    variant('sans', '400 600', 'normal', 'latin'),
    variant('sans', '400 600', 'normal', 'ext'),
  ]),
];

type Variant = ReturnType<typeof variant>;

function variant(file: string, weight: string, style: Style, part: Part) {
  return {
    src: [`./src/styles/fonts/${file}-${part}.woff2`] as [string],
    weight,
    style,
    unicodeRange: [unicodeRanges[part]] as [string],
    display: 'swap' as const,
  };
}

function family(
  name: string,
  cssVariable: string,
  fallback: 'serif' | 'sans-serif',
  variants: [Variant, ...Variant[]],
) {
  const provider = fontProviders.local();
  return { provider, name, cssVariable, fallbacks: [fallback] as [typeof fallback], options: { variants } };
}
