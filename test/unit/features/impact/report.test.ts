import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysCovered } from '#lib/calendar-day.ts';
import { confirmationInput } from '#features/impact/confirmation-input.ts';
import type { ReportContext } from '#features/impact/report-context.ts';
import { amendmentInput, reportInput, withdrawalInput } from '#features/impact/report-input.ts';
import { periodDaysMax, proposedPeriod, reportTextMax, wordWarnings } from '#features/impact/report.ts';
import { isTextKey } from '#i18n/translate.ts';

const key = '6f4ab1c4-55c7-4b37-9f3f-0d8f5a6d6c10';
const count: ReportContext = { kind: 'count', lang: 'en', today: '2026-11-22' };
const form = { key, periodStart: '2026-11-16', periodEnd: '2026-11-22', value: '14' };

/** The issues of a form, as `field: key of the text`, every key checked to be in the catalog. */
function issues(context: ReportContext, given: Record<string, string | undefined>): string[] {
  const read = reportInput(context).safeParse({ ...form, ...given });
  return (read.error?.issues ?? []).map((issue) => {
    expect(isTextKey(issue.message), issue.message).toBe(true);
    return `${issue.path.join('.')}: ${issue.message.replace('impact.errors.', '')}`;
  });
}

describe('a report form', () => {
  it('gives figures and words, empty fields as null', () => {
    const read = reportInput(count).parse({
      ...form,
      hours: '5.5',
      happened: ' Rain;\r\nhalf of us carried. ',
      tried: '',
    });
    expect(read).toEqual({
      key,
      outcome: 'counted',
      figures: {
        periodStart: '2026-11-16',
        periodEnd: '2026-11-22',
        expected: null,
        value: 14,
        cases: null,
        hours: 5.5,
        money: null,
      },
      words: { tried: null, happened: 'Rain;\nhalf of us carried.', learned: null, nextQuestion: null },
    });
  });

  it('reads numbers in the language of the page', () => {
    const spanish = reportInput({ ...count, lang: 'es' }).parse({
      ...form,
      value: '1.234,5',
      money: '1.200',
    });
    expect([spanish.figures.value, spanish.figures.money]).toEqual([1234.5, 1200]);
    const english = reportInput(count).parse({ ...form, value: '1,234.5', money: '1.200' });
    expect([english.figures.value, english.figures.money]).toEqual([1234.5, 1.2]);
  });

  it('says everything that is wrong at once, each beside its field', () => {
    expect(
      issues(count, { periodEnd: '2026-11-23', value: 'lots', hours: '-1', tried: 'x'.repeat(2001) }),
    ).toEqual(['periodEnd: periodInFuture', 'value: notANumber', 'hours: negative', 'tried: textTooLong']);
  });

  it.each([
    ['a missing result', { value: '' }, ['value: valueMissing']],
    ['a result below zero', { value: '-1' }, ['value: negative']],
    ['too large a result', { value: '1000000000' }, ['value: tooLarge']],
    ['four decimals', { value: '0.0001' }, ['value: tooManyDecimals']],
    ['money below zero', { money: '-0.01' }, ['money: negative']],
    [
      'a period that ends before it begins',
      { periodStart: '2026-11-20', periodEnd: '2026-11-19' },
      ['periodStart: periodReversed'],
    ],
    ['a day that does not exist', { periodEnd: '2026-02-30' }, ['periodEnd: forms.dateWrong']],
    [
      'no period at all',
      { periodStart: '', periodEnd: undefined },
      ['periodEnd: periodEndMissing', 'periodStart: periodStartMissing'],
    ],
    ['367 days', { periodStart: addDays('2026-11-22', -periodDaysMax) }, ['periodStart: periodTooLong']],
    ['a broken key', { key: 'again' }, ['key: keyInvalid']],
  ])('refuses %s', (_, given, expected) => {
    expect(issues(count, given)).toEqual(expected);
  });

  it('accepts 366 days, today, zero, and a text of the full length', () => {
    expect(issues(count, { periodStart: addDays('2026-11-22', 1 - periodDaysMax), value: '0' })).toEqual([]);
    expect(issues(count, { learned: 'x'.repeat(reportTextMax) })).toEqual([]);
  });

  it('lets a level lie below zero', () => {
    expect(issues({ ...count, kind: 'level' }, { value: '-3.5' })).toEqual([]);
  });

  it('takes “nothing to count this time” without a result, but not with one', () => {
    const read = reportInput(count).parse({ ...form, value: '', nothing: 'on', learned: 'Nobody came.' });
    expect(read).toMatchObject({ outcome: 'nothing', figures: { value: null, cases: null } });
    expect(issues(count, { nothing: 'on' })).toEqual(['value: valueAndNothing']);
    expect(issues({ ...count, kind: 'share' }, { nothing: 'on', value: '' })).toEqual([]);
  });

  it('asks a share for whole numbers, n of at least one d', () => {
    const share: ReportContext = { ...count, kind: 'share' };
    expect(issues(share, { value: '7', cases: '9' })).toEqual([]);
    expect(issues(share, { value: '7' })).toEqual(['cases: casesMissing']);
    expect(issues(share, { value: '0', cases: '0' })).toEqual(['cases: casesBelowOne']);
    expect(issues(share, { value: '10', cases: '9' })).toEqual(['value: moreThanCases']);
    expect(issues(share, { value: '1.5', cases: '9' })).toEqual(['value: notWhole']);
    expect(issues({ ...share, readAs: 'rate' }, { value: '240', cases: '100' })).toEqual([]);
  });

  it('never throws, whatever arrives, and never lets a bad figure through', () => {
    const anything = fc.record(
      {
        periodStart: fc.oneof(fc.string(), fc.constant('2026-01-01')),
        periodEnd: fc.oneof(fc.string(), fc.constant('2026-02-01')),
        value: fc.oneof(fc.string(), fc.double().map(String)),
        cases: fc.oneof(fc.string(), fc.integer().map(String)),
        hours: fc.oneof(fc.string(), fc.double().map(String)),
        nothing: fc.constant('on'),
      },
      { requiredKeys: [] },
    );
    const kind = fc.constantFrom('count', 'level', 'share', 'never');
    fc.assert(
      fc.property(anything, kind, (given, kind) => {
        const read = reportInput({ ...count, kind }).safeParse({ ...given, key });
        if (!read.success) return;
        const { figures } = read.data;
        expect(daysCovered(figures.periodStart, figures.periodEnd)).toBeGreaterThan(0);
        expect(figures.hours ?? 0).toBeGreaterThanOrEqual(0);
        if (kind === 'share' && figures.value !== null)
          expect(figures.value).toBeLessThanOrEqual(figures.cases ?? -1);
      }),
    );
  });
});

describe('an amendment, a withdrawal, a confirmation', () => {
  it('each needs its reason', () => {
    const read = amendmentInput(count).safeParse({ ...form, reason: ' ' });
    expect(read.error?.issues.map((issue) => issue.message)).toEqual(['impact.errors.reasonMissing']);
    expect(amendmentInput(count).parse({ ...form, reason: 'Counted twice.' })).toMatchObject({
      figures: { value: 14 },
      reason: 'Counted twice.',
    });
    expect(withdrawalInput.safeParse({ reason: '' }).success).toBe(false);
    expect(withdrawalInput.parse({ reason: ' Not ours. ' })).toEqual({ reason: 'Not ours.' });
  });

  it('a confirmation waits for its day and stays within what was claimed', () => {
    const claimed = reportInput(count).parse({
      ...form,
      periodEnd: '2026-10-23',
      periodStart: '2026-10-20',
    }).figures;
    const confirm = (value: string, today = '2026-11-22') =>
      confirmationInput({ ...count, today, confirmAfterDays: 30, claimed }).safeParse({ value });
    expect(confirm('12').data).toEqual({ value: 12, cases: null });
    expect(confirm('14').success).toBe(true);
    expect(confirm('15').error?.issues[0]?.message).toBe('impact.errors.confirmedAboveClaimed');
    expect(confirm('12', '2026-11-21').error?.issues[0]?.message).toBe('impact.errors.confirmedTooEarly');
    expect(confirm('').error?.issues[0]?.message).toBe('impact.errors.valueMissing');
  });

  it('of a share, what still works may not exceed its cases', () => {
    const share: ReportContext = { ...count, kind: 'share' };
    const claimed = reportInput(share).parse({
      ...form,
      value: '7',
      cases: '9',
      periodStart: '2026-01-01',
      periodEnd: '2026-01-02',
    }).figures;
    const confirm = (value: string) =>
      confirmationInput({ ...share, confirmAfterDays: 90, claimed }).safeParse({ value });
    expect(confirm('8').data).toEqual({ value: 8, cases: 9 });
    expect(confirm('10').success).toBe(false);
  });
});

describe('the proposed period', () => {
  it('begins the day after the last report ended', () => {
    expect(proposedPeriod('2026-11-15', '2026-11-22')).toEqual(['2026-11-16', '2026-11-22']);
  });
  it('is the past week for a first report, a second one today, or after years of silence', () => {
    const week = ['2026-11-16', '2026-11-22'];
    expect([null, '2026-11-22', '2024-01-01'].map((last) => proposedPeriod(last, '2026-11-22'))).toEqual([
      week,
      week,
      week,
    ]);
  });
});

describe('a warning beside the words', () => {
  const warned = (happened: string) =>
    wordWarnings({ tried: null, happened, learned: null, nextQuestion: null }).happened ?? [];

  it.each([
    ['We rang Mrs Bell before high water.', 'name'],
    ['La Sra. Ruiz abrió la puerta.', 'name'],
    ['Ask for Doña Carmen.', 'name'],
    ['Write to ana.lopez@example.org about the key.', 'email'],
    ['Her number is 0151 496 0123.', 'phone'],
    ['Llamad al +34 612 345 678 antes de las ocho.', 'phone'],
    ['Cleared the gully at 14 Harbour Lane.', 'address'],
    ['The low door is flat 4b.', 'address'],
    ['Vive en calle de la Sirena, 12.', 'address'],
    ['Segundo piso, Puerta 7.', 'address'],
    ['Calle Mayor 12 se inunda primero.', 'address'],
    ['Vive en la c/ del Carmen, 3.', 'address'],
  ])('stands at “%s”', (text, detail) => {
    expect(warned(text)).toContain(detail);
  });

  it.each([
    'We skipped the six that refuse and had an hour left. Used it to clear the next street.',
    'Two mats instead of three, tied wet. 1,306 calls since 2026-01-12.',
    'From Chapel Steps to the Low Door Watch in 14 minutes, 214 stairs.',
    'Thirty days later 12 of 14 drains were clear; 3 streets still flood.',
    'Tres puertas abiertas, 12 vecinos, 45 minutos de calle en calle.',
    'Between 18:30 and 20:15 on 12 November 2026 we rang 40 doors.',
    'Measured 1.234,5 and 10 000 litres.',
    'We cleared 14 drains in the street, 3 of them on the hill.',
    'De las 12 calles, 4 se inundan; la plaza tuvo 30 visitas.',
    'On Saturday 12 Hands and Tools lent the ladders for free.',
    '',
  ])('does not stand at “%s”', (text) => {
    expect(warned(text)).toEqual([]);
  });
});
