import type { Frame } from './line.ts';

interface LineFrame {
  readonly name: 'wide' | 'phone';
  readonly frame: Frame;
  /** How many days are written below the line. */
  readonly labels: number;
  /** Of the text, in the drawing's units. */
  readonly size: number;
}

/** A group's line is drawn twice; the page shows the one that fits. */
export const frames: readonly LineFrame[] = [
  {
    name: 'wide',
    frame: { width: 640, height: 260, left: 52, right: 14, top: 26, bottom: 30 },
    labels: 6,
    size: 13,
  },
  {
    name: 'phone',
    frame: { width: 340, height: 240, left: 46, right: 10, top: 26, bottom: 30 },
    labels: 3,
    size: 13,
  },
];

/** Which of `points` have their day below them: the last one, and about `labels` in all, evenly. */
export function labeled(points: number, labels: number): (index: number) => boolean {
  const step = Math.max(1, Math.ceil((points - 1) / (labels - 1)));
  return (index) => index === points - 1 || (index % step === 0 && index <= points - 1 - step / 2);
}

/** Where something stands that happened between two reports; `at` counts points, and a half is between two. */
export function between(points: readonly { x: number }[], at: number): number {
  return ((points[Math.floor(at)]?.x ?? 0) + (points[Math.ceil(at)]?.x ?? 0)) / 2;
}
