import sharp from 'sharp';
import { capacity } from '#features/groups/groups.ts';
import { baseDrawing } from '#features/map/base-drawing.ts';
import { pathScale } from '#features/map/paths.ts';
import { sheetSize, sheetWidth } from '#features/map/sheet.ts';
import { toHex } from '#lib/oklch.ts';
import { actColors } from '#styles/act.ts';
import tokens from '#styles/tokens.css?raw';
import type { Town } from './town.ts';

const width = 1200;
const height = 630;
const frame = 26;
const strip = 104;
/** How many of the fifteen places are drawn as taken. */
const taken = 9;

/** The picture that goes with a shared link: the town's sheet within its neat-line, the fifteen places below. A PNG. */
export async function drawSocialPicture(town: Town): Promise<Buffer> {
  return sharp(Buffer.from(withColors(draw(town), town.hue)))
    .png({ palette: true, colours: 64 })
    .toBuffer();
}

function draw(town: Town): string {
  const size = sheetSize(town.map.bounds, sheetWidth, 0);
  const [innerWidth, innerHeight] = [width - 2 * frame, height - frame - strip];
  // What draws it here knows no strokes that keep their width, and scales them with the paths.
  const sheet = baseDrawing(town)
    .svg.replaceAll(
      /stroke-width="([\d.]+)" vector-effect="non-scaling-stroke"/g,
      (_, stroke: string) => `stroke-width="${Number(stroke) * pathScale}"`,
    )
    .replaceAll('stroke-dasharray="4 3"', `stroke-dasharray="${4 * pathScale} ${3 * pathScale}"`)
    .replace(/<g id="soundings"[\s\S]*<\/g>/, '')
    .replace(
      '<svg ',
      `<svg x="${frame}" y="${frame}" width="${innerWidth}" height="${innerHeight}" ${fitOf(size)} `,
    );
  const line = (gap: number) =>
    `<rect x="${frame - gap}" y="${frame - gap}" width="${innerWidth + 2 * gap}" height="${innerHeight + 2 * gap}" fill="none" stroke="var(--ink)" stroke-width="2"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="var(--paper)"/>${sheet}${line(0)}${line(10)}${places()}</svg>`;
}

const fitOf = (size: { width: number; height: number }) =>
  `viewBox="0 0 ${size.width} ${size.height}" preserveAspectRatio="xMidYMid slice"`;

function places(): string {
  const step = (width - 2 * frame) / capacity;
  return Array.from({ length: capacity }, (_, index) => {
    const at = `cx="${frame + step * (index + 0.5)}" cy="${height - strip / 2 + 8}"`;
    return index < taken
      ? `<circle ${at} r="24" fill="var(--ink)"/>`
      : `<circle ${at} r="22" fill="none" stroke="var(--act)" stroke-width="5" stroke-dasharray="13.8 9.2"/>`;
  }).join('');
}

/** The page's colors by day in place of their names. */
function withColors(svg: string, hue: number): string {
  const byDay = tokens.slice(0, tokens.indexOf('@media'));
  const named = new Map(
    [...byDay.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map(
      ([, name = '', lightness, chroma, tint]) => [
        name,
        toHex({ lightness: Number(lightness), chroma: Number(chroma), hue: Number(tint) }),
      ],
    ),
  );
  named.set('act', toHex(actColors(hue).act));
  return svg.replaceAll(/var\(--([\w-]+)\)/g, (_, name: string) => named.get(name) ?? '#000000');
}
