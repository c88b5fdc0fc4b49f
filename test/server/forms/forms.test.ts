import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { server } from '../../../src/actions/index.ts';
import { translator } from '#i18n/translate.ts';
import { openActs } from '#lib/signed-out.ts';
import { openStage, type Stage } from '#test/server/permissions/stage.ts';
import type { DefinedAction } from '#test/support/astro-actions.ts';
import { formOf } from '#test/support/plain-form.ts';
import { type Answer, visitor } from '#test/support/visitor.ts';
import { changedTables, digestOf } from './digest.ts';
import { type Fields, findForms, type Form } from './lay.ts';

const actions = Object.entries(server).flatMap(([noun, acts]) =>
  Object.entries(acts).map(
    ([name, action]) => [`${noun}.${name}`, action as unknown as DefinedAction] as const,
  ),
);

/** Forms that sent again do something again, and should: each mail that is asked for is sent. */
const mailsAgain = [
  'account.signIn',
  'following.byMail',
  'groups.foundByMail',
  'membership.joinByMail',
  'membership.comeOnce',
];

let stage: Stage;
let forms: Awaited<ReturnType<typeof findForms>>;
beforeAll(async () => {
  stage = await openStage();
  forms = await findForms(stage);
});
afterAll(() => stage.close());

function lay(name: string): Promise<Form> {
  const form = forms.get(name);
  if (!form) throw new Error(`the form ${name} has no recipe`);
  return form();
}

/** Whose ids are looked at later: what was written travels with the mailed link, whose page then says why not. */
const looksLater = ['membership.joinByMail'];
/** Refusals of a field that nobody sees, such as an id: the page it stands on says so. */
const unseen = [400, 404, 409, 410, 422];

/** Whatever was sent: a calm answer, without a trace of the code. */
function expectCalm(what: unknown, { status, text }: Answer): void {
  const told = /\bat .*\.m?[jt]s:\d+|node_modules|PostgresError|DrizzleQuery|Failed query/.exec(text)?.[0];
  expect({ what, status: status < 500, told }).toEqual({ what, status: true, told: undefined });
}

it('only acts that exist are open to whoever is not signed in', () => {
  const names: string[] = actions.map(([name]) => name);
  expect([...openActs].filter((name) => !names.includes(name))).toEqual([]);
});

it('every form has a recipe', () => {
  expect(actions.map(([name]) => name).filter((name) => !forms.has(name))).toEqual([]);
});

describe.each(actions)('%s', (name, { input }) => {
  const fields = Object.keys(input.shape);

  it('is refused from another site, with another method and when it is too large', async () => {
    const { by, path, fields: filled } = await lay(name);
    const foreign = await by.post(path, filled, { origin: 'https://elsewhere.example' });
    expect(foreign.status).toBe(403);
    expectCalm('another site', foreign);
    const large = await by.post(path, { ...filled, more: 'x'.repeat(300_000) });
    expect(large.status).toBe(413);
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const cookie = [...by.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
      const headers = { origin: stage.portal.url, cookie };
      const response = await fetch(stage.portal.url + path, { method, headers });
      expect([method, response.status]).toEqual([method, 405]);
      await response.body?.cancel();
    }
  });

  it('does nothing when its address is merely opened', async () => {
    const { by, path, fields: filled } = await lay(name);
    const query = new URLSearchParams(Object.entries(filled).map(([key, value]) => [key, String(value)]));
    const before = await digestOf(stage.database.sql);
    expectCalm('opened', await by.get(`${path}&${query.toString()}`));
    const script = await by.get(`/_actions/${name}/?${query.toString()}`);
    expect(script.status).toBeGreaterThanOrEqual(400);
    expectCalm('opened as scripts ask', script);
    expect(changedTables(before, await digestOf(stage.database.sql))).toEqual([]);
  });

  it('does once what is sent twice', async () => {
    const { by, path, fields: filled } = await lay(name);
    const answers = [await by.post(path, filled)];
    expect(answers[0]?.status).toBe(303);
    const before = await digestOf(stage.database.sql);
    const again = await by.post(path, filled);
    expectCalm('again', again);
    expect([303, 401, 404, 409, 410, 422]).toContain(again.status);
    const changed = changedTables(before, await digestOf(stage.database.sql));
    expect(changed.filter((table) => !mailsAgain.includes(name) || !/mails|sign_in/.test(table))).toEqual([]);
  });

  it('says what is missing beside its field, and keeps what was typed', async () => {
    const { by, path, page, fields: filled } = await lay(name);
    const shown = (await by.get(page)).text;
    expect(accepts(input, filled)).toBe(true);
    const single = fields.filter((field) => !lists.includes(field));
    for (const field of single.filter((each) => !accepts(input, { ...filled, [each]: '' }))) {
      const answer = await by.post(path, { ...filled, [field]: '' });
      expectCalm(field, answer);
      const visible = isVisible(shown, field);
      expect([field, answer.status]).toEqual([field, visible ? 422 : expect.toBeOneOf(unseen)]);
      if (!visible) continue;
      const beside =
        answer.text.includes(`href="#field-${field}"`) && answer.text.includes(`field-${field}-error`);
      expect([field, beside]).toEqual([field, true]);
      for (const [other, value] of Object.entries(filled))
        if (other !== field && isText(shown, other) && typeof value === 'string')
          expect([other, keeps(answer.text, value)]).toEqual([other, true]);
    }
  });

  it('gives whoever was signed out meanwhile back what they sent, and the way to sign in', async () => {
    if (openActs.has(name)) return;
    const { path, fields: filled } = await lay(name);
    const single = (sent: Fields) =>
      Object.fromEntries(Object.entries(sent).map(([field, value]) => [field, [value].flat()]));
    for (const sent of [filled, {}]) {
      const answer = await visitor(stage.portal.url).post(path, sent);
      // A page about something that the form itself names is not there without that.
      if (answer.status === 404 && sent !== filled) continue;
      expect(answer.status).toBe(401);
      expect(answer.text).toContain(translator('en')('forms.signedOutTitle'));
      expect(answer.text).toContain('href="/sign-in/"');
      expect(single(formOf(answer, name))).toEqual(single(sent));
    }
  });

  it('is calm about ids that are unknown', async () => {
    const { by, path, fields: filled } = await lay(name);
    const ids = Object.entries(filled).filter(([field, value]) => field !== 'key' && isUuid(value));
    for (const [field] of ids) {
      const unknown = await by.post(path, { ...filled, [field]: randomUUID() });
      if (!looksLater.includes(name))
        expect([field, unknown.status]).toEqual([field, expect.toBeOneOf([403, 404, 409, 410])]);
      const garbled = await by.post(path, { ...filled, [field]: 'not-an-id' });
      expect([field, garbled.status]).toEqual([field, expect.toBeOneOf([404, 422])]);
      expectCalm(field, unknown);
      expectCalm(field, garbled);
    }
  });

  it('is calm about whatever stands in its fields', async () => {
    let form = await lay(name);
    // As scripts would send it: the same action, without a page around what is wrong.
    const send = (fields: Fields) => form.by.post(`/_actions/${name}/`, fields);
    const garbled = Object.fromEntries(fields.map((field) => [field, 'a\0b']));
    // An action answered, rather than the page for addresses that no page has.
    expect((await send({ ...form.fields, ...garbled })).text).not.toContain('<html');
    for (const [at, field] of fields.entries()) {
      // Somebody else from time to time, so that no limit answers instead of the form.
      if (at % 3 === 2) form = await lay(name);
      for (const value of nasty)
        expectCalm([field, String(value).slice(0, 30)], await send({ ...form.fields, [field]: value }));
    }
  });

  it('is calm about nonsense in all of its fields, and shows none of it as markup', async () => {
    const { by, path } = await lay(name);
    for (const value of ['"><script>alert(1)</script>', 'a\0b', 'x'.repeat(20_000)]) {
      const answer = await by.post(path, Object.fromEntries(fields.map((field) => [field, value])));
      expectCalm('all fields', answer);
      expect(answer.text.replaceAll(/="[^"]*"/g, '')).not.toContain('<script>alert(1)');
    }
    expectCalm('no field', await by.post(path, {}));
  });
});

/** What nobody types and somebody sends. */
const nasty: Fields[string][] = [
  'a\0b',
  '\u{1F469}\u{200D}\u{1F467}\u{202E}'.repeat(40),
  'x'.repeat(100_000),
  "'; drop table people; --",
  '-1e309',
  '0000-00-00',
  '__proto__',
  ['one', 'two', 'three'],
];

/** Fields that may be sent several times; Astro reads them as lists however often they are. */
const lists = [
  'present',
  'came',
  'open[]',
  'row[]',
  'focusIds',
  'weekdays',
  'partsOfDay',
  'languages',
  'concerns',
  'evidence',
  'groups',
  'seasonMonths',
];

/** Whether the form would be accepted; an empty field reaches the action as null or as it is. */
function accepts(input: DefinedAction['input'], filled: Fields): boolean {
  const listed = (empty: string | null) =>
    Object.entries(filled).map(([field, value]) => [
      field,
      lists.includes(field) && typeof value === 'string' ? [value] : value || empty,
    ]);
  return ['', null].some((empty) => input.safeParse(Object.fromEntries(listed(empty))).success);
}

const isUuid = (value: unknown) => typeof value === 'string' && /^[\da-f-]{36}$/.test(value);
const tagOf = (page: string, field: string) =>
  new RegExp(`<(?:input|textarea|select)[^>]*name="${field}"[^>]*>`).exec(page)?.[0] ?? '';
const isVisible = (page: string, field: string) => tagOf(page, field).includes('id="field-');
const isText = (page: string, field: string) =>
  isVisible(page, field) && !/type="(checkbox|radio)"/.test(tagOf(page, field));
const keeps = (page: string, value: string) => page.includes(value.replaceAll('&', '&amp;'));
