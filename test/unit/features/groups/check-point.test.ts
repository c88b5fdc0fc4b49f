import { expect, it } from 'vitest';
import { checkPoint } from '#features/groups/group-checks.ts';
import { readPoint } from '#features/groups/grid-point.ts';

const town = {
  map: {
    bounds: [
      [-69.4, 43.1],
      [-69.3, 43.2],
    ] as const,
  },
};

it('a group stands on its own town’s sheet, not where a slip of the keyboard puts it', () => {
  const check = (text: string) => checkPoint({ point: readPoint(text) }, town)?.key;
  expect(check('43.15, -69.35')).toBeUndefined();
  for (const text of ['51,9', '43.15, 69.35', '-69.35, 43.15', '43.21, -69.35'])
    expect([text, check(text)]).toEqual([text, 'groups.errors.pointOutside']);
  expect(checkPoint({ point: null }, town)).toBeNull();
});
