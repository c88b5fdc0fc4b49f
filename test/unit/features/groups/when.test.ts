import { expect, it } from 'vitest';
import { beginsWithDay, meetsWhen } from '#features/groups/when.ts';
import { translator } from '#i18n/translate.ts';

const thursdays = {
  ...({ rhythm: 'weekly', weekday: 4, secondWeekday: null, partOfDay: 'evening', startTime: null } as const),
};
const said = (meets: Partial<Parameters<typeof meetsWhen>[0]>) =>
  (['en', 'es'] as const).map((lang) => meetsWhen({ ...thursdays, ...meets }, translator(lang), lang));

it('a resident reads on which days a group meets, whatever its rhythm', () => {
  expect(said({})).toEqual(['Thursday evenings', 'Los jueves por la noche']);
  expect(said({ rhythm: 'daily', weekday: 1, partOfDay: 'morning' })).toEqual([
    'Every morning',
    'Todos los días por la mañana',
  ]);
  expect(said({ rhythm: 'fortnightly', weekday: 7, partOfDay: 'afternoon' })).toEqual([
    'Every other Sunday afternoon',
    'Un domingo sí y otro no, por la tarde',
  ]);
  expect(said({ rhythm: 'twice-weekly', weekday: 6, secondWeekday: 3, partOfDay: 'morning' })).toEqual([
    'Wednesday and Saturday mornings',
    'Los miércoles y sábados por la mañana',
  ]);
  expect(said({ rhythm: 'twice-weekly', secondWeekday: 4 })).toEqual(said({}));
  expect(said({ partOfDay: null })).toEqual(['Thursdays', 'Los jueves']);
});

it('and at what hour, where the group shows it', () => {
  const startTime = '07:50';
  expect(said({ rhythm: 'daily', weekday: 1, startTime })).toEqual([
    'Every day, 7:50 in the morning',
    'Todos los días a las 7:50',
  ]);
  expect(said({ rhythm: 'fortnightly', weekday: 7, startTime })).toEqual([
    'Every other Sunday, 7:50 in the morning',
    'Un domingo sí y otro no, a las 7:50',
  ]);
  expect(said({ rhythm: 'twice-weekly', weekday: 6, secondWeekday: 3, startTime })).toEqual([
    'Wednesdays and Saturdays, 7:50 in the morning',
    'Los miércoles y sábados a las 7:50',
  ]);
  expect(said({ startTime })).toEqual(['Thursdays, 7:50 in the morning', 'Los jueves a las 7:50']);
  expect(said({ weekday: null, startTime })).toEqual(['7:50 in the morning', 'A las 7:50']);
});

it('in the middle of a sentence only a day’s name keeps its capital', () => {
  expect(beginsWithDay(thursdays)).toBe(true);
  expect(beginsWithDay({ ...thursdays, rhythm: 'fortnightly' })).toBe(false);
  expect(beginsWithDay({ ...thursdays, rhythm: 'daily' })).toBe(false);
  expect(beginsWithDay({ ...thursdays, weekday: null })).toBe(false);
});
