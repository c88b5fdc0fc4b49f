import type { MeasureKind } from '#features/impact/measure.ts';
import type { Chance } from './chance.ts';
import type { Course } from './demo.ts';

/** Where a demonstration figure begins, how much it scatters, and which way is better. */
export interface FigureShape {
  kind: MeasureKind;
  better: 'more' | 'less';
  base: number;
  /** Scatter as a part of the figure. */
  scatter: number;
  /** Shares: how many cases a report has. */
  cases?: [low: number, high: number];
  /** Shares: so many for one case, and not a part of the cases. */
  rate?: boolean;
  /** Hours a report takes, all members together. */
  hours: [low: number, high: number];
}

/** The shapes by measure id; a measure without one takes `plainShape` of its kind. */
export const figureShapes: Readonly<Record<string, Omit<FigureShape, 'kind' | 'better'>>> = {
  'doorways-flooded': { base: 14, scatter: 0.22, hours: [6, 14] },
  'minutes-to-every-door': { base: 41, scatter: 0.14, hours: [4, 9] },
  'drains-clear-30-days': { base: 13, scatter: 0.28, hours: [5, 12] },
  'households-paired': { base: 3, scatter: 0.45, hours: [3, 9] },
  'first-50-meters': { base: 3, scatter: 0.5, hours: [6, 14] },
  'samples-passing': { base: 0.72, scatter: 0.16, cases: [8, 9], hours: [3, 5] },
  'litter-a-week-after': { base: 9, scatter: 0.3, cases: [4, 6], rate: true, hours: [4, 10] },
  'winter-door-hours': { base: 16, scatter: 0.25, hours: [8, 20] },
  'first-sellers-takings': { base: 210, scatter: 0.35, hours: [8, 16] },
  'calls-and-visits': { base: 24, scatter: 0.22, hours: [5, 11] },
  'two-neighbors-to-call': { base: 4, scatter: 0.5, hours: [3, 8] },
  'bank-to-bank-step-free': { base: 34, scatter: 0.1, hours: [3, 6] },
  'trips-without-a-car': { base: 22, scatter: 0.3, hours: [2, 6] },
  'repairs-still-working': { base: 0.66, scatter: 0.16, cases: [5, 11], hours: [9, 20] },
  'plans-a-question-changed': { base: 3, scatter: 0.4, hours: [8, 16] },
  'did-it-unaided': { base: 2.4, scatter: 0.5, hours: [5, 10] },
};

const plainShape = {
  base: 10,
  scatter: 0.3,
  cases: [8, 12] as [number, number],
  hours: [4, 9] as [number, number],
};

/** The shape of a measure's figures. */
export function figureShape(id: string, kind: MeasureKind, better: 'more' | 'less'): FigureShape {
  return { kind, better, ...(figureShapes[id] ?? plainShape) };
}

/**
 * One figure at `progress` (0 the group's beginning, 1 today) on its course.
 * @returns value and, for shares, cases.
 */
export function drawFigure(
  shape: FigureShape,
  course: Course,
  progress: number,
  luck: Chance,
): { value: number; cases: number | null } {
  const drift = shape.kind === 'share' && shape.better === 'more' ? 0.36 : 0.85;
  const factor = direction(course, progress) * drift;
  const level = shape.better === 'more' ? shape.base * (1 + factor) : shape.base / (1 + factor * 1.2);
  const drawn = Math.max(0, luck.normal(level, level * shape.scatter));
  if (shape.kind !== 'share') return { value: Math.round(drawn), cases: null };
  const cases = luck.int(...(shape.cases ?? [8, 12]));
  return { value: Math.round((shape.rate ? drawn : Math.min(1, drawn)) * cases), cases };
}

/** How far a course has gone: 1 is as good as it gets, negative is worse than the beginning. */
function direction(course: Course, progress: number): number {
  if (course === 'better') return progress;
  if (course === 'less') return -0.45 * progress;
  if (course === 'stuck-then-better') return Math.max(0, (progress - 0.6) / 0.4) * 1.3;
  return 0;
}
