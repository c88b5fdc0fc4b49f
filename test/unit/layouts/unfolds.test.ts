import { expect, it } from 'vitest';
import { unfoldsAt } from '#layouts/unfolds.ts';

const english = ['Narrative', 'Groups', 'Learning', 'Impact', 'Search', 'Español', 'My page'];
const spanish = ['Narrativa', 'Grupos', 'Aprender', 'Impacto', 'Buscar', 'English', 'Mi página'];

it.each([
  ['Tidewell', english, 48],
  ['Tidewell', spanish, 48],
  ['Stow-on-the-Wold', spanish, 56],
  ['San Cristóbal de La Laguna', spanish, 64],
  ['Saint Bartholomew by the River Avon', english, 74],
  ['The United Townships of Saint Bartholomew, Nether Wallop and Stoke', english, null],
])(
  'a reader of %s sees the way through the town as soon as it fits beside its name',
  (name, labels, from) => {
    expect(unfoldsAt(name, labels)).toBe(from);
  },
);
