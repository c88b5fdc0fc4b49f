import { expect, test } from 'vitest';
import { z } from 'zod';
import { translator } from '#i18n/translate.ts';
import { emailField, optionalText, requiredText } from '#lib/form-fields.ts';
import { refusalMessage } from '#lib/form-faults.ts';
import { formState } from '#lib/form-state.ts';
import { type SignedOutForm, writtenIn } from '#lib/signed-out.ts';

const schema = z.object({ name: requiredText(5), note: optionalText(10), email: emailField() });

function page(form: Record<string, string>) {
  const request = new Request('http://localhost/', { method: 'POST', body: new URLSearchParams(form) });
  return { request, response: { status: 200, headers: new Headers() }, locals: { t: translator('en') } };
}

/** A form that was sent to `action` by somebody, or by nobody who is signed in. */
function sent(action: string, form: Record<string, string>, person: object | null) {
  const url = `http://localhost/?_action=${action}`;
  const request = new Request(url, { method: 'POST', body: new URLSearchParams(form) });
  const locals = { t: translator('en'), person: () => Promise.resolve(person) };
  return {
    request,
    response: { status: 200, headers: new Headers() },
    locals: locals as typeof locals & { signedOut?: SignedOutForm },
  };
}

function failure(status: number, message: string, more: object = {}) {
  return { data: undefined, error: Object.assign(new Error(message), { status }, more) };
}

test('what somebody typed is kept, and each field says what is wrong in the order of the form', async () => {
  const typed = { name: 'Ana Belén', note: 'hello', email: 'ana@' };
  const { error } = schema.safeParse(typed);
  const issues: unknown = JSON.parse(JSON.stringify(error?.issues));
  const asked = page(typed);
  const form = await formState(asked, failure(400, 'invalid', { issues }));
  expect(asked.response.status).toBe(422);
  expect(form.values).toEqual(typed);
  expect(form.summary).toEqual([
    { field: 'name', message: 'Please keep this to 5 characters at most' },
    { field: 'email', message: 'Enter an email address in full, like ana@example.org' },
  ]);
  expect(form.errors.note).toBeUndefined();
});

test('a refusal stands above the form in its own words and with its own status', async () => {
  const asked = page({ name: 'Ana' });
  const message = refusalMessage({ key: 'forms.tooOften', values: { retryAfterSeconds: 90 } });
  const form = await formState(asked, failure(429, message));
  expect(asked.response.status).toBe(429);
  expect(asked.response.headers.get('Retry-After')).toBe('90');
  expect(form.problem).toContain('That was a lot at once');
  expect(form.values.name).toBe('Ana');
});

test('a refusal that belongs to a field stands beside it', async () => {
  const asked = page({ email: 'ana@example.org' });
  const form = await formState(
    asked,
    failure(404, refusalMessage({ key: 'forms.emailWrong', field: 'email' })),
  );
  expect(form.errors.email).toContain('in full');
  expect(form.problem).toBeUndefined();
});

test('the message of an unexpected error is never shown', async () => {
  const asked = page({ name: 'Ana' });
  const form = await formState(asked, failure(500, 'relation "people" does not exist'));
  expect(form.problem).toContain('Something broke on our side');
});

test('before anything was sent the page shows what it proposes', async () => {
  const form = await formState(page({}), undefined, { name: 'Ana', days: ['1', '2'], note: null });
  expect(form.values).toEqual({ name: 'Ana' });
  expect(form.all('days')).toEqual(['1', '2']);
});

test('a text loses control characters and the spaces around it, and an empty one is no text', () => {
  const given = { name: ' A\u0000na ', note: '  ', email: ' ANA@Example.org ' };
  expect(schema.parse(given)).toEqual({ name: 'Ana', note: null, email: 'ana@example.org' });
});

test('whoever was signed out meanwhile is told so, and all they sent is kept for the layout', async () => {
  const typed = { key: '7f0c1f6a-0000-4000-8000-000000000000', text: 'Who has\na key?', group: 'two-rings' };
  const asked = sent('questions.ask', typed, null);
  const form = await formState(asked, failure(401, refusalMessage({ key: 'forms.signedOut' })));
  expect([asked.response.status, form.problem, form.summary]).toEqual([401, undefined, []]);
  const { signedOut } = asked.locals;
  expect(signedOut).toEqual({ action: 'questions.ask', fields: Object.entries(typed) });
  expect(signedOut && writtenIn(signedOut)).toEqual(['Who has\na key?']);
});

test('whoever was signed out is told that first, and not of fields that stand on no page they can see', async () => {
  const issues = [{ path: ['then'], message: 'forms.choiceMissing' }];
  const asked = sent('meetings.save', { note: 'Ten doors' }, null);
  const form = await formState(asked, failure(400, 'invalid', { issues }));
  expect([asked.response.status, form.summary, asked.locals.signedOut?.action]).toEqual([
    401,
    [],
    'meetings.save',
  ]);
  for (const other of [
    sent('meetings.save', { note: 'Ten doors' }, { id: '1' }),
    sent('membership.comeOnce', { name: '' }, null),
  ]) {
    await formState(other, failure(400, 'invalid', { issues }));
    expect([other.response.status, other.locals.signedOut]).toEqual([422, undefined]);
  }
});

test('what is shown again of a form is what somebody wrote, not what the page carried along', () => {
  const fields: [string, string][] = [
    ['seen', 'd41d8cd98f00b204'],
    ['noteWas', 'What the group had noted before'],
    ['cameWas-1', 'Came to little'],
    ['ticked', 'on'],
    ['result', '12'],
    ['learned', 'Ask in the morning.'],
    ['empty', ' '],
  ];
  expect(writtenIn({ action: 'a.b', fields })).toEqual(['12', 'Ask in the morning.']);
});
