import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { visits } from '#db/schema/index.ts';
import { cutDoorKey } from '#features/account/sign-in.server.ts';
import { arrangeVisit } from '#features/membership/visits.server.ts';
import { mailsTo, makeGroupWith, refusal } from '#test/support/belonging.ts';
import { testDatabase } from '#test/support/database.ts';
import { makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

const thursdays = { rhythm: 'weekly', weekday: 4, startsAt: '19:00', place: 'The library' };

describe('somebody who comes once', () => {
  let here: Awaited<ReturnType<typeof makeGroupWith>>;
  beforeEach(async () => {
    here = await makeGroupWith(opened.db, 2, { ...thursdays, placeIsPublic: true });
  });
  const come = (personId: string, date: string, key: Parameters<typeof arrangeVisit>[2] = null) =>
    arrangeVisit(here.services, { groupId: here.group.id, personId, date }, key);
  const standing = async (personId: string) =>
    (await opened.db.select().from(visits).where(eq(visits.personId, personId)))
      .map(({ onDate, state }) => `${onDate} ${state}`)
      .sort();

  it('and chooses another day, is expected on that one only, and the conveners hear of both', async () => {
    const visitor = await makePerson(opened.db, { name: 'Noor' });
    await come(visitor.id, '2026-03-19');
    await come(visitor.id, '2026-03-26');
    await come(visitor.id, '2026-03-26');
    expect(await standing(visitor.id)).toEqual(['2026-03-19 cancelled', '2026-03-26 arranged']);
    expect((await mailsTo(opened.db, here.convener.personId)).sort()).toEqual([
      'visit-expected',
      'visit-expected',
      'visit-off',
    ]);
  });

  it('as a member already, is told that they are expected anyway', async () => {
    expect(await come(here.convener.personId, '2026-03-19')).toEqual(refusal('member-already'));
    expect(await standing(here.convener.personId)).toEqual([]);
  });

  it('to a community of interest, hears that one simply goes there, and nobody is told', async () => {
    const club = await makeGroupWith(opened.db, 1, { ...thursdays, placeIsPublic: true, kind: 'interest' });
    const visitor = await makePerson(opened.db, { name: 'Noor' });
    const wanted = { groupId: club.group.id, personId: visitor.id, date: '2026-03-19' };
    expect(await arrangeVisit(club.services, wanted, null)).toEqual(refusal('no-membership-here'));
    expect(await standing(visitor.id)).toEqual([]);
    expect(await mailsTo(opened.db, club.convener.personId)).toEqual([]);
  });

  it('is not called off by a stranger who knows their address, and a stranger learns of no membership', async () => {
    const visitor = await makePerson(opened.db, { name: 'Noor' });
    const ask = { email: 'noor@example.org', name: 'Noor', lang: 'en', browser: 'b', intent: null };
    const settings = { siteUrl: 'https://town.example', secret: 'a secret for tests, long enough to be one' };
    const key: Parameters<typeof arrangeVisit>[2] = (tx) =>
      cutDoorKey({ ...here.services, settings }, tx, ask);
    await come(visitor.id, '2026-03-19');
    expect(await come(visitor.id, '2026-03-26', key)).toMatchObject({ ok: true });
    expect(await standing(visitor.id)).toEqual(['2026-03-19 arranged', '2026-03-26 arranged']);
    expect(await come(here.convener.personId, '2026-03-26', key)).toMatchObject({ ok: true });
  });
});
