import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importBoundaries } from '#features/neighborhoods/boundaries.ts';
import { isRefused } from '#features/neighborhoods/boundaries/refusal.ts';

const larkwater = readFileSync('test/fixtures/towns/larkwater.geojson', 'utf8');

/** Reads anything at all; an adopter gets a town whose every area has an outline, or an answer. */
function expectAnswer(bytes: Uint8Array): void {
  const outcome = importBoundaries(bytes, {
    nameProperty: null,
    languages: ['en', 'es'],
    townName: 'Larkwater',
    unnamed: (number) => ({ en: `Unnamed ${number}`, es: `Sin nombre ${number}` }),
  });
  if (isRefused(outcome)) expect(outcome.refusal.code).toMatch(/^[a-z-]+$/);
  else
    for (const { geometry } of outcome.neighborhoods) expect(geometry.coordinates.length).toBeGreaterThan(0);
}

const encode = (text: string) => new TextEncoder().encode(text);

test('any bytes at all get an answer', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), expectAnswer), { numRuns: 500 });
});

test('any JSON at all gets an answer', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expectAnswer(encode(JSON.stringify(value)));
    }),
    { numRuns: 500 },
  );
});

const degrees = fc.oneof(
  fc.double({ min: 3.99, max: 4.01, noNaN: true }),
  fc.constantFrom<unknown>(4, 4.001, null, '4', 1e9, [4]),
);
const position = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(degrees, degrees) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>([], null, [4], {}) },
);
const ring = fc.oneof(
  { weight: 9, arbitrary: fc.array(position, { maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const geometry = fc.oneof(
  fc.record({
    type: fc.constantFrom('Polygon', 'MultiPolygon', 'GeometryCollection', 'Circle'),
    coordinates: fc.array(ring, { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant('MultiPolygon'),
    coordinates: fc.array(fc.array(ring, { maxLength: 3 }), { maxLength: 3 }),
  }),
  fc.constant(null),
);
const properties = fc.oneof(
  fc.record(
    { name: fc.oneof(fc.string({ maxLength: 12, unit: 'grapheme' }), fc.jsonValue()), kind: fc.jsonValue() },
    { requiredKeys: [] },
  ),
  fc.constant(null),
);

test('any GeoJSON whose outlines are nonsense gets an answer', () => {
  const feature = fc.record({ type: fc.constant('Feature'), properties, geometry });
  fc.assert(
    fc.property(fc.array(feature, { maxLength: 8 }), (features) => {
      expectAnswer(encode(JSON.stringify({ type: 'FeatureCollection', features })));
    }),
    { numRuns: 1500 },
  );
});

test('any outlines of real numbers, however knotted and heaped, get an answer', () => {
  const near = fc.integer({ min: 0, max: 60 }).map((steps) => 4 + steps / 10_000);
  const knot = fc.array(fc.tuple(near, near), { minLength: 4, maxLength: 14 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('A-side', 'B-side', 'C-side', 'D-side'), knot), {
        minLength: 1,
        maxLength: 6,
      }),
      (areas) => {
        const features = areas.map(([name, line]) => ({
          type: 'Feature',
          properties: { name },
          geometry: { type: 'Polygon', coordinates: [[...line, line[0]]] },
        }));
        expectAnswer(encode(JSON.stringify({ type: 'FeatureCollection', features })));
      },
    ),
    { numRuns: 600 },
  );
});

test('a real file with a letter changed anywhere gets an answer', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom('"', '{', '[', ']', ',', '-', '9', 'e', 'x', '\\'),
      (at, letter) => {
        const place = at % larkwater.length;
        expectAnswer(encode(larkwater.slice(0, place) + letter + larkwater.slice(place + 1)));
      },
    ),
    { numRuns: 120 },
  );
});
