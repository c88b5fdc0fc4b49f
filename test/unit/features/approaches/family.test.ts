import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApproachSummary } from '#features/approaches/approaches.ts';
import { drawFamily, familyTrees, type FamilyMember } from '#features/approaches/family.ts';

const member = (id: number, parent: number | null): ApproachSummary => ({
  id: `a${id}`,
  slug: `a${id}`,
  title: `Approach ${id}`,
  lang: 'en',
  whatToDo: '',
  group: { slug: 'g', name: 'G', lang: 'en' },
  focusId: null,
  neighborhoodId: 'n',
  writtenAt: new Date(Date.UTC(2026, 0, 1 + id)),
  parentId: parent === null ? null : `a${parent}`,
  tally: { kept: id % 3, adapted: 0, dropped: 0, trying: 0 },
  evidence: 0,
});

/** Families of any shape: each approach has no parent, an earlier one, or one that nobody may see. */
const family = fc
  .array(fc.nat(), { minLength: 1, maxLength: 40 })
  .map((seeds) =>
    seeds.map((seed, id) =>
      member(id, id === 0 || seed % 7 === 0 ? null : seed % 11 === 0 ? 999 : seed % id),
    ),
  );

const all = (trees: readonly FamilyMember[]): ApproachSummary[] =>
  trees.flatMap(({ approach, children }) => [approach, ...all(children)]);

describe('the family of an approach', () => {
  it('shows every approach exactly once, even when its parent is hidden', () => {
    fc.assert(
      fc.property(family, (approaches) => {
        expect(
          all(familyTrees(approaches))
            .map(({ id }) => id)
            .sort(),
        ).toEqual(approaches.map(({ id }) => id).sort());
      }),
    );
  });
  it('is drawn without two names in one place, and never narrower downstream than what it feeds', () => {
    fc.assert(
      fc.property(family, (approaches) => {
        for (const root of familyTrees(approaches)) {
          const { members, generations, rows } = drawFamily(root);
          const places = new Set(members.map(({ generation, row }) => `${generation}:${row}`));
          expect(places.size).toBe(members.length);
          for (const { parent, reach, generation, row } of members) {
            expect(generation).toBeLessThan(generations);
            expect(row).toBeLessThan(rows);
            if (parent) expect(parent.reach).toBeGreaterThan(reach);
          }
        }
      }),
    );
  });
});
