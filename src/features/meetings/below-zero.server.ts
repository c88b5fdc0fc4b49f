import type { Queryable } from '#db/client.ts';
import { lowestResult } from '#features/impact/measure.ts';
import { findMeasuresOf } from '#features/impact/measure-view.server.ts';
import type { FieldIssue } from '#lib/form-faults.ts';
import type { CommitmentInput } from './meeting-input.ts';

/** Which figures that are expected lie below zero, although their measure never does. A query only where one does. */
export async function figuresBelowZero(
  db: Queryable,
  commitments: readonly CommitmentInput[],
): Promise<FieldIssue[]> {
  const below = commitments.filter(({ figure }) => figure.now !== null && figure.now < 0);
  const measures = await findMeasuresOf(
    db,
    below.flatMap(({ measureId }) => measureId ?? []),
  );
  return below.flatMap(({ key, measureId }) => {
    const measure = measures.get(measureId ?? '');
    return measure && lowestResult(measure.kind) === 0
      ? [{ path: [`figure-${key}`], message: 'impact.errors.negative' }]
      : [];
  });
}
