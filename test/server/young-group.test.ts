import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import { meetings } from '#db/schema/index.ts';
import { makeMember } from '#test/support/belonging.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { visitorAs } from '#test/support/session.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';

let town: TownDatabase;
let portal: Portal;
let opened: OpenDatabase;
beforeAll(async () => {
  town = await makeTownDatabase({ quiet: true });
  portal = await startPortal({ DATABASE_URL: town.url, SECRET_KEY: testSecret });
  opened = await openDatabase(town.url);
});
afterAll(async () => {
  await opened.close();
  await portal.stop();
  await town.drop();
});

/** A day after the group began, in every time zone. */
const firstMeeting = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);

/** A group on its first day, with its convener at the page. */
async function begin() {
  const group = await makeGroup(opened.db, { rhythm: 'weekly', weekday: 4, createdAt: new Date() });
  const person = await makePerson(opened.db);
  await makeMember(opened.db, group.id, { personId: person.id, role: 'convener' });
  const convener = await visitorAs(opened.db, portal.url, person.id);
  const meet = () =>
    opened.db
      .insert(meetings)
      .values({ groupId: group.id, onDate: firstMeeting, idempotencyKey: crypto.randomUUID() });
  return { convener, meet, page: `/groups/${group.slug}/` };
}

describe('a group that has hardly begun', () => {
  it('sees how far off its first stepping back is, and what will be asked', async () => {
    const { convener, meet, page } = await begin();
    const first = await convener.get(`${page}reflect/`);
    expect(first.text).toContain('0 of 6 meetings');
    expect(first.text).toContain('Which question will not leave you alone?');
    await meet();
    const later = await convener.get(`/es${page}reflect/`);
    expect(later.text).toContain('1 de 6 encuentros');
    expect(later.text.match(/class="over/g)).toHaveLength(1);
  });

  it('shows its moderator the way to the first meeting, and then only figures that can be more than nothing', async () => {
    const { convener, meet, page } = await begin();
    const empty = await convener.get(`${page}moderate/`);
    expect(empty.text).toContain('Nothing is written down yet.');
    expect(empty.text).toContain(`href="${page}meeting/"`);
    expect(empty.text).not.toContain('times you met');
    await meet();
    const met = await convener.get(`${page}moderate/`);
    expect(met.text).not.toContain('Nothing is written down yet.');
    expect(met.text).toContain('times you met');
    expect(met.text).not.toContain('commitments kept');
  });
});
