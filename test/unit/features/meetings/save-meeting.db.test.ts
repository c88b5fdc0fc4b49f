import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import {
  commitments,
  groupMeasures,
  measures,
  meetingPresence,
  meetings,
  prompts,
  reports,
  reportVersions,
  visits,
} from '#db/schema/index.ts';
import { figuresBelowZero } from '#features/meetings/below-zero.server.ts';
import { findExpected, findMeetingId, findUnreported } from '#features/meetings/expected.server.ts';
import { type MeetingForm, readMeetingForm } from '#features/meetings/meeting-input.ts';
import { getMeeting } from '#features/meetings/meeting-page.server.ts';
import { listPastMeetings } from '#features/meetings/list-meetings.server.ts';
import { commitmentsMost } from '#features/meetings/meetings.ts';
import { reportNothing } from '#features/meetings/report-nothing.server.ts';
import { saveMeeting } from '#features/meetings/save-meeting.server.ts';
import { makeGroupWith, refusal } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await opened.db.insert(prompts).values([
    { id: 'what-each-brings', state: 'forming', text: { en: 'What can each of us do?' } },
    { id: 'whose-shoes', state: 'forming', text: { en: 'Whose shoes are missing?' } },
  ]);
});
afterAll(() => opened.close());

const lastWeek = '2026-03-11';
const today = '2026-03-18';

async function setUp() {
  const here = await makeGroupWith(opened.db, 3, { rhythm: 'weekly', weekday: 3, startsAt: '19:00' });
  const [measure] = await opened.db
    .insert(measures)
    .values({
      id: `drains-${randomUUID()}`,
      name: { en: 'Drains' },
      unit: { en: 'drains' },
      kind: 'count',
      better: 'more',
    })
    .returning();
  const measureId = measure?.id ?? '';
  await opened.db.insert(groupMeasures).values({ groupId: here.group.id, measureId, position: 0 });
  return { ...here, measureId };
}
type SetUp = Awaited<ReturnType<typeof setUp>>;

const shown = ({ group }: SetUp, date = today) =>
  getMeeting(opened.db, group, { date, timeZone: 'Europe/Madrid' });

/** What a phone sends that saw the page as it is now and changed what is given. */
async function save(
  here: SetUp,
  given: MeetingForm,
  { date = today, actor = here.convener, key = randomUUID() } = {},
) {
  const { input, issues } = readMeetingForm(given, { key, date, lang: 'en' });
  expect(issues).toEqual([]);
  return saveMeeting(here.services, actor, here.group.id, input, 'en');
}

/** A new commitment, as a form's row. */
const row = (
  text: string,
  more: { expected?: string; figure?: string; measure?: string } = {},
  key = randomUUID(),
) => ({
  'row[]': [key],
  [`text-${key}`]: text,
  [`expected-${key}`]: more.expected ?? '',
  [`figure-${key}`]: more.figure ?? '',
  [`measure-${key}`]: more.measure ?? '',
});
const outcome = (id: string, now: string, came = '', was = '', cameWas = '') => ({
  'open[]': [id],
  [`outcome-${id}`]: now,
  [`outcomeWas-${id}`]: was,
  [`came-${id}`]: came,
  [`cameWas-${id}`]: cameWas,
});
const made = (here: SetUp) =>
  opened.db
    .select()
    .from(commitments)
    .where(eq(commitments.groupId, here.group.id))
    .orderBy(asc(commitments.madeAt), asc(commitments.position));

describe('what one phone on the table writes', () => {
  it('is who was there, the guests, the question and what it changed', async () => {
    const here = await setUp();
    const guest = await makePerson(opened.db);
    const [visit] = await opened.db
      .insert(visits)
      .values({ groupId: here.group.id, personId: guest.id, onDate: today, state: 'asked' })
      .returning();
    const before = await shown(here);
    expect(before.question?.state).toBe('forming');
    const form = {
      present: [here.convener.personId, here.first.personId],
      presentWas: '',
      came: [visit?.id],
      guests: '2',
      prompt: before.question?.id,
      changed: 'yes',
    };
    expect(await save(here, form)).toMatchObject({ ok: true, value: { merged: false } });
    const after = await shown(here);
    expect(
      after.members
        .filter((person) => person.here)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...form.present].sort());
    expect(after.visitors).toMatchObject([{ here: true, state: 'arranged' }]);
    expect([after.guests, after.question?.id, after.questionChanged]).toEqual([2, before.question?.id, true]);
    expect(here.services.cleared).toContain(`group:${here.group.id}`);
  });
  it('counts once, however often it is sent', async () => {
    const here = await setUp();
    const form = { ...row('Ask at the pump.'), present: [here.first.personId], guests: '1' };
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => save(here, form, { key })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await made(here)).toHaveLength(1);
    expect(await opened.db.select().from(meetings).where(eq(meetings.groupId, here.group.id))).toHaveLength(
      1,
    );
  });
  it('is for members, on days that have come, in groups that are open', async () => {
    const here = await setUp();
    const stranger = await setUp();
    expect(await save(here, {}, { actor: stranger.convener })).toEqual(refusal('not-allowed'));
    expect(await save(here, {}, { date: '2026-03-19' })).toEqual(refusal('no-such-date'));
    expect(await save(here, {}, { date: '2024-03-19' })).toEqual(refusal('no-such-date'));
    expect(await save(here, {}, { date: lastWeek })).toMatchObject({ ok: true });
  });
  it('does not mark somebody as present who is not of the group', async () => {
    const here = await setUp();
    const stranger = await makePerson(opened.db);
    await save(here, { present: [stranger.id] });
    const rows = await opened.db
      .select()
      .from(meetingPresence)
      .where(eq(meetingPresence.personId, stranger.id));
    expect(rows).toEqual([]);
  });
  it('may ask for another question, which is asked then', async () => {
    const here = await setUp();
    const first = (await shown(here)).question?.id;
    await save(here, { prompt: first, changed: 'no', then: 'another' });
    const second = await shown(here);
    expect(second.question?.id).not.toBe(first);
    expect(second.questionChanged).toBeNull();
  });
  it('is refused whole when it sets out to do more than a dozen things', async () => {
    const here = await setUp();
    const rows = Array.from({ length: commitmentsMost + 1 }, (_, n) => row(`Thing ${n}`));
    const form = Object.assign({}, ...rows) as MeetingForm;
    const all = { ...form, 'row[]': rows.flatMap((each) => each['row[]']) };
    expect(await save(here, all)).toEqual(refusal('too-many-commitments'));
    expect(await findMeetingId(opened.db, here.group.id, today)).toBeNull();
  });
});

describe('commitments', () => {
  it('are looked at when the group meets again: kept, dropped, or carried on', async () => {
    const here = await setUp();
    for (const text of ['Ring eleven doors.', 'Paint the gauge.', 'Write to the port.'])
      await save(here, row(text), { date: lastWeek });
    const { before } = await shown(here);
    expect(before.map(({ text }) => text)).toEqual([
      'Ring eleven doors.',
      'Paint the gauge.',
      'Write to the port.',
    ]);
    const [kept, dropped, carried] = before.map(({ id }) => id);
    await save(here, {
      ...outcome(kept ?? '', 'kept', 'Four opened.'),
      ...outcome(dropped ?? '', 'dropped', 'No ladder.'),
      ...outcome(carried ?? '', 'carried'),
      'open[]': [kept, dropped, carried],
    });
    const rows = await made(here);
    expect(rows.map(({ text, outcome: became, cameOfIt }) => [text, became, cameOfIt])).toEqual([
      ['Write to the port.', null, null],
      ['Ring eleven doors.', 'kept', 'Four opened.'],
      ['Paint the gauge.', 'dropped', 'No ladder.'],
      ['Write to the port.', 'carried', null],
    ]);
    expect(rows[0]?.carriedFromId).toBe(carried);
    const again = await shown(here);
    expect(again.before.map((each) => each.outcome)).toEqual(['kept', 'dropped', 'carried']);
    expect(again.made.map(({ text }) => text)).toEqual(['Write to the port.']);
  });
  it('that were carried on by mistake are taken back with what came of that', async () => {
    const here = await setUp();
    await save(here, row('Write to the port.'), { date: lastWeek });
    const [first] = (await shown(here)).before;
    const id = first?.id ?? '';
    await save(here, outcome(id, 'carried'));
    await save(here, outcome(id, 'carried'));
    expect(await made(here)).toHaveLength(2);
    await save(here, outcome(id, 'kept', '', 'carried'));
    expect((await made(here)).map((each) => each.outcome)).toEqual(['kept']);
  });
  it('of another group, or of a later meeting, cannot be judged', async () => {
    const [here, other] = [await setUp(), await setUp()];
    await save(other, row('Theirs.'), { date: lastWeek });
    await save(here, row('Ours, today.'));
    const [theirs] = await made(other);
    const [ours] = await made(here);
    await save(here, outcome(theirs?.id ?? '', 'dropped'));
    await save(here, outcome(ours?.id ?? '', 'dropped'));
    expect([...(await made(other)), ...(await made(here))].map((each) => each.outcome)).toEqual([null, null]);
  });
  it('can be worded anew or emptied away until something became of them', async () => {
    const here = await setUp();
    const key = randomUUID();
    await save(here, row('Ring doors.', {}, key));
    await save(here, { ...row('Ring eleven doors.', {}, key), [`textWas-${key}`]: 'Ring doors.' });
    expect((await made(here)).map(({ text }) => text)).toEqual(['Ring eleven doors.']);
    await save(here, { ...row('', {}, key), [`textWas-${key}`]: 'Ring eleven doors.' });
    expect(await made(here)).toEqual([]);
  });
  it('say what the next report is expected to bring', async () => {
    const here = await setUp();
    const { measureId } = here;
    const day = { groupId: here.group.id, measures: [{ id: measureId, kind: 'count' as const }], day: today };
    await save(here, row('Old.', { figure: '99', measure: measureId }), { date: '2026-03-04' });
    await save(here, row('The ten that fail.', { figure: '10', measure: measureId }), { date: lastWeek });
    await save(here, row('And two more.', { figure: '2.5', measure: measureId }), { date: lastWeek });
    await save(here, row('For next week.', { figure: '7', measure: measureId }));
    expect((await findExpected(opened.db, day)).get(measureId)).toEqual({
      value: 12.5,
      by: [
        { text: 'The ten that fail.', lang: 'en' },
        { text: 'And two more.', lang: 'en' },
      ],
    });
  });
  it('expect no fewer than none of what is counted, and less than nothing of a level', async () => {
    const { measureId } = await setUp();
    const level = `level-${randomUUID()}`;
    const [counted] = await opened.db.select().from(measures).where(eq(measures.id, measureId));
    if (!counted) throw new Error('nothing is counted');
    await opened.db.insert(measures).values({ ...counted, id: level, kind: 'level' });
    const key = randomUUID();
    const wrongOf = (measure: string) => {
      const form = row('Ring.', { figure: '-4', measure }, key);
      const { input } = readMeetingForm(form, { key, date: today, lang: 'en' });
      return figuresBelowZero(opened.db, input.commitments);
    };
    expect(await wrongOf(measureId)).toEqual([
      { path: [`figure-${key}`], message: 'impact.errors.negative' },
    ]);
    expect(await wrongOf(level)).toEqual([]);
  });
  it('take no figure of a measure that the group does not have', async () => {
    const [here, other] = [await setUp(), await setUp()];
    await save(here, row('Ten.', { figure: '10', measure: other.measureId }));
    expect(await made(here)).toMatchObject([{ text: 'Ten.', measureId: null, expectedValue: null }]);
  });
});

describe('two phones at one table', () => {
  it('tick different people and lose none, and the one untick that was meant holds', async () => {
    const here = await setUp();
    const [one = here.first, two = here.first, three = here.first] = here.members;
    await save(here, { present: [one.personId], presentWas: '' });
    // Both phones have seen `one` ticked.
    const was = one.personId;
    await save(here, { present: [one.personId, two.personId], presentWas: was });
    await save(here, { present: [three.personId], presentWas: was });
    const names = (await shown(here)).members.filter((person) => person.here).map(({ id }) => id);
    expect(names.sort()).toEqual([two.personId, three.personId].sort());
  });
  it('write of the same commitment, and both lines stand', async () => {
    const here = await setUp();
    await save(here, row('Ring eleven doors.'), { date: lastWeek });
    const id = (await shown(here)).before[0]?.id ?? '';
    expect(await save(here, outcome(id, 'kept', 'Four opened.'))).toMatchObject({ value: { merged: false } });
    expect(await save(here, outcome(id, 'kept', 'Two were away.'))).toMatchObject({
      value: { merged: true },
    });
    expect(await made(here)).toMatchObject([{ outcome: 'kept', cameOfIt: 'Four opened.\nTwo were away.' }]);
  });
  it('count guests differently, and the higher number stays', async () => {
    const here = await setUp();
    await save(here, { guests: '2', guestsWas: '0' });
    expect(await save(here, { guests: '1', guestsWas: '0' })).toMatchObject({ value: { merged: true } });
    expect((await shown(here)).guests).toBe(2);
    // A phone that did not touch it changes nothing.
    expect(await save(here, { guests: '0', guestsWas: '0' })).toMatchObject({ value: { merged: false } });
    expect((await shown(here)).guests).toBe(2);
  });
});

describe('a meeting that ends with nothing to count', () => {
  const end = (here: SetUp, meetingId: string, key = randomUUID()) =>
    reportNothing(
      { db: opened.db, now: here.services.now, clearTags: here.services.clearTags },
      here.convener,
      { groupId: here.group.id, meetingId, key, lang: 'en' },
    );

  it('is one report, linked to it, from however many phones', async () => {
    const here = await setUp();
    await save(here, {});
    expect(await findUnreported(opened.db, here.group.id, today)).toBe(today);
    const id = (await findMeetingId(opened.db, here.group.id, today)) ?? '';
    const first = await end(here, id);
    expect(first).toMatchObject({ ok: true });
    expect(await end(here, id)).toEqual(first);
    const rows = await opened.db
      .select()
      .from(reports)
      .where(and(eq(reports.groupId, here.group.id), eq(reports.meetingId, id)));
    expect(rows).toMatchObject([{ outcome: 'nothing', measureId: here.measureId }]);
    expect(await findUnreported(opened.db, here.group.id, today)).toBeNull();
    expect((await shown(here)).report).toMatchObject({ id: rows[0]?.id, value: null });
  });
  it('of another group cannot be ended', async () => {
    const [here, other] = [await setUp(), await setUp()];
    await save(other, {});
    const id = (await findMeetingId(opened.db, other.group.id, today)) ?? '';
    expect(await end(here, id)).toMatchObject({ ok: false });
  });
});

it('a report that names no meeting ends the one it was written after', async () => {
  const here = await setUp();
  await save(here, {}, { date: lastWeek });
  await save(here, {});
  const stamp = { postedBy: here.convener.personId, idempotencyKey: randomUUID() };
  const [report] = await opened.db
    .insert(reports)
    .values({ groupId: here.group.id, neighborhoodId: 'saltpans', outcome: 'nothing', lang: 'en', ...stamp })
    .returning();
  const period = { periodStart: lastWeek, periodEnd: '2026-03-13' };
  await opened.db
    .insert(reportVersions)
    .values({ reportId: report?.id ?? '', version: 1, ...period, ...stamp, idempotencyKey: randomUUID() });
  const past = await listPastMeetings(opened.db, here.group.id, null);
  expect(past.map((each) => [each.onDate, each.report?.id])).toEqual([
    [today, undefined],
    [lastWeek, report?.id],
  ]);
  expect(await findUnreported(opened.db, here.group.id, today)).toBe(today);
});

it('the list of meetings says how many were there, and names nobody', async () => {
  const here = await setUp();
  await save(
    here,
    { ...row('Ring eleven doors.'), present: [here.first.personId], guests: '2' },
    { date: lastWeek },
  );
  await save(here, { present: here.members.map(({ personId }) => personId) });
  const past = await listPastMeetings(opened.db, here.group.id, null);
  expect(past).toMatchObject([
    { onDate: today, there: 3, guests: 0, commitments: [], report: null },
    { onDate: lastWeek, there: 1, guests: 2, commitments: [{ text: 'Ring eleven doors.', outcome: null }] },
  ]);
  expect(JSON.stringify(past)).not.toContain('Ana');
  expect(await listPastMeetings(opened.db, here.group.id, today)).toHaveLength(1);
});
