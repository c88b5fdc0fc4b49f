import type { MeasureKind } from '#features/impact/measure.ts';
import { exactSum } from '#lib/exact-sum.ts';
import type { CommitmentView } from './meeting-view.ts';

/** What a group expected of one of its measures, with the words of those who set it out. */
export interface Expected {
  readonly value: number;
  /** What it wanted to try, one commitment a text. */
  readonly by: readonly { readonly text: string; readonly lang: string }[];
}

type Given = Pick<CommitmentView, 'measureId' | 'expectedValue' | 'text' | 'lang' | 'madeOn' | 'outcome'>;

/**
 * What the next report of each measure was expected to bring: the figures that the latest meeting which named one set out
 * for it, added up where figures of the measure add up, else the last of them. What was dropped is expected no more.
 * @param given commitments, in the order of their meetings
 */
export function expectedByMeasure(
  given: readonly Given[],
  kindOf: (measureId: string) => MeasureKind | undefined,
): ReadonlyMap<string, Expected> {
  const named = given.filter(
    (each) => each.measureId !== null && each.expectedValue !== null && each.outcome !== 'dropped',
  );
  const expected = new Map<string, Expected>();
  for (const measureId of new Set(named.map((each) => each.measureId ?? ''))) {
    const ofMeasure = named.filter((each) => each.measureId === measureId);
    const last = ofMeasure.at(-1)?.madeOn;
    const together = ofMeasure.filter(({ madeOn }) => madeOn === last);
    const latest = kindOf(measureId) === 'count' ? together : together.slice(-1);
    expected.set(measureId, {
      value: exactSum(latest.map(({ expectedValue }) => expectedValue ?? 0)),
      by: latest.map(({ text, lang }) => ({ text, lang })),
    });
  }
  return expected;
}
