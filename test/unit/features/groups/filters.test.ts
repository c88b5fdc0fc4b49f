import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  anyGroup,
  type GroupsQuery,
  parseGroupsQuery,
  positionParameters,
  printGroupsQuery,
  sharedParameters,
  withGroupsQuery,
} from '#features/groups/filters.ts';
import { groupKinds, partsOfDay, weekdays } from '#features/groups/groups.ts';

const known = { focuses: ['water', 'trade'], neighborhoods: ['saltpans', 'quayside'] };
const parse = (query: string) => parseGroupsQuery(new URLSearchParams(query), known);
const maybe = <T>(values: readonly T[]) => fc.constantFrom(null, ...values);
const degrees = (limit: number) =>
  fc.integer({ min: -limit * 1000, max: limit * 1000 }).map((thousandths) => thousandths / 1000 + 0);

const queries: fc.Arbitrary<GroupsQuery> = fc
  .record({
    focus: maybe(known.focuses),
    neighborhood: maybe(known.neighborhoods),
    day: maybe(weekdays),
    time: maybe(partsOfDay),
    language: maybe(['en', 'es', 'fil']),
    stepFree: fc.boolean(),
    places: fc.boolean(),
    visitors: fc.boolean(),
    kind: maybe(groupKinds),
    near: maybe(known.neighborhoods),
    position: fc.option(fc.tuple(degrees(180), degrees(90))),
    page: fc.integer({ min: 1, max: 1000 }),
  })
  .map((query) => (query.near === null ? query : { ...query, position: null }));

test('a link to a filtered list opens the same list again', () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(parse(printGroupsQuery(query).toString())).toEqual(query);
    }),
  );
});

test('whatever stands in an address, the page reads a query it can answer', () => {
  const names = [
    'focus',
    'neighborhood',
    'day',
    'time',
    'language',
    'step-free',
    'places',
    'visitors',
    'kind',
    'near',
    'lat',
    'lon',
    'page',
  ];
  const anything = fc.array(
    fc.tuple(
      fc.constantFrom(...names),
      fc.oneof(fc.string(), fc.constantFrom('1e400', 'NaN', '-0', ' ', '8', '0x4', '1.5', "'--")),
    ),
  );
  fc.assert(
    fc.property(anything, (pairs) => {
      const query = parse(new URLSearchParams(pairs).toString());
      expect(parse(printGroupsQuery(query).toString())).toEqual(query);
      expect(query.page).toBeGreaterThanOrEqual(1);
      expect(query.day === null || (weekdays as readonly number[]).includes(query.day)).toBe(true);
    }),
  );
});

test('an old link that names a focus or neighborhood which is gone shows all groups instead', () => {
  expect(parse('focus=gone&near=nowhere&neighborhood=x&day=8&time=midnight&kind=club&page=-3')).toEqual(
    anyGroup,
  );
});

test('a position is kept only to about 100 m, and gives way to a chosen neighborhood', () => {
  expect(parse('lat=43.126983&lon=-69.350771').position).toEqual([-69.351, 43.127]);
  expect(parse('lat=43.1&lon=-69.3&near=saltpans')).toMatchObject({ near: 'saltpans', position: null });
  expect(parse('lat=91&lon=0').position).toBeNull();
  expect(parse('lat=&lon=').position).toBeNull();
});

test('nothing asked leaves a bare address', () => {
  expect(withGroupsQuery('/groups/', anyGroup)).toBe('/groups/');
  expect(withGroupsQuery('/groups/', { ...anyGroup, places: true, day: 4 })).toBe('/groups/?day=4&places=1');
});

test('every part of a query is among the parameters that the page store lets through', () => {
  const whole = {
    ...anyGroup,
    focus: 'water',
    neighborhood: 'saltpans',
    day: 4,
    time: 'evening',
    language: 'es',
  } as const;
  const rest = { stepFree: true, places: true, visitors: true, kind: 'impact', page: 2 } as const;
  const names = [{ near: 'saltpans' }, { position: [1, 2] as const }].flatMap((from) => [
    ...printGroupsQuery({ ...whole, ...rest, ...from }).keys(),
  ]);
  expect(new Set(names)).toEqual(new Set([...sharedParameters, ...positionParameters]));
});
