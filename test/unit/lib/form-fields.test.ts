import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { intentSchema } from '#features/account/intent.ts';
import { foundedAs, foundingFields } from '#features/groups/group-form.ts';
import { translator } from '#i18n/translate.ts';
import {
  cleanText,
  choiceField,
  dayField,
  emailField,
  idField,
  optionalDay,
  optionalText,
  requiredText,
  tick,
  timeField,
} from '#lib/form-fields.ts';

const typed = fc.oneof(fc.string({ maxLength: 30, unit: 'binary' }), fc.constantFrom('', ' a ', 'a\r\nb'));
const leftOut = fc.constantFrom(null, undefined, '');
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const box = fc.oneof(leftOut, fc.constantFrom('on', 'yes', '1'));

/** What a database keeps of answers until somebody has signed in. */
const kept = (answers: unknown): unknown => JSON.parse(JSON.stringify(answers));

function readsTwice(schema: z.ZodType, given: unknown): boolean {
  const first = schema.safeParse(given);
  if (!first.success) return false;
  expect(schema.parse(kept(first.data))).toEqual(first.data);
  return true;
}

describe('answers that are kept until somebody has signed in', () => {
  it.each([
    ['a text that must be there', requiredText(40), typed],
    ['a text that may be left out', optionalText(40), fc.oneof(typed, leftOut)],
    ['an email address', emailField(), fc.emailAddress()],
    ['one of a list', choiceField(['yes', 'no']), fc.constantFrom('yes', 'no', ' yes ')],
    ['a day', dayField(), day],
    ['a day that may be left out', optionalDay(), fc.oneof(leftOut, day)],
    ['a time', timeField(), fc.constantFrom('', '7:30 pm', '19h30')],
    ['an id', idField(), fc.uuid()],
    ['a box', tick(), box],
  ] as const)('stay what they were when they are read again: %s', (_, schema, given) => {
    fc.assert(fc.property(given as fc.Arbitrary<unknown>, (value) => void readsTwice(schema, value)));
  });

  /** The forms whose answers travel with a mailed link, by the intent that carries them. */
  const drafts = {
    found: {
      schema: foundingFields,
      given: fc.record({
        key: fc.uuid(),
        name: typed,
        about: typed,
        neighborhoodId: fc.constantFrom('quayside', 'millside'),
        place: fc.oneof(leftOut, typed),
        placeIsPublic: box,
        firstMeetingOn: day,
        startsAt: fc.oneof(leftOut, fc.constantFrom('19:30', '07:05')),
        as: fc.constantFrom(undefined, ...foundedAs),
        origin: fc.oneof(leftOut, fc.uuid()),
      }),
    },
  };

  it('begin the very group that was asked for, whatever was typed and ticked', () => {
    let read = 0;
    for (const { schema, given } of Object.values(drafts))
      fc.assert(fc.property(given, (answers) => void (readsTwice(schema, answers) && (read += 1))));
    expect(read).toBeGreaterThan(20);
  });

  it('are all among those that are read twice here', () => {
    const carrying = intentSchema.options.filter((option) => 'draft' in option.shape);
    expect(carrying.map((option) => option.shape.act.value)).toEqual(Object.keys(drafts));
  });

  it('keep a private place private', () => {
    const once = tick().parse(null);
    expect([once, tick().parse(once), tick().parse(tick().parse('on'))]).toEqual([false, false, true]);
  });
});

describe('a text somebody wrote', () => {
  it('cannot turn the direction of what stands after it', () => {
    expect(cleanText('Two\u202E Rings \u2066x\u2069')).toBe('Two Rings x');
  });
  it('keeps letters of every script, marks and emoji', () => {
    const text = 'שלום\u200F, مرحبا, Ana Belén 👩‍🌾';
    expect(cleanText(text)).toBe(text.normalize('NFC'));
  });
});

describe('somebody whose browser has no calendar', () => {
  it('is told how to write a date', () => {
    for (const field of [dayField(), optionalDay()]) {
      const { error } = field.safeParse('31/12/2026');
      expect(error?.issues.map(({ message }) => message)).toEqual(['forms.dateWrong']);
    }
    expect(translator('en')('forms.dateWrong')).toContain('2026-03-31');
  });
});
