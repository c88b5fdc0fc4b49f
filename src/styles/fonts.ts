import { type FontFamily, fontProviders } from 'astro/config';

type Part = 'core' | 'latin' | 'ext';

/** The characters each part of a face holds; where two overlap, the later declaration wins. */
const unicodeRanges: Record<Part, string> = {
  ext: 'U+100-24F, U+1E00-1EFF, U+20A0-20BF',
  latin: 'U+20-FF, U+131, U+152-153, U+2BB-2DC, U+2000-2215',
  core: 'U+20-21, U+25-29, U+2B-3B, U+3F, U+41-5A, U+61-7A, U+A0-A1, U+B2, U+B7, U+BF, U+E1, U+E9, U+ED, U+F1, U+F3, U+FA, U+2013-2014, U+2018-2019, U+201C-201D, U+2026',
};

function variants(file: string, weight: string, style: 'normal' | 'italic') {
  const variant = (part: Part) => ({
    src: [`./src/styles/fonts/${file}-${part}.woff2`] as [string],
    weight,
    style,
    unicodeRange: [unicodeRanges[part]] as [string],
    display: 'swap' as const,
  });
  return [variant('ext'), variant('latin'), variant('core')] as const;
}

/**
 * The three families for Astro's fonts API. The files are cuts of Source Serif 4 and Libre Franklin (see
 * `fonts/subset.ts`); they carry our own names because the license reserves the originals'.
 */
export const fonts: FontFamily[] = [
  family('Commonward Serif', '--font-serif', 'serif', variants('serif', '400 600', 'normal')),
  family('Commonward Italic', '--font-italic', 'serif', variants('serif-italic', '400', 'normal')),
  family('Commonward Sans', '--font-sans', 'sans-serif', variants('sans', '400 600', 'normal')),
];

function family(
  name: string,
  cssVariable: string,
  fallback: 'serif' | 'sans-serif',
  [first, ...rest]: ReturnType<typeof variants>,
): FontFamily {
  const options = { variants: [first, ...rest] as [typeof first, ...typeof rest] };
  return { provider: fontProviders.local(), name, cssVariable, fallbacks: [fallback], options } as FontFamily;
}
