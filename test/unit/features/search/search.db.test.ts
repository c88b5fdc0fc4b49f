import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { groups, reports, reportVersions, reportWords, searchDocuments } from '#db/schema/index.ts';
import { findingsPerPage } from '#features/search/search.ts';
import { search } from '#features/search/search.server.ts';
import { upsertCatalogs } from '#features/town/stored-catalog.server.ts';
import { makeGroup } from '#test/support/people.ts';
import { smallTown } from '#test/support/small-town.ts';
import { testDatabase } from '#test/support/database.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await upsertCatalogs(opened.db, smallTown());
});
afterAll(() => opened.close());

const find = (q: string, lang = 'en', page = 1) => search(opened.db, { q, page }, lang);
const titles = async (q: string, lang = 'en') => (await find(q, lang)).findings.map(({ title }) => title);

/** A report whose words can be found, written as its writer writes it. */
async function makeReport(
  groupId: string,
  learned: string,
  given: Partial<typeof reports.$inferInsert> = {},
) {
  const { db } = opened;
  const key = crypto.randomUUID();
  const [report] = await db
    .insert(reports)
    .values({
      groupId,
      outcome: 'nothing',
      neighborhoodId: 'saltpans',
      lang: 'en',
      idempotencyKey: key,
      ...given,
    })
    .returning();
  if (!report) throw new Error('no report was made');
  const version = { reportId: report.id, version: 1 };
  await db
    .insert(reportVersions)
    .values({ ...version, periodStart: '2026-05-01', periodEnd: '2026-05-07', idempotencyKey: key });
  await db.insert(reportWords).values({ ...version, learned });
  await db.insert(searchDocuments).values({
    kind: 'report',
    ref: report.id,
    lang: 'en',
    title: 'Low Door Watch',
    body: learned,
    path: `/reports/${report.id}/`,
  });
  return report;
}

test('a reader who leaves out the accents finds the Spanish chapter, and one who writes them too', async () => {
  expect(await titles('arboles', 'es')).toEqual(['Los árboles']);
  expect(await titles('árbol', 'es')).toEqual(['Los árboles']);
});

test('a chapter that exists in two languages is found once, in the language of the reader', async () => {
  expect(await titles('Smalltown OR trees', 'es')).toEqual(['The trees']);
  expect(await titles('árboles OR trees', 'es')).toEqual(['Los árboles']);
  expect(await titles('árboles OR trees', 'en')).toEqual(['The trees']);
});

test('the beginning of a word is enough', async () => {
  expect(await titles('saltp')).toContain('Saltpans');
});

test('a group is found as soon as it stands there, is marked where it was hit, and is gone once it is hidden', async () => {
  const group = await makeGroup(opened.db, {
    name: 'Kingfisher Club',
    about: 'We count <b>kingfishers</b> & herons.',
  });
  const [found] = (await find('kingfisher')).findings;
  expect(found).toMatchObject({ kind: 'group', title: 'Kingfisher Club', path: `/groups/${group.slug}/` });
  expect(found?.excerpt.filter(({ hit }) => hit).map(({ text }) => text)).toContain('kingfishers');
  await opened.db
    .update(groups)
    .set({ hiddenAt: new Date(), hiddenReason: 'spam' })
    .where(eq(groups.id, group.id));
  expect((await find('kingfisher')).total).toBe(0);
  await opened.db.update(groups).set({ hiddenAt: null, hiddenReason: null }).where(eq(groups.id, group.id));
  expect((await find('kingfisher')).total).toBe(1);
});

test('a group that works with children is found only after its checklist is done', async () => {
  const group = await makeGroup(opened.db, {
    name: 'Osprey Juniors',
    safeguarding: { concerns: ['children'] },
  });
  expect((await find('osprey')).total).toBe(0);
  await opened.db
    .update(groups)
    .set({ safeguarding: { concerns: ['children'], confirmedAt: '2026-01-01' } })
    .where(eq(groups.id, group.id));
  expect((await find('osprey')).total).toBe(1);
});

test('a place is found only while it is a public venue', async () => {
  const group = await makeGroup(opened.db, { place: 'the flat above Hobson’s', placeIsPublic: false });
  expect((await find('hobson')).total).toBe(0);
  await opened.db.update(groups).set({ placeIsPublic: true }).where(eq(groups.id, group.id));
  expect((await find('hobson')).total).toBe(1);
});

test('words that were taken back, withdrawn or hidden are not found any more', async () => {
  const group = await makeGroup(opened.db);
  const redacted = await makeReport(group.id, 'Mrs Wigglesworth lives behind the chandlery.');
  const withdrawn = await makeReport(group.id, 'The zanzibar count was wrong.');
  const hidden = await makeReport(group.id, 'Nasty xylophone words.');
  expect((await find('wigglesworth')).findings[0]?.report?.groupName).toBe('Low Door Watch');
  await opened.db
    .update(reportWords)
    .set({ learned: null, redactedAt: new Date() })
    .where(eq(reportWords.reportId, redacted.id));
  await opened.db
    .update(reports)
    .set({ withdrawnAt: new Date(), withdrawnReason: 'wrong' })
    .where(eq(reports.id, withdrawn.id));
  await opened.db.update(reports).set({ hiddenAt: new Date() }).where(eq(reports.id, hidden.id));
  for (const word of ['wigglesworth', 'zanzibar', 'xylophone']) expect((await find(word)).total).toBe(0);
});

test('the reports of a hidden group are not found, and are found again when it is shown again', async () => {
  const group = await makeGroup(opened.db, { name: 'Quagmire Society' });
  await makeReport(group.id, 'We met a wallaby.');
  await opened.db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, group.id));
  expect((await find('wallaby')).total).toBe(0);
  await opened.db.update(groups).set({ hiddenAt: null }).where(eq(groups.id, group.id));
  expect((await find('wallaby')).total).toBe(1);
});

test('whatever somebody types, the search answers', async () => {
  const typed = [
    "'; drop table groups; --",
    '\\',
    '"',
    '"" -',
    '!!! & | <->',
    'the of and',
    '\u0000a',
    '🎏',
    '%_%',
    'a'.repeat(5000),
    ':*',
    '-trees',
    '\uE000x\uE001',
  ];
  for (const q of typed) await expect(find(q.replaceAll('\u0000', ''))).resolves.toBeDefined();
  expect((await find('')).total).toBe(0);
});

test('a long list of findings is turned page by page without losing or doubling one', async () => {
  for (let index = 0; index < findingsPerPage + 5; index += 1)
    await makeGroup(opened.db, { name: `Plover ${index}` });
  const pages = await Promise.all([
    find('plover', 'en', 1),
    find('plover', 'en', 2),
    find('plover', 'en', 3),
  ]);
  expect(pages.map(({ findings }) => findings.length)).toEqual([findingsPerPage, 5, 0]);
  expect(new Set(pages.flatMap(({ findings }) => findings.map(({ ref }) => ref))).size).toBe(
    findingsPerPage + 5,
  );
});

test('a word that stands in more reports than can be weighed finds the newest, everything else, and says so', async () => {
  await opened.db.execute(sql`
    insert into search_documents (kind, ref, lang, title, body, path, changed_at)
    select 'report', gen_random_uuid()::text, 'en', 'Report ' || n, 'We counted curlews.', '/reports/' || n || '/',
      now() - n * interval '1 hour' from generate_series(1, 1100) n`);
  await makeGroup(opened.db, { name: 'Curlews of the bar' });
  const { findings, total, more } = await find('curlews');
  expect([more, total]).toEqual([true, 201]);
  expect(findings[0]).toMatchObject({ kind: 'group', title: 'Curlews of the bar' });
  const pages = await Promise.all(Array.from({ length: 11 }, (_, page) => find('curlews', 'en', page + 1)));
  const found = pages.flatMap((page) => page.findings.map(({ title }) => title));
  expect(new Set(found).size).toBe(201);
  expect(found).toContain('Report 200');
  expect(found).not.toContain('Report 201');
  expect((await find('plover')).more).toBe(false);
});
