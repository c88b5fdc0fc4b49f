import { z } from 'zod';
import { cleanText } from '#lib/form-fields.ts';
import { parseLocalizedNumber } from '#lib/localized-number.ts';

/**
 * How a measure adds up: a *count* is summed; of a *level* the latest value of each area is; a *share* pools
 * its cases, n of d; one that is *never* added stands for its own group only.
 */
export const measureKinds = ['count', 'level', 'share', 'never'] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** Whether more or less of it is better. */
export const directions = ['more', 'less'] as const;
export type Direction = (typeof directions)[number];

/** How a share is read: as n of d, where n is a part of d, or as a rate of n for each d, where it need not be. */
export const shareReadings = ['percent', 'rate'] as const;
export type ShareReading = (typeof shareReadings)[number];

/** Most days until a claimed result is looked at again; the database holds it as `measures_confirm_after`. */
export const confirmAfterDaysMax = 400;
export const measureNameMax = 120;
export const measureUnitMax = 60;
export const figureMax = 999_999_999;

/** What the rules need to know about a measure. */
export interface Measure {
  id: string;
  kind: MeasureKind;
  readAs: ShareReading;
  better: Direction;
  /** Rises when the way of counting changes; a trajectory never compares across definitions. */
  definition: number;
  /** Days after which a claimed result is looked at again; null when it counts at once. */
  confirmAfterDays: number | null;
  /** Months (1-12) in which a seasonal measure is counted; null when it is not seasonal. */
  seasonMonths: readonly number[] | null;
  sensitive: boolean;
  /** From the town's catalog. A group's own measure never enters town totals. */
  inCatalog: boolean;
}

/** Whether its figures may be added up for the town at all. */
export function entersTownTotals(measure: Pick<Measure, 'kind' | 'inCatalog'>): boolean {
  return measure.inCatalog && measure.kind !== 'never';
}

/** Whether headlines wait for a second look. */
export function needsConfirmation(measure: Pick<Measure, 'confirmAfterDays'>): boolean {
  return measure.confirmAfterDays !== null;
}

/** The lowest result a kind allows: levels may lie below zero, counts and cases not. */
export function lowestResult(kind: MeasureKind): number {
  return kind === 'level' || kind === 'never' ? -figureMax : 0;
}

/** Days as they are typed: none when the field is empty, and no number when they cannot be read. */
function readDays(value: unknown): unknown {
  const text = cleanText(value);
  if (text === '') return null;
  return typeof text === 'string' ? (parseLocalizedNumber(text, 'en') ?? Number.NaN) : text;
}

const key = (name: string) => `impact.errors.${name}`;

/** A group's own measure as a form sends it. Issues carry the keys of their texts. */
export const ownMeasureInput = z.object({
  name: z.preprocess(
    cleanText,
    z.string().min(1, key('nameMissing')).max(measureNameMax, key('nameTooLong')),
  ),
  unit: z.preprocess(
    cleanText,
    z.string().min(1, key('unitMissing')).max(measureUnitMax, key('unitTooLong')),
  ),
  kind: z.enum(measureKinds, key('kindUnknown')),
  better: z.enum(directions, key('directionUnknown')),
  confirmAfterDays: z.preprocess(
    readDays,
    z
      .number(key('daysNotANumber'))
      .int(key('daysNotANumber'))
      .refine((days) => days >= 1 && days <= confirmAfterDaysMax, {
        error: key('daysOutOfRange'),
        params: { maximum: confirmAfterDaysMax },
      })
      .nullable(),
  ),
  seasonMonths: z
    .array(
      z.coerce
        .number(key('monthUnknown'))
        .int(key('monthUnknown'))
        .min(1, key('monthUnknown'))
        .max(12, key('monthUnknown')),
    )
    .nullish()
    .transform((months) => (months?.length ? [...new Set(months)].sort((a, b) => a - b) : null)),
  sensitive: z.literal('on').nullish().transform(Boolean),
});
export type OwnMeasureInput = z.infer<typeof ownMeasureInput>;

/**
 * Whether an edit changes the way of counting, so that a new definition (and a new beginning) is due.
 * A reworded name alone does not.
 */
export function isNewDefinition(
  before: Pick<Measure, 'kind' | 'better' | 'confirmAfterDays'> & { unit: string },
  after: Pick<Measure, 'kind' | 'better' | 'confirmAfterDays'> & { unit: string },
): boolean {
  return (
    before.kind !== after.kind ||
    before.better !== after.better ||
    before.confirmAfterDays !== after.confirmAfterDays ||
    before.unit.trim() !== after.unit.trim()
  );
}
