import type { CalendarDay } from '#lib/calendar-day.ts';
import type { MeasureKind, ShareReading } from './measure.ts';

/** What reading a form depends on. */
export interface ReportContext {
  kind: MeasureKind;
  /** Of a share: whether the result is a part of its cases (the default) or may exceed them. */
  readAs?: ShareReading;
  /** The language the numbers are written in. */
  lang: string;
  /** Today in the town's zone. */
  today: CalendarDay;
}

/** Whether a result cannot exceed its cases. */
export function isPart({ kind, readAs }: ReportContext): boolean {
  return kind === 'share' && readAs !== 'rate';
}
