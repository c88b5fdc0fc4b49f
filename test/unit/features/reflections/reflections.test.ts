import { describe, expect, it } from 'vitest';
import { judgeStep, reflectionDue, versionOf } from '#features/reflections/reflections.ts';
import { reflectEveryLimits } from '#features/groups/group-form.ts';

const rhythm = (metSince: number, next: string | null) => ({
  reflectEvery: 6,
  metSince,
  next,
  today: '2026-03-18',
});

describe('when a reflection falls due', () => {
  it('is at the sixth meeting, and it opens four days before', () => {
    expect(reflectionDue(rhythm(5, '2026-03-22'))).toBe('2026-03-22');
    expect(reflectionDue(rhythm(5, '2026-03-23'))).toBeNull();
    expect(reflectionDue(rhythm(4, '2026-03-19'))).toBeNull();
  });
  it('is at the next meeting when the sixth went by, and today for a group without a date', () => {
    expect(reflectionDue(rhythm(7, '2026-04-09'))).toBe('2026-04-09');
    expect(reflectionDue(rhythm(6, null))).toBe('2026-03-18');
    expect(reflectionDue(rhythm(5, null))).toBeNull();
  });
});

describe('several people writing one reflection', () => {
  const here = (text: string, shared = false) => ({ text, shared });
  const sent = (given: ReturnType<typeof here> | null, seen: ReturnType<typeof here> | null) => ({
    step: 'learned' as const,
    given,
    seen: versionOf(seen),
  });
  it('saves what one of them wrote where nobody had written', () => {
    expect(judgeStep(sent(here('Ring before supper.'), null), null)).toBe('save');
  });
  it('leaves a step that its sender did not touch, whatever was written there meanwhile', () => {
    expect(judgeStep(sent(null, null), here('Ring twice.'))).toBe('leave');
    expect(judgeStep(sent(here('Old.'), here('Old.')), here('New.'))).toBe('leave');
  });
  it('leaves a step that says the same already, so that a form sent twice does no harm', () => {
    expect(judgeStep(sent(here('Ring twice.'), null), here('Ring twice.'))).toBe('leave');
  });
  it('is stale when somebody else wrote or emptied it meanwhile', () => {
    expect(judgeStep(sent(here('Mine.'), null), here('Theirs.'))).toBe('stale');
    expect(judgeStep(sent(here('Mine.'), here('Old.')), null)).toBe('stale');
  });
  it('counts sharing as a change', () => {
    expect(judgeStep(sent(here('Same.', true), here('Same.')), here('Same.'))).toBe('save');
    expect(judgeStep(sent(here('Mine.'), here('Same.')), here('Same.', true))).toBe('stale');
  });
});

it('a group chooses from 2 to 26 meetings', () => {
  expect(reflectEveryLimits).toMatchObject({ least: 2, most: 26 });
});
