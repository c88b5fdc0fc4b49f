import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { type Reporter, signInReporters } from '#test/support/reporters.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { type Visitor, visitor } from '#test/support/visitor.ts';

let database: TownDatabase;
let opened: OpenDatabase;
let portal: Portal;
let reporters: Reporter[];
beforeAll(async () => {
  database = await makeTownDatabase();
  portal = await startPortal({ DATABASE_URL: database.url, SECRET_KEY: testSecret });
  opened = await openDatabase(database.url);
  reporters = await signInReporters(opened.db, portal.url, 100);
});
afterAll(async () => {
  await opened.close();
  await portal.stop();
  await database.drop();
});

function as({ cookie }: Reporter): Visitor {
  const person = visitor(portal.url);
  person.cookies.set(cookie.name, cookie.value);
  return person;
}

/** A report of somebody, as it was just posted. */
async function reported(given: Record<string, string>) {
  const [reporter] = reporters;
  if (!reporter) throw new Error('nobody reports');
  const posted = await as(reporter).post(reporter.path, { ...reporter.form, key: randomUUID(), ...given });
  const report = new URLSearchParams(posted.location?.split('?')[1]).get('posted') ?? '';
  return { reporter, report };
}

/** What a text field of a page holds. */
const textOf = (page: string, name: string) =>
  new RegExp(`<textarea[^>]*name="${name}"[^>]*>([^<]*)`).exec(page)?.[1];

describe('a member who finds a slip in the words of a report', () => {
  const said = { happened: 'Rain, all day.', learned: 'Ask at the pmup first.' };

  it('finds them in the form that corrects figures, and the page then tells what was corrected', async () => {
    const { reporter, report } = await reported(said);
    const person = as(reporter);
    const page = await person.get(`/reports/${report}/change/`);
    expect([textOf(page.text, 'happened'), textOf(page.text, 'learned')]).toEqual(Object.values(said));
    const form = { ...reporter.form, report, key: randomUUID(), ...said, reason: 'A slip of the pen.' };
    const path = `/reports/${report}/change/?_action=impact.amend`;
    expect((await person.post(path, { ...form, learned: 'Ask at the pump first.' })).status).toBe(303);
    const { text } = await visitor(portal.url).get(`/reports/${report}/`);
    expect(text).toMatch(/<p[^>]*>Ask at the pump first\.<\/p>/);
    expect(text.match(/Words corrected/g)).toHaveLength(1);
    expect(text).toMatch(/The words as they stood[\s\S]*Ask at the pmup first\./);
  });

  it('is asked once whether a name belongs there, as when reporting', async () => {
    const { reporter, report } = await reported(said);
    const person = as(reporter);
    const named = { ...said, learned: 'Ask Mrs Ruiz first.', reason: 'Who it was.' };
    const form = { ...reporter.form, report, key: randomUUID(), ...named, seen: '' };
    const path = `/reports/${report}/change/?_action=impact.amend`;
    const asked = await person.post(path, form);
    expect([asked.status, textOf(asked.text, 'learned')]).toEqual([422, named.learned]);
    expect(asked.text).toMatch(/name="seen" value="1"/);
    expect((await person.post(path, { ...form, seen: '1' })).status).toBe(303);
  });

  it('finds no words to correct once they were removed, and no figures once it was withdrawn', async () => {
    const { reporter, report } = await reported(said);
    const person = as(reporter);
    const page = `/reports/${report}/change/`;
    const form = { ...reporter.form, report, key: randomUUID(), ...said, reason: 'Back again.' };
    await person.post(`${page}?_action=impact.redact`, { report, sure: 'yes' });
    expect(textOf((await person.get(page)).text, 'learned')).toBeUndefined();
    const stale = await person.post(`${page}?_action=impact.amend`, form);
    expect([stale.status, stale.text.includes('were removed')]).toEqual([409, true]);
    await person.post(`${page}?_action=impact.withdraw`, { report, withdrawReason: 'Another street.' });
    const withdrawn = [`/reports/${report}/`, page].map(async (path) => (await person.get(path)).text);
    for (const text of await Promise.all(withdrawn)) expect(text).not.toContain('Correct this report');
  });
});

describe('somebody who corrects a report in Spanish', () => {
  it('finds its figures as Spanish writes them, and sends them back unchanged', async () => {
    const { reporter, report } = await reported({ value: '4.125', hours: '1.375' });
    const page = await as(reporter).get(`/es/reports/${report}/change/`);
    const field = (name: string) => {
      const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page.text)?.[0] ?? '';
      return /value="([^"]*)"/.exec(tag)?.[1] ?? '';
    };
    expect([field('value'), field('hours')]).toEqual(['4,125', '1,375']);
    const names = ['report', 'key', 'value', 'expected', 'hours', 'money', 'periodStart', 'periodEnd'];
    const form = Object.fromEntries(names.map((name) => [name, field(name)]));
    const path = `/es/reports/${report}/change/?_action=impact.amend`;
    expect((await as(reporter).post(path, { ...form, reason: 'Nada.' })).status).toBe(303);
    const [kept] = await database.sql`
      select value::float8, hours::float8 from report_versions where report_id = ${report} and version = 2`;
    expect(kept).toEqual({ value: 4.125, hours: 1.375 });
  });
});
