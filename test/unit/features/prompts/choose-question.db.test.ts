import { randomUUID } from 'node:crypto';
import { count, eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import { commitments, groups, meetings, prompts } from '#db/schema/index.ts';
import { findGroupSigns } from '#features/prompts/group-signs.server.ts';
import { proposeQuestion } from '#features/prompts/choose-question.server.ts';
import { listOwnPrompts, listTownPrompts } from '#features/prompts/list-prompts.server.ts';
import type { PromptFields } from '#features/prompts/prompts.ts';
import { findPromptPlaces, retirePrompt, writePrompt } from '#features/prompts/write-prompt.server.ts';
import { upsertCatalogs } from '#features/town/stored-catalog.server.ts';
import { addDays } from '#lib/calendar-day.ts';
import { makeGroupWith, makeMember, refusal } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { smallTown } from '#test/support/small-town.ts';

const both = (text: string) => ({ en: text, es: text });
const town = smallTown({
  prompts: [
    { id: 'who-else', state: 'forming', text: both('Who is not here?') },
    { id: 'one-door', state: 'stuck', text: both('What would help at one door?') },
    { id: 'failed-before', state: 'stuck', text: both('Who tried this before us?') },
    { id: 'luck', state: 'thriving', text: both('How much was luck?') },
  ],
});
const day = '2026-03-19';
const timeZone = 'Europe/Madrid';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
  await upsertCatalogs(db, town);
});
afterAll(() => opened.close());

const propose = (groupId: string, onDate = day) => proposeQuestion(db, { groupId, onDate, timeZone });

async function met(groupId: string, onDate: string, given: Partial<typeof meetings.$inferInsert> = {}) {
  const [row] = await db
    .insert(meetings)
    .values({ groupId, onDate, idempotencyKey: randomUUID(), ...given })
    .returning();
  return row?.id ?? '';
}

/** A group of six that has carried its last three commitments on. */
async function stuckGroup() {
  const made = await makeGroupWith(db, 5, { firstMeetingOn: '2025-09-01' });
  for (const weeks of [1, 2, 3]) {
    const onDate = addDays(day, -7 * weeks);
    const meetingId = await met(made.group.id, onDate);
    await db.insert(commitments).values({
      idempotencyKey: randomUUID(),
      groupId: made.group.id,
      meetingId,
      lang: 'en',
      text: 'Ask for the key.',
      outcome: 'carried',
      outcomeAt: new Date(`${onDate}T20:00:00Z`),
    });
  }
  return made;
}

const fields = (given: Partial<PromptFields>): PromptFields => ({
  key: randomUUID(),
  group: null,
  state: 'stuck',
  text: 'What would the ferry say?',
  ...given,
});

describe('a group before it meets', () => {
  it('is asked a question for how it is doing, and told why', async () => {
    const { group } = await stuckGroup();
    const asked = await propose(group.id);
    expect(asked).toMatchObject({ state: 'stuck', reason: { because: 'carried-on', count: 3 } });
    expect(await propose(group.id)).toEqual(asked);
  });
  it('is known by what it committed to at each meeting, and what became of it', async () => {
    const { group } = await stuckGroup();
    await met(group.id, addDays(day, -2));
    expect(await findGroupSigns(db, { groupId: group.id, onDate: day, timeZone })).toMatchObject({
      activeCount: 6,
      commitmentsMade: [0, 1, 1, 1],
      outcomes: ['carried', 'carried', 'carried'],
      daysSinceReport: null,
    });
  });
  it('keeps its question while it meets, whatever it writes down at the table', async () => {
    const { group } = await stuckGroup();
    const asked = await propose(group.id);
    const meetingId = await met(group.id, day, { promptId: asked?.id });
    await db.insert(commitments).values({
      idempotencyKey: randomUUID(),
      groupId: group.id,
      meetingId,
      lang: 'en',
      text: 'Ring three doors.',
      outcome: 'kept',
      outcomeAt: new Date(`${day}T18:00:00Z`),
    });
    expect(await propose(group.id)).toEqual(asked);
  });
  it('is not asked the same twice within half a year', async () => {
    const { group } = await stuckGroup();
    const first = await propose(group.id);
    await db
      .update(meetings)
      .set({ promptId: first?.id })
      .where(eq(meetings.onDate, addDays(day, -7)));
    const second = await propose(group.id);
    expect(second?.state).toBe('stuck');
    expect(second?.id).not.toBe(first?.id);
  });
  it('is asked nothing when the town has no questions', async () => {
    expect(await propose(randomUUID())).toBeNull();
  });
});

it('how often a question was asked is kept beside the meetings, whatever becomes of them', async () => {
  const { group } = await stuckGroup();
  const counts = async (id: string) => {
    const [row] = await db.select().from(prompts).where(eq(prompts.id, id));
    return [row?.asked, row?.changed];
  };
  const [before, other] = [await counts('luck'), await counts('who-else')];
  const plus = ([asked = 0, changed = 0]: (number | undefined)[], more: number, plans: number) => [
    asked + more,
    changed + plans,
  ];
  const id = await met(group.id, '2026-01-08', { promptId: 'luck' });
  expect(await counts('luck')).toEqual(plus(before, 1, 0));
  const said = { promptChanged: true, promptSaidAt: new Date() };
  await db.update(meetings).set(said).where(eq(meetings.id, id));
  await db.update(meetings).set(said).where(eq(meetings.id, id));
  expect(await counts('luck')).toEqual(plus(before, 1, 1));
  await db.update(meetings).set({ promptId: 'who-else' }).where(eq(meetings.id, id));
  expect([await counts('luck'), await counts('who-else')]).toEqual([before, plus(other, 1, 1)]);
  await db.delete(meetings).where(eq(meetings.id, id));
  expect(await counts('who-else')).toEqual(other);
  await upsertCatalogs(db, town);
  const told = await db
    .select({ id: meetings.promptId, asked: count() })
    .from(meetings)
    .where(isNotNull(meetings.promptId))
    .groupBy(meetings.promptId);
  for (const { id: promptId, asked } of told) expect((await counts(promptId ?? ''))[0]).toBe(asked);
});

describe('a moderator who writes a question', () => {
  it('finds it proposed to their own group first, and to no other', async () => {
    const { services, group } = await stuckGroup();
    const other = await stuckGroup();
    const moderator = await makeMember(db, group.id, { role: 'moderator' });
    const own = fields({ group: group.id, state: 'thriving' });
    const sent = await Promise.all([1, 2].map(() => writePrompt(services, moderator, own, 'es')));
    expect(sent.every(({ ok }) => ok)).toBe(true);
    expect(await propose(group.id)).toMatchObject({
      id: `own-${own.key}`,
      text: { es: 'What would the ferry say?' },
      reason: 'written',
    });
    expect((await propose(other.group.id))?.id).not.toBe(`own-${own.key}`);
    expect((await listTownPrompts(db)).map(({ id }) => id)).not.toContain(`own-${own.key}`);
  });
  it('takes it back, and it is proposed no more', async () => {
    const { services, group, convener, first } = await stuckGroup();
    const own = fields({ group: group.id });
    await writePrompt(services, convener, own, 'en');
    expect(await retirePrompt(services, first, `own-${own.key}`)).toEqual(refusal('not-allowed'));
    expect(await retirePrompt(services, convener, `own-${own.key}`)).toMatchObject({ ok: true });
    expect((await propose(group.id))?.id).not.toBe(`own-${own.key}`);
  });
  it('survives the next start of the portal', async () => {
    const { services, group, convener } = await stuckGroup();
    const own = fields({ group: group.id });
    await writePrompt(services, convener, own, 'en');
    await upsertCatalogs(db, town);
    const [row] = await db
      .select()
      .from(prompts)
      .where(eq(prompts.id, `own-${own.key}`));
    expect(row?.retiredAt).toBeNull();
  });
  it('may not take back a question of the town’s content', async () => {
    const { services, convener } = await stuckGroup();
    expect(await retirePrompt(services, convener, 'one-door')).toEqual(refusal('no-such-prompt'));
  });
  it('is refused as a plain member of the group', async () => {
    const { services, group, first } = await stuckGroup();
    expect(await writePrompt(services, first, fields({ group: group.id }), 'en')).toEqual(
      refusal('not-allowed'),
    );
  });
  it('writes for the whole town only as one of the town’s moderators', async () => {
    const { services, convener } = await stuckGroup();
    expect(await writePrompt(services, convener, fields({}), 'en')).toEqual(refusal('not-allowed'));
    const moderators = await makeGroupWith(db, 1, { forModerators: true });
    const own = fields({ text: 'Who has the key?' });
    expect(await writePrompt(services, moderators.first, own, 'en')).toMatchObject({ ok: true });
    expect(services.cleared).toContain('prompts');
    const [line] = (await listTownPrompts(db)).filter(({ id }) => id === `own-${own.key}`);
    expect(line).toMatchObject({ written: true, asked: 0 });
    const places = await findPromptPlaces(db, moderators.first.personId);
    expect(places).toEqual({ groups: [], forTown: true });
    expect((await listOwnPrompts(db, places)).map(({ id }) => id)).toEqual([`own-${own.key}`]);
    await db.update(groups).set({ closedAt: new Date() }).where(eq(groups.id, moderators.group.id));
    expect(await writePrompt(services, moderators.first, fields({}), 'en')).toEqual(refusal('not-allowed'));
  });
});
