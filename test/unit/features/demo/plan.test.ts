import { beforeAll, expect, test } from 'vitest';
import { type DemoContent } from '#features/demo/demo.ts';
import { loadDemo } from '#features/demo/demo.server.ts';
import { planLife } from '#features/demo/plan.ts';
import { type DemoMeasure, planReports } from '#features/demo/plan-reports.ts';

const today = '2026-11-22';
let content: DemoContent;
beforeAll(async () => {
  content = await loadDemo('content');
});

const plan = (seed: string) => planLife({ content, seed, today });
const measure: DemoMeasure = {
  id: 'drains-clear-30-days',
  kind: 'count',
  better: 'more',
  confirmAfterDays: 30,
  seasonMonths: null,
};

function reportsOf(seed: string) {
  return plan(seed)
    .groups.filter((group) => group.kind === 'impact')
    .flatMap((group) => planReports(group, measure, seed, today));
}

test('an adopter who sets the demonstration up twice on one day sees the same life', () => {
  expect(plan('a')).toEqual(plan('a'));
  expect(reportsOf('a')).toEqual(reportsOf('a'));
  expect(reportsOf('a')).not.toEqual(reportsOf('b'));
});

test('a resident finds a town of forty groups or more and four hundred people or more', () => {
  const { groups, people } = plan('a');
  expect(groups.filter((group) => group.kind === 'impact').length).toBeGreaterThanOrEqual(40);
  expect(people.length).toBeGreaterThanOrEqual(400);
  expect(new Set(people.map((person) => person.email)).size).toBe(people.length);
});

test('no group of the demonstration has a sixteenth member, and nobody is twice in one group', () => {
  for (const { memberships } of plan('a').groups) {
    expect(memberships.filter((each) => each.state === 'active').length).toBeLessThanOrEqual(15);
    expect(new Set(memberships.map((each) => each.personId)).size).toBe(memberships.length);
  }
});

test('no neighbor reported from the future, and no confirmation exceeds its claim', () => {
  for (const report of reportsOf('a')) {
    expect(report.periodStart <= report.periodEnd && report.periodEnd < today).toBe(true);
    const claimed = (report.amended ?? report.figures).value ?? 0;
    if (report.confirmed) expect(report.confirmed.value).toBeLessThanOrEqual(claimed);
  }
});
