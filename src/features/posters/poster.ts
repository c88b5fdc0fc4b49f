/** Sheets of paper a poster is printed on. */
export const papers = ['a4', 'letter'] as const;
export type Paper = (typeof papers)[number];

export const readPaper = (given: string | null): Paper => (given === 'letter' ? 'letter' : 'a4');

/** How many strips hang below a poster, to be torn off. */
export const strips = 7;

/** How large a poster's words are written, and how high its map is, in millimeters. */
export interface PosterFit {
  readonly name: 'xl' | 'l' | 'm' | 's';
  readonly part: 'l' | 'm' | 's';
  readonly mapHeight: number;
}

/** Width of a poster's map, in millimeters; its height is what the words leave. */
export const mapWidth = 180;

/** For each size, how many letters go on a line and how high the line is in millimeters. */
const nameSizes = { xl: [11, 27], l: [17, 20], m: [24, 15], s: [34, 11] } as const;
const partSizes = { l: [42, 9.4], m: [52, 7.6], s: [68, 5.9] } as const;

/** What dots, time and code leave on each paper for words and map, in millimeters. */
const room = { a4: 115, letter: 97 } as const;
const mapHeightMin = 38;
const mapHeightMax = 90;

/**
 * Writes a name and a sentence as large as a poster can: a short name fills the sheet from afar, a long one still leaves
 * room for where and when.
 */
export function fitPoster(name: string, part: string, paper: Paper): PosterFit {
  const longest = Math.max(...name.split(/\s+/).map((word) => word.length));
  const partSize = part.length <= 110 ? 'l' : part.length <= 210 ? 'm' : 's';
  const left = room[paper] - heightOf(part, partSizes[partSize]);
  const fits = (size: PosterFit['name']) =>
    longest <= nameSizes[size][0] && heightOf(name, nameSizes[size]) <= left - mapHeightMin;
  const nameSize = (['xl', 'l', 'm'] as const).find(fits) ?? 's';
  const mapHeight = Math.round(left - heightOf(name, nameSizes[nameSize]));
  return {
    name: nameSize,
    part: partSize,
    mapHeight: Math.min(mapHeightMax, Math.max(mapHeightMin, mapHeight)),
  };
}

function heightOf(text: string, [letters, line]: readonly [number, number]): number {
  return linesOf(text, letters) * line;
}

/** Lines a text takes when words are not parted. */
function linesOf(text: string, letters: number): number {
  let lines = 1;
  let used = 0;
  for (const { length } of text.split(/\s+/)) {
    if (used > 0 && used + 1 + length > letters) {
      lines += 1;
      used = length;
    } else used += (used > 0 ? 1 : 0) + length;
  }
  return lines;
}

/** An address as it is read aloud and typed: without protocol, query and the last slash. */
export function spokenAddress(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname.replace(/\/$/, '')}`;
}
