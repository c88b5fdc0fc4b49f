import type { LineMark, LinePoint } from './report-view.ts';

/** A mark with its letter and where it stands: between the reports before and after its day, counted from the first. */
export interface PlacedMark extends LineMark {
  readonly letter: string;
  /** 2.5: half-way between the third and the fourth report. */
  readonly at: number;
}

/** No more than these fit on a phone. */
const marksMost = 6;

/** The marks that fall within a line, oldest first, the latest ones where there are many. */
export function marksOn(line: readonly LinePoint[], marks: readonly LineMark[]): PlacedMark[] {
  const [first] = line;
  const last = line.at(-1);
  if (!first || !last) return [];
  return [...marks]
    .filter(({ day }) => day >= first.periodEnd && day <= last.periodEnd)
    .sort((a, b) => a.day.localeCompare(b.day))
    .slice(-marksMost)
    .map((mark, index) => ({
      ...mark,
      letter: String.fromCharCode(65 + index),
      at: placeOf(line, mark.day),
    }));
}

function placeOf(line: readonly LinePoint[], day: string): number {
  const after = line.findIndex(({ periodEnd }) => periodEnd > day);
  return after === -1 ? line.length - 1 : Math.max(0, after - 0.5);
}
