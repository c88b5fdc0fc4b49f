import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#db/client.ts';
import {
  answers,
  auditLog,
  meetingPresence,
  meetings,
  people,
  prompts,
  questions,
} from '#db/schema/index.ts';
import { chooseModerators } from '#features/moderation/choose-moderators.server.ts';
import {
  findAskedSigns,
  findModeratorsGroup,
  listAsked,
  listAskedMonths,
} from '#features/moderation/moderation.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { lookBack } from '#features/reflections/reflection-page.server.ts';
import { actorOf, makeGroupWith, refusal } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
  await db.insert(prompts).values({ id: 'luck', state: 'thriving', text: { en: 'How much was luck?' } });
});
afterAll(() => opened.close());

const organizer = async (): Promise<Actor> => ({ ...actorOf(await makePerson(db)), organizer: true });

async function met(groupId: string, onDate: string, promptChanged: boolean | null) {
  const [row] = await db
    .insert(meetings)
    .values({
      groupId,
      onDate,
      idempotencyKey: randomUUID(),
      promptId: 'luck',
      promptChanged,
      promptSaidAt: promptChanged === null ? null : new Date(),
    })
    .returning();
  return row?.id ?? '';
}

describe('a moderator’s view', () => {
  it('shows what was asked and what came of it, and names nobody who was there or absent', async () => {
    const { group, first, members } = await makeGroupWith(db, 2);
    const meetingId = await met(group.id, '2026-03-05', true);
    await met(group.id, '2026-03-12', null);
    await db.insert(meetingPresence).values({ meetingId, personId: first.personId });
    const view = {
      asked: await listAsked(db, group.id),
      signs: await findAskedSigns(db, group.id, []),
      look: await lookBack(db, group.id, '2026-03-01'),
    };
    expect(view.asked.map(({ changed }) => changed)).toEqual([null, true]);
    const written = JSON.stringify(view);
    for (const { personId } of members) {
      const [person] = await db.select().from(people).where(eq(people.id, personId));
      expect(written).not.toContain(personId);
      expect(written).not.toContain(person?.name);
    }
  });
  it('knows which chapters’ questions the group has answered', async () => {
    const { group, first } = await makeGroupWith(db, 1);
    const id = randomUUID();
    await db
      .insert(questions)
      .values({ id, idempotencyKey: id, chapter: 'five-at-a-table', lang: 'en', text: 'Who is not here?' });
    await db.insert(answers).values({
      idempotencyKey: randomUUID(),
      questionId: id,
      groupId: group.id,
      answeredBy: first.personId,
      lang: 'en',
      text: 'The night shift.',
    });
    const signs = await findAskedSigns(db, group.id, ['twice-a-day', 'five-at-a-table']);
    expect(signs).toMatchObject({ chapters: ['twice-a-day'], meetings: 0, reflections: 0, adoptions: 0 });
  });
});

describe('the town’s moderators', () => {
  it('are one group like any other, named by an organizer and written down', async () => {
    const one = await makeGroupWith(db, 1);
    const other = await makeGroupWith(db, 1);
    const actor = await organizer();
    expect(await chooseModerators(one.services, one.convener, one.group.id)).toEqual(refusal('not-allowed'));
    await Promise.all(
      [
        chooseModerators(one.services, actor, one.group.id),
        chooseModerators(one.services, actor, other.group.id),
      ].map((each) => each.catch(() => null)),
    );
    await chooseModerators(one.services, actor, other.group.id);
    expect((await findModeratorsGroup(db))?.id).toBe(other.group.id);
    expect(one.services.cleared).toContain(`group:${other.group.id}`);
    const written = await db.select().from(auditLog).where(eq(auditLog.subjectId, other.group.id));
    expect(written.map(({ act }) => act)).toContain('choose-moderators');
    await chooseModerators(one.services, actor, null);
    expect(await findModeratorsGroup(db)).toBeNull();
    const closed = await makeGroupWith(db, 0, { closedAt: new Date() });
    expect(await chooseModerators(one.services, actor, closed.group.id)).toEqual(refusal('no-such-group'));
  });
  it('count the questions that changed a plan, in all groups together', async () => {
    await db.update(meetings).set({ promptId: null, promptChanged: null, promptSaidAt: null });
    const { group } = await makeGroupWith(db, 0);
    const other = await makeGroupWith(db, 0);
    await met(group.id, '2026-01-30', false);
    await met(group.id, '2026-02-06', true);
    await met(other.group.id, '2026-02-06', true);
    await met(other.group.id, '2026-02-13', null);
    expect(await listAskedMonths(db)).toEqual([
      { month: '2026-02', asked: 3, changed: 2 },
      { month: '2026-01', asked: 1, changed: 0 },
    ]);
  });
});
