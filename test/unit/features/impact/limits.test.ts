import { expect, it } from 'vitest';
import type { z } from 'zod';
import {
  confirmAfterDaysMax,
  measureNameMax,
  measureUnitMax,
  ownMeasureInput,
} from '#features/impact/measure.ts';
import { amendmentInput, reportInput, withdrawalInput } from '#features/impact/report-input.ts';
import { periodDaysMax, reasonMax, reportTextMax } from '#features/impact/report.ts';
import { translator } from '#i18n/translate.ts';
import { issuesMessage } from '#lib/form-faults.ts';
import { formState } from '#lib/form-state.ts';

const context = { kind: 'count', lang: 'en', today: '2026-11-22' } as const;
const report = {
  key: '6f4ab1c4-55c7-4b37-9f3f-0d8f5a6d6c10',
  periodStart: '2026-11-16',
  periodEnd: '2026-11-22',
  value: '14',
  reason: 'Counted twice.',
};
const measure = { name: 'Lamps', unit: 'lamps', kind: 'count', better: 'more' };
const long = 'x'.repeat(5000);
const number = (limit: number) => new Intl.NumberFormat('en').format(limit);

/** What the page says beside a field, whichever way the refusal reached it. */
async function said(schema: z.ZodType, form: Record<string, string>, lang: 'en' | 'es', field: string) {
  const issues = schema.safeParse(form).error?.issues ?? [];
  const messages = [];
  for (const more of [{ issues: JSON.parse(JSON.stringify(issues)) as unknown }, {}]) {
    const request = new Request('http://localhost/', { method: 'POST', body: new URLSearchParams(form) });
    const page = {
      request,
      response: { status: 200, headers: new Headers() },
      locals: { t: translator(lang) },
    };
    const error = Object.assign(new Error(issuesMessage(issues)), { status: 422 }, more);
    messages.push((await formState(page, { data: undefined, error })).errors[field]);
  }
  expect(messages[1]).toBe(messages[0]);
  return messages[0];
}

it.each([
  ['a text of a report', reportInput(context), { ...report, tried: long }, 'tried', reportTextMax],
  ['a period', reportInput(context), { ...report, periodStart: '2020-01-01' }, 'periodStart', periodDaysMax],
  ['why it is amended', amendmentInput(context), { ...report, reason: long }, 'reason', reasonMax],
  ['why it is withdrawn', withdrawalInput, { reason: long }, 'reason', reasonMax],
  ['a measure’s name', ownMeasureInput, { ...measure, name: long }, 'name', measureNameMax],
  ['a measure’s unit', ownMeasureInput, { ...measure, unit: long }, 'unit', measureUnitMax],
  [
    'days until a second look',
    ownMeasureInput,
    { ...measure, confirmAfterDays: '0' },
    'confirmAfterDays',
    confirmAfterDaysMax,
  ],
])('who goes too far with %s reads the very limit that refused it', async (_, schema, form, field, limit) => {
  expect(await said(schema, form, 'en', field)).toContain(number(limit));
  expect((await said(schema, form, 'es', field))?.replaceAll(/\D/g, '')).toMatch(new RegExp(`${limit}$`));
});
