import type { Direction, MeasureKind } from '#features/impact/measure.ts';
import { addDays, type CalendarDay, daysBetween } from '#lib/calendar-day.ts';
import { chance, type Chance } from './chance.ts';
import { nextWeekday } from './calendar.ts';
import type { DemoGroup } from './demo.ts';
import { drawFigure, figureShape } from './figures.ts';
import type { PlannedGroup } from './planned.ts';

/** What the reports need to know about a catalog measure. */
export interface DemoMeasure {
  id: string;
  kind: MeasureKind;
  better: Direction;
  confirmAfterDays: number | null;
  seasonMonths: readonly number[] | null;
}

export interface PlannedFigures {
  expected: number | null;
  value: number | null;
  cases: number | null;
  hours: number | null;
}

export interface PlannedReport {
  id: string;
  keys: [first: string, second: string];
  groupId: string;
  nothing: boolean;
  periodStart: CalendarDay;
  periodEnd: CalendarDay;
  figures: PlannedFigures;
  /** From 0 up to 1: how much they felt like writing. */
  mood: number;
  /** A correction some days later: the first figure was wrong. */
  amended: PlannedFigures | null;
  confirmed: { value: number; cases: number | null; on: CalendarDay } | null;
  withdrawn: boolean;
}

const missed = 0.12;
const nothingToCount = 0.05;
const amendedPart = 0.025;
const withdrawnPart = 0.008;

/** All reports of one group up to `today`, oldest first and without words; the same request gives the same reports. */
export function planReports(
  group: PlannedGroup,
  measure: DemoMeasure,
  seed: string,
  today: CalendarDay,
): PlannedReport[] {
  const brief = group.brief as DemoGroup;
  const luck = chance(`${seed}:reports:${brief.slug}`);
  const shape = figureShape(measure.id, measure.kind, measure.better);
  const statesHours = luck.yes(0.6);
  const reports: PlannedReport[] = [];
  let last: number | null = null;
  for (const [start, end] of periods(group, brief, today)) {
    if (luck.yes(missed) || !inSeason(measure, end)) continue;
    if (brief.maxReports !== undefined && reports.length >= brief.maxReports) break;
    const nothing = reports.length > 0 && luck.yes(nothingToCount);
    const progress = daysBetween(group.foundedOn, end) / Math.max(1, daysBetween(group.foundedOn, today));
    const drawn = drawFigure(shape, brief.course, progress, luck);
    const hours = statesHours || luck.yes(0.4) ? luck.int(2 * shape.hours[0], 2 * shape.hours[1]) / 2 : null;
    const figures = nothing
      ? { expected: null, value: null, cases: null, hours }
      : { expected: last !== null && luck.yes(0.7) ? expectation(last, luck) : null, ...drawn, hours };
    const amended =
      !nothing && luck.yes(amendedPart) ? { ...figures, value: Math.max(0, (figures.value ?? 1) - 1) } : null;
    reports.push({
      id: luck.uuid(),
      keys: [luck.uuid(), luck.uuid()],
      groupId: group.id,
      nothing,
      periodStart: start,
      periodEnd: end,
      figures,
      mood: luck.next(),
      amended,
      confirmed: nothing ? null : confirmation(measure, amended ?? figures, end, today, luck),
      withdrawn: luck.yes(withdrawnPart),
    });
    if (!nothing && measure.kind !== 'share') last = drawn.value;
  }
  return reports;
}

/** The weeks (or fortnights) that a group could report on, each ending on its meeting day. */
function* periods(
  group: PlannedGroup,
  brief: DemoGroup,
  today: CalendarDay,
): Generator<[CalendarDay, CalendarDay]> {
  const length = brief.rhythm === 'fortnightly' ? 14 : 7;
  const stop = group.closedOn ?? addDays(today, -7 * brief.quietWeeks);
  let end = nextWeekday(addDays(group.foundedOn, length), brief.weekday);
  while (end < stop) {
    yield [addDays(end, 1 - length), end];
    end = addDays(end, length);
  }
}

function inSeason(measure: DemoMeasure, day: CalendarDay): boolean {
  return measure.seasonMonths === null || measure.seasonMonths.includes(Number(day.slice(5, 7)));
}

function expectation(last: number, luck: Chance): number {
  const hoped = last * (1 + luck.normal(0.1, 0.15));
  return hoped > 40 ? Math.round(hoped / 5) * 5 : Math.max(0, Math.round(hoped));
}

function confirmation(
  measure: DemoMeasure,
  claimed: PlannedFigures,
  end: CalendarDay,
  today: CalendarDay,
  luck: Chance,
): PlannedReport['confirmed'] {
  if (measure.confirmAfterDays === null || claimed.value === null) return null;
  const on = addDays(end, measure.confirmAfterDays + luck.int(0, 6));
  if (on >= today || luck.yes(0.08)) return null;
  const stands = Math.round(claimed.value * (0.78 + 0.2 * luck.next()));
  return { value: Math.min(claimed.value, stands), cases: claimed.cases, on };
}
