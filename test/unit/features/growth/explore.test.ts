import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '#features/search/said-words.ts';
import { type Candidate, type Exploration, propose, proposalsMost } from '#features/growth/explore.ts';

const nothing: Exploration = {
  words: null,
  focusIds: [],
  neighborhoodId: null,
  weekdays: [],
  partsOfDay: [],
  languages: [],
};
const group = (given: Partial<Candidate> = {}): Candidate => ({
  id: 'g',
  slug: 'g',
  name: 'G',
  lang: 'en',
  about: 'We count.',
  focusId: 'water',
  neighborhoodId: 'quay',
  rhythm: 'weekly',
  weekday: 4,
  secondWeekday: null,
  partOfDay: 'evening',
  languages: ['en'],
  placesLeft: 3,
  welcomesVisitors: true,
  question: null,
  says: [],
  meters: null,
  ...given,
});
const candidates = fc
  .uniqueArray(
    fc.record({
      slug: fc.string({ minLength: 1, maxLength: 8 }),
      focusId: fc.constantFrom('water', 'trade', null),
      neighborhoodId: fc.constantFrom('quay', 'hill'),
      weekday: fc.constantFrom(1, 4, null),
      languages: fc.constantFrom(['en'], ['es'], ['en', 'es']),
      says: fc.constantFrom([], [{ word: 'drains', rarity: 0.9 }]),
      meters: fc.constantFrom(null, 0, 800, 4000),
    }),
    { selector: ({ slug }) => slug, maxLength: 20 },
  )
  .map((list) => list.map((each) => group(each)));
const wants = fc.record({
  words: fc.constantFrom(null, 'drains'),
  focusIds: fc.constantFrom([] as string[], ['water']),
  neighborhoodId: fc.constantFrom(null, 'quay'),
  weekdays: fc.constantFrom([] as number[], [4]),
  partsOfDay: fc.constantFrom([] as Exploration['partsOfDay'], ['evening'] as Exploration['partsOfDay']),
  languages: fc.constantFrom([] as Exploration['languages'], ['es'] as Exploration['languages']),
});

describe('a resident who says what they would explore', () => {
  it('is told why each group is proposed, and is proposed none without a reason', () => {
    fc.assert(
      fc.property(candidates, wants, (groups, wanted) => {
        const found = propose(groups, wanted);
        expect(found.length).toBeLessThanOrEqual(proposalsMost);
        for (const { reasons } of found) expect(reasons.some((reason) => reason !== 'language')).toBe(true);
      }),
    );
  });
  it('gets the same list whatever order the groups come in', () => {
    fc.assert(
      fc.property(candidates, wants, (groups, wanted) => {
        const slugs = (list: readonly Candidate[]) => propose(list, wanted).map((each) => each.group.slug);
        expect(slugs([...groups].reverse())).toEqual(slugs(groups));
      }),
    );
  });
  it('is never sent to a group that speaks none of their languages', () => {
    fc.assert(
      fc.property(candidates, (groups) => {
        const found = propose(groups, { ...nothing, focusIds: ['water'], languages: ['es'] });
        expect(found.every((each) => each.group.languages.includes('es'))).toBe(true);
      }),
    );
  });
  it('reads what they care about before what is near', () => {
    const near = group({ slug: 'near', focusId: 'trade', neighborhoodId: 'quay', meters: 0 });
    const far = group({
      slug: 'far',
      neighborhoodId: 'hill',
      meters: 4000,
      question: { id: 'q', text: 'Why?', lang: 'en' },
    });
    const found = propose([near, far], { ...nothing, focusIds: ['water'], neighborhoodId: 'quay' });
    expect(found.map((each) => [each.group.slug, each.reasons])).toEqual([
      ['far', ['focus', 'question']],
      ['near', ['same-place']],
    ]);
  });
  it('hears of a group when they have time, on its second weekday too', () => {
    const daily = group({ rhythm: 'daily', weekday: null });
    expect(propose([daily], { ...nothing, weekdays: [7], partsOfDay: ['evening'] })).toHaveLength(1);
    const twice = group({ weekday: 1, secondWeekday: 4 });
    expect(propose([twice], { ...nothing, weekdays: [4], partsOfDay: ['evening'] })).toHaveLength(1);
    expect(propose([twice], { ...nothing, weekdays: [4], partsOfDay: ['morning'] })).toHaveLength(0);
  });
  it('hears first of the group that shares the most of their words, and the rarest', () => {
    const common = { word: 'open', rarity: 0.2 };
    const telling = group({
      slug: 'swimmers',
      says: [
        { word: 'swim', rarity: 0.9 },
        { word: 'cold', rarity: 0.9 },
      ],
      meters: 4000,
    });
    const doors = group({ slug: 'doors', says: [common], neighborhoodId: 'quay', meters: 0 });
    const found = propose([doors, telling], { ...nothing, words: 'open swim cold', neighborhoodId: 'quay' });
    expect(found.map(({ group: each }) => each.slug)).toEqual(['swimmers', 'doors']);
  });
  it('may write as they like: each word counts once, whatever its capitals', () => {
    expect(wordsOf('Swim, swim! El RÍO… y')).toEqual(['swim', 'el', 'río']);
    expect(wordsOf('I want to know about otters')).toEqual(['to', 'otters']);
    expect(wordsOf('Me gustaría saber algo de nutrias')).toEqual(['me', 'de', 'nutrias']);
  });
});
