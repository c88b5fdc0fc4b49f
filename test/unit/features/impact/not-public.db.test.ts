import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { isPublicGroup } from '#features/groups/groups.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { reportsCsv, reportsJson } from '#features/impact/export-reports.server.ts';
import { listTownReports, townTotalReports } from '#features/impact/opened-total.server.ts';
import { countByPlace } from '#features/impact/parts.server.ts';
import { rebuildImpact } from '#features/impact/rebuild-impact.server.ts';
import { findPublicGroup, findReportForm, nobody } from '#features/impact/report-form.server.ts';
import { findReport, listGroupReports } from '#features/impact/reports.server.ts';
import { townTotals } from '#features/impact/town-totals.server.ts';
import { weekInTown } from '#features/impact/town-week.server.ts';
import { openWeek, weekUpTo } from '#features/impact/week-reports.server.ts';
import { listGroupsByTrajectory } from '#features/impact/trajectory-tally.server.ts';
import { findSubject } from '#features/organize/concerns.server.ts';
import { search } from '#features/search/search.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeLedger, makeMeasure, makeReportingGroup, post } from '#test/support/ledger.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const page = { limit: 100, offset: 0 };
const waiting = { concerns: ['children'] };
const confirmed = { concerns: ['children'], confirmedAt: '2026-11-01T10:00:00Z' };

const setGroup = (id: string, values: Partial<typeof groups.$inferInsert>) =>
  opened.db.update(groups).set(values).where(eq(groups.id, id));

async function text(pieces: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join('');
}

let towns = 0;

/** Three more groups, two of them ordinary; the third works with children and says one rare word everywhere. */
async function townWithJuniors(safeguarding: typeof waiting | typeof confirmed) {
  const ledger = makeLedger(opened.db);
  const measure = await makeMeasure(opened.db);
  towns += 1;
  const rare = `bellwether${'x'.repeat(towns)}y`;
  const other = await makeReportingGroup(opened.db, measure.id);
  await post(ledger, other, measure.id, { value: 1 });
  await post(ledger, await makeReportingGroup(opened.db, measure.id), measure.id, { value: 4 });
  const juniors = await makeReportingGroup(opened.db, measure.id, {
    name: `${rare} juniors`,
    safeguarding,
  });
  const words = { tried: rare, happened: rare, learned: rare, nextQuestion: rare };
  const reportId = await post(ledger, juniors, measure.id, { value: 14, words });
  const shared = await post(ledger, other, measure.id, { value: 2, sharedWith: [juniors.group.id] });
  return { ledger, rare, measure, juniors, other, reportId, shared };
}

type JuniorTown = Awaited<ReturnType<typeof townWithJuniors>>;

/** Everything about them that somebody outside the group can read. */
async function everyPublicOutput({ ledger, rare, measure, juniors, other, reportId, shared }: JuniorTown) {
  const { db } = opened;
  const { id, slug } = juniors.group;
  const found = await search(db, { q: rare, page: 1 }, 'en');
  const outputs = {
    report: await findReport(db, reportId, 'public'),
    sharedReport: await findReport(db, shared, 'public'),
    list: await listGroupReports(db, id, 'public', page),
    group: await findPublicGroup(db, slug),
    form: await findReportForm(db, slug, nobody),
    othersForm: await findReportForm(db, other.group.slug, other.actor.personId),
    total: await townTotalReports(db, measure.id, {}, page),
    town: await listTownReports(db, {}, page),
    week: await weekInTown(db, ledger.now(), 'UTC'),
    openedWeek: await openWeek(db, weekUpTo(ledger.now(), 'UTC'), measure.id, page),
    tooEarly: await listGroupsByTrajectory(db, 'too-early'),
    concernGroup: await findSubject(db, 'group', id),
    concernReport: await findSubject(db, 'report', reportId),
    csv: await text(reportsCsv(db, 'https://town.example')),
    json: await text(reportsJson(db, 'https://town.example')),
    search: found.findings,
  };
  return Object.entries(outputs)
    .filter(([, output]) => JSON.stringify(output).includes(rare))
    .map(([name]) => name);
}

describe('a group whose safeguarding nobody has confirmed', () => {
  it('is named and quoted nowhere in public, and everywhere once it is confirmed', async () => {
    const town = await townWithJuniors(waiting);
    expect(await everyPublicOutput(town)).toEqual([]);
    await opened.db.transaction((tx) => rebuildImpact(tx));
    expect(await everyPublicOutput(town)).toEqual([]);

    await setGroup(town.juniors.group.id, { safeguarding: confirmed });
    expect(await everyPublicOutput(town)).toEqual([
      'report',
      'list',
      'group',
      'form',
      'othersForm',
      'total',
      'town',
      'week',
      'openedWeek',
      'tooEarly',
      'concernGroup',
      'concernReport',
      'csv',
      'json',
      'search',
    ]);
  });

  it('is gone again, from search too, when its conveners name a new concern or an organizer hides it', async () => {
    const town = await townWithJuniors(confirmed);
    const { id } = town.juniors.group;
    await setGroup(id, { safeguarding: { concerns: ['children', 'driving'] } });
    expect(await everyPublicOutput(town)).toEqual([]);
    await setGroup(id, { safeguarding: confirmed });
    expect(await everyPublicOutput(town)).toContain('search');
    await setGroup(id, { hiddenAt: new Date(), hiddenReason: 'spam' });
    expect(await everyPublicOutput(town)).toEqual([]);
  });

  it('still reports: its members see their report, and the town’s figure counts it in one sum', async () => {
    const { rare, measure, juniors, reportId } = await townWithJuniors(waiting);
    const { db } = opened;
    expect((await findReportForm(db, juniors.group.slug, juniors.actor.personId))?.group.id).toBe(
      juniors.group.id,
    );
    expect((await findReport(db, reportId, 'group'))?.report.words?.tried).toBe(rare);
    const total = await townTotalReports(db, measure.id, {}, page);
    expect(total).toMatchObject({ value: 21, count: 3, unlisted: { reports: 1, value: 14, cases: 0 } });
    expect(total?.contributions.map(({ value }) => value).sort()).toEqual([1, 2, 4]);
    const told = (await townTotals(db)).totals.find((each) => each.measure.id === measure.id);
    expect(told).toMatchObject({ value: 21, reports: 4 });
  });

  it('is neither counted nor listed among the reports of its neighborhood', async () => {
    const before = (await countByPlace(opened.db)).neighborhoods.get('saltpans');
    await townWithJuniors(waiting);
    const after = (await countByPlace(opened.db)).neighborhoods.get('saltpans');
    expect([
      (after?.groups ?? 0) - (before?.groups ?? 0),
      (after?.reports ?? 0) - (before?.reports ?? 0),
    ]).toEqual([2, 3]);
    expect((await listTownReports(opened.db, { neighborhoodId: 'saltpans' }, page)).count).toBe(
      after?.reports,
    );
  });

  it('stays unfound when it is hidden while its report is on the way', async () => {
    const ledger = makeLedger(opened.db);
    const measure = await makeMeasure(opened.db);
    const who = await makeReportingGroup(opened.db, measure.id);
    // Hides the group in the middle of posting, after it was looked at.
    await opened.db.execute(sql`create function hide_meanwhile() returns trigger language plpgsql as
      $$ begin update groups set hidden_at = now() where name = 'Hidden meanwhile'; return null; end $$`);
    await opened.db.execute(sql`create trigger hide_meanwhile after insert on report_words
      execute function hide_meanwhile()`);
    await setGroup(who.group.id, { name: 'Hidden meanwhile' });
    await post(ledger, who, measure.id, { words: { learned: 'Zanzibar' } });
    await opened.db.execute(sql`drop trigger hide_meanwhile on report_words`);
    expect((await search(opened.db, { q: 'zanzibar', page: 1 }, 'en')).total).toBe(0);
    await setGroup(who.group.id, { hiddenAt: null });
    expect((await search(opened.db, { q: 'zanzibar', page: 1 }, 'en')).total).toBe(1);
  });
});

it('the rule says the same of a row, in a query and in the database’s own words', async () => {
  const cases = [
    { hiddenAt: null, safeguarding: null },
    { hiddenAt: null, safeguarding: { concerns: [] } },
    { hiddenAt: null, safeguarding: waiting },
    { hiddenAt: null, safeguarding: confirmed },
    { hiddenAt: new Date(), safeguarding: confirmed },
    { hiddenAt: new Date(), safeguarding: null },
  ];
  const measure = await makeMeasure(opened.db);
  for (const given of cases) {
    const { group } = await makeReportingGroup(opened.db, measure.id, given);
    const [told] = await opened.db
      .select({ query: sql<boolean>`${isPublic()}`, database: sql<boolean>`group_is_public(groups)` })
      .from(groups)
      .where(eq(groups.id, group.id));
    const expected = isPublicGroup(given);
    expect([given, told]).toEqual([given, { query: expected, database: expected }]);
  }
  expect(cases.map(isPublicGroup)).toEqual([true, true, false, true, false, false]);
});
