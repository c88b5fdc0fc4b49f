/**
 * Cuts the web fonts out of the `@fontsource-variable` packages: `node src/styles/fonts/subset.ts`.
 * Run it when a package or the characters below change, and commit what it writes beside this file.
 *
 * Each face comes in three parts that a browser fetches only when a page uses their characters: what English
 * and Spanish need (a reader's only download as a rule), the rest of Western European, the rest of Latin.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const core = `${letters}0123456789 !%&'()+,-./:;?áéíóúñ¿¡–—‘’“”…·²\u00a0`;

interface Face {
  readonly name: string;
  readonly files: string;
  readonly style: 'normal' | 'italic';
  /** Axes that stay a range, and axes fixed at one point. */
  readonly axes: Record<string, number | { min: number; max: number }>;
}

const serif = '@fontsource-variable/source-serif-4/files/source-serif-4';
const sans = '@fontsource-variable/libre-franklin/files/libre-franklin';
const faces: readonly Face[] = [
  {
    name: 'serif',
    files: `${serif}-PART-opsz`,
    style: 'normal',
    axes: { wght: { min: 400, max: 600 }, opsz: 28 },
  },
  { name: 'serif-italic', files: `${serif}-PART-opsz`, style: 'italic', axes: { wght: 400, opsz: 20 } },
  { name: 'sans', files: `${sans}-PART-wght`, style: 'normal', axes: { wght: { min: 400, max: 600 } } },
];

const latin = range(0x20, 0x7e) + range(0xa0, 0xff) + 'ıŒœʻʼˆ˚˜€™↑↓−∕‹›†‡•‰‚„';
const parts = [
  { name: 'core', from: 'latin', text: core },
  { name: 'latin', from: 'latin', text: [...latin].filter((each) => !core.includes(each)).join('') },
  {
    name: 'ext',
    from: 'latin-ext',
    text: range(0x100, 0x24f) + range(0x1e00, 0x1eff) + range(0x20a0, 0x20bf),
  },
] as const;

const { resolve } = createRequire(import.meta.url);
for (const face of faces) {
  for (const part of parts) {
    const source = resolve(`${face.files.replace('PART', part.from)}-${face.style}.woff2`);
    const font = await subsetFont(await readFile(source), part.text, {
      targetFormat: 'woff2',
      variationAxes: face.axes,
      keepFeatures: ['kern', 'tnum'],
      noHinting: true,
    });
    await writeFile(new URL(`./${face.name}-${part.name}.woff2`, import.meta.url), font);
    process.stdout.write(`${face.name}-${part.name} ${font.length}\n`);
  }
}

function range(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');
}
