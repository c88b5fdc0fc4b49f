import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { Database, OpenDatabase } from '#db/client.ts';
import { adoptions, approaches, groups, mails, memberships, searchDocuments } from '#db/schema/index.ts';
import { findActLink } from '#features/account/act-links.server.ts';
import { adoptApproach, tellOutcome } from '#features/approaches/adopt.server.ts';
import { findApproachPage } from '#features/approaches/approach-page.server.ts';
import { askAdoption } from '#features/approaches/ask-adoption.server.ts';
import { listApproaches } from '#features/approaches/list-approaches.server.ts';
import { editApproach, writeApproach } from '#features/approaches/write-approach.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { actorOf, mailsTo, makeGroupWith, refusal } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';
import { passHours, type TestServices } from '#test/support/services.ts';

let opened: OpenDatabase;
let db: Database;
beforeAll(async () => {
  opened = await testDatabase();
  db = opened.db;
});
afterAll(() => opened.close());

const words = {
  title: 'Chalk the waterline',
  whatToDo: 'Draw a line at the height of the water.',
  whatItTakes: null,
  whenItFails: null,
};

async function written(services: TestServices, actor: Actor, group: string, more = {}) {
  const fields = { key: randomUUID(), group, adoption: null, evidence: [], ...words, ...more };
  const outcome = await writeApproach(services, actor, fields, 'en');
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

async function adopted(services: TestServices, actor: Actor, approachId: string, groupId: string) {
  const outcome = await adoptApproach(services, actor, { approachId, groupId, lang: 'en' });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

describe('a member who writes an approach down', () => {
  it('finds it published once, however often the form is sent', async () => {
    const { services, group, first } = await makeGroupWith(db, 1);
    const fields = { key: randomUUID(), group: group.id, adoption: null, evidence: [], ...words };
    const sent = await Promise.all([1, 2, 3].map(() => writeApproach(services, first, fields, 'en')));
    const slugs = new Set(sent.map((each) => each.ok && each.value.slug));
    expect(slugs.size).toBe(1);
    expect(await db.select().from(approaches).where(eq(approaches.groupId, group.id))).toHaveLength(1);
  });
  it('is asked to open the form anew when the key is somebody else’s', async () => {
    const { services, group, first, convener } = await makeGroupWith(db, 1);
    const { id } = await written(services, first, group.id);
    const again = { key: id, group: group.id, adoption: null, evidence: [], ...words };
    expect(await writeApproach(services, convener, again, 'en')).toEqual(refusal('key-used'));
  });
  it('is refused as a stranger', async () => {
    const { services, group } = await makeGroupWith(db, 0);
    const stranger = actorOf(await makePerson(db));
    const fields = { key: randomUUID(), group: group.id, adoption: null, evidence: [], ...words };
    expect(await writeApproach(services, stranger, fields, 'en')).toEqual(refusal('not-allowed'));
  });
  it('may not overwrite what a neighbor changed meanwhile', async () => {
    const { services, group, first, convener } = await makeGroupWith(db, 1);
    const { id, slug } = await written(services, first, group.id);
    const seen = (await findApproachPage(db, slug, 'en'))?.texts[0]?.changedAt.toISOString() ?? null;
    const edit = { id, lang: 'en', seen, evidence: [], ...words, title: 'Chalk it' };
    passHours(services, 1);
    expect(await editApproach(services, first, edit)).toMatchObject({ ok: true });
    expect(await editApproach(services, convener, edit)).toEqual(refusal('stale-page'));
    expect((await findApproachPage(db, slug, 'en'))?.texts[0]?.title).toBe('Chalk it');
  });
  it('adds another language, and a reader sees their own first', async () => {
    const { services, group, first } = await makeGroupWith(db, 1);
    const { id, slug } = await written(services, first, group.id);
    const spanish = { id, lang: 'es', seen: null, evidence: [], ...words, title: 'La raya de tiza' };
    expect(await editApproach(services, first, spanish)).toMatchObject({ ok: true });
    expect((await findApproachPage(db, slug, 'es'))?.texts.map(({ lang }) => lang)).toEqual(['es', 'en']);
    expect((await findApproachPage(db, slug, 'en'))?.texts.map(({ lang }) => lang)).toEqual(['en', 'es']);
  });
});

describe('a group that tries an approach too', () => {
  it('takes it up once, even when two members say so at the same moment', async () => {
    const writer = await makeGroupWith(db, 1);
    const { id } = await written(writer.services, writer.first, writer.group.id);
    const { services, group, first, convener } = await makeGroupWith(db, 1);
    const [one, other] = await Promise.all([
      adopted(services, first, id, group.id),
      adopted(services, convener, id, group.id),
    ]);
    expect(one.adoptionId).toBe(other.adoptionId);
    expect(services.queued.filter(({ job }) => job === 'adoption-ask')).toHaveLength(2);
  });
  it('cannot take up its own', async () => {
    const { services, group, first } = await makeGroupWith(db, 1);
    const { id } = await written(services, first, group.id);
    const outcome = await adoptApproach(services, first, { approachId: id, groupId: group.id, lang: 'en' });
    expect(outcome).toEqual(refusal('own-approach'));
  });
  it('is asked after two weeks what came of it, and not once it has said so', async () => {
    const writer = await makeGroupWith(db, 1);
    const { id } = await written(writer.services, writer.first, writer.group.id);
    const { services, group, first, convener } = await makeGroupWith(db, 1);
    const { adoptionId, askAt } = await adopted(services, first, id, group.id);
    expect(askAt).toEqual(new Date('2026-04-01T10:00:00Z'));
    await askAdoption(services, { adoptionId, days: 14 });
    await askAdoption(services, { adoptionId, days: 14 });
    expect(await mailsTo(db, convener.personId)).toEqual(['adoption-ask']);
    const told = { adoption: adoptionId, outcome: 'dropped' as const, line: 'Not for us.', report: null };
    expect(await tellOutcome(services, first, told, 'en')).toMatchObject({ ok: true });
    await askAdoption(services, { adoptionId, days: 28 });
    expect(await mailsTo(db, convener.personId)).toEqual(['adoption-ask']);
  });
  it('gets a link that takes this one answer from somebody who belongs to it, and nothing else', async () => {
    const writer = await makeGroupWith(db, 1);
    const { id } = await written(writer.services, writer.first, writer.group.id);
    const { services, group, first, convener } = await makeGroupWith(db, 1);
    const { adoptionId } = await adopted(services, first, id, group.id);
    passHours(services, 14 * 24);
    await db
      .update(memberships)
      .set({ activeSince: new Date('2026-01-01') })
      .where(eq(memberships.groupId, group.id));
    await askAdoption(services, { adoptionId, days: 14 });
    const [mail] = await db
      .select()
      .from(mails)
      .where(eq(mails.onceKey, `adoption-ask:${adoptionId}:14:${convener.personId}`));
    const token = /\/act\/tell\/([\w-]+)\//.exec(mail?.bodyText ?? '')?.[1] ?? '';
    const link = () => findActLink(db, token, 'tell-adoption', services.now());
    expect(await link()).toMatchObject({ personId: convener.personId, subjectId: adoptionId, usedAt: null });
    expect(await findActLink(db, token, 'report', services.now())).toBeNull();
    passHours(services, 8 * 24);
    expect(await link()).toBeNull();
  });
  it('sees what it made of it join the family, and the adoption told as adapted', async () => {
    const writer = await makeGroupWith(db, 1);
    const root = await written(writer.services, writer.first, writer.group.id);
    const { services, group, first } = await makeGroupWith(db, 1);
    const { adoptionId } = await adopted(services, first, root.id, group.id);
    const child = await written(services, first, group.id, { adoption: adoptionId, title: 'Ring in order' });
    const page = await findApproachPage(db, child.slug, 'en');
    expect(page?.family.map(({ id }) => id).sort()).toEqual([root.id, child.id].sort());
    expect(page?.family.find(({ id }) => id === root.id)?.tally).toMatchObject({ adapted: 1, trying: 0 });
    const told = { adoption: adoptionId, outcome: 'kept' as const, line: null, report: null };
    expect(await tellOutcome(services, first, told, 'en')).toEqual(refusal('told-already'));
  });
});

describe('a resident who reads approaches', () => {
  it('sees nothing of a group that is hidden, in no list, page or search', async () => {
    const { services, group, first } = await makeGroupWith(db, 1);
    const { id, slug } = await written(services, first, group.id, { title: 'A hidden way' });
    const found = () => db.select().from(searchDocuments).where(eq(searchDocuments.ref, id));
    expect(await found()).toHaveLength(1);
    await db
      .update(groups)
      .set({ hiddenAt: new Date(), hiddenReason: 'unlawful' })
      .where(eq(groups.id, group.id));
    expect(await findApproachPage(db, slug, 'en')).toBeNull();
    expect(await found()).toHaveLength(0);
    const { approaches: listed } = await listApproaches(db, { page: 1 }, 'en');
    expect(listed.map((each) => each.id)).not.toContain(id);
  });
  it('is not told of an outcome twice: the database keeps one adoption a group', async () => {
    const writer = await makeGroupWith(db, 1);
    const { id } = await written(writer.services, writer.first, writer.group.id);
    const { services, group, first } = await makeGroupWith(db, 1);
    await adopted(services, first, id, group.id);
    const again = { approachId: id, groupId: group.id, askAt: new Date(), lang: 'en' };
    await expect(db.insert(adoptions).values(again)).rejects.toThrow();
  });
});
