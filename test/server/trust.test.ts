import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import { groups } from '#db/schema/index.ts';
import { makeMember } from '#test/support/belonging.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { visitorAs } from '#test/support/session.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { type Answer, type Visitor, visitor } from '#test/support/visitor.ts';

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

/** A group of Thursdays with a convener and a member, each in a browser without scripts. */
async function table() {
  const group = await makeGroup(opened.db, { rhythm: 'weekly', weekday: 4, startsAt: '19:00' });
  const join = async (role: string): Promise<Visitor> => {
    const person = await makePerson(opened.db);
    await makeMember(opened.db, group.id, { personId: person.id, role });
    return visitorAs(opened.db, portal.url, person.id);
  };
  return { group, convener: await join('convener'), member: await join('member') };
}
const action = (page: string, name: string) => `${page}?_action=${name}`;
/** Every field of the first form that posts to an action, as a browser would send it back. */
function formOf(answer: Answer, name: string): Record<string, string> {
  const form =
    new RegExp(`<form[^>]*action="[^"]*${name}"[^>]*>.*?</form>`, 's').exec(answer.text)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const of = (attribute: string) => new RegExp(`${attribute}="([^"]*)"`).exec(tag)?.[1];
    if (of('type') !== 'checkbox' || tag.includes(' checked')) fields[of('name') ?? ''] = of('value') ?? '';
  }
  for (const [, key = '', text = ''] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</g))
    fields[key] = text;
  return fields;
}

describe('a group that steps back, without scripts', () => {
  it.each(['', '/es'])('writes, shares, and everybody reads what it shared (%s)', async (prefix) => {
    const { group, convener, member } = await table();
    const page = `${prefix}/groups/${group.slug}/reflect/`;
    const before = await member.get(page);
    expect(before.status).toBe(200);
    const opening = await member.submit(action(page, 'reflections.open'), formOf(before, 'reflections.open'));
    const form = formOf(opening, 'reflections.save');
    expect(form.reflection).toMatch(/^[\da-f-]{36}$/);
    const mine = {
      ...form,
      learned: 'Chalk fades in leaf-fall.',
      learned_shared: 'yes',
      question: 'Who has the key?',
      ask: 'yes',
    };
    const saved = await member.post(action(page, 'reflections.save'), mine);
    expect(saved.status).toBe(303);
    const shared = await visitor(portal.url).get(`${prefix}/reflections/${form.reflection}/`);
    expect(shared.status).toBe(200);
    expect(shared.text).toContain('Chalk fades in leaf-fall.');
    expect(shared.text).not.toContain('Who has the key?');
    expect(shared.headers.get('cache-control')).not.toContain('no-store');
    const home = await visitor(portal.url).get(`${prefix}/groups/${group.slug}/`);
    expect(home.text).toContain('Chalk fades in leaf-fall.');
    expect(home.text).toContain('Who has the key?');

    // The convener opened the form before all that: both texts are kept, and nothing is lost.
    const stale = await convener.post(action(page, 'reflections.save'), {
      ...form,
      learned: 'Chalk is cheap.',
      next: 'Bring paint.',
    });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('Chalk is cheap.');
    expect(stale.text).toContain('Chalk fades in leaf-fall.');
    const again = { ...formOf(stale, 'reflections.save'), learned: 'Chalk is cheap, and fades.' };
    expect((await convener.post(action(page, 'reflections.save'), again)).status).toBe(303);
    const now = await visitor(portal.url).get(`${prefix}/reflections/${form.reflection}/`);
    expect(now.status).toBe(404);
    const put = await convener.post(action(page, 'reflections.finish'), {
      reflection: form.reflection ?? '',
    });
    expect(put.status).toBe(303);
  });

  it('starts an approach from what worked, and links the two', async () => {
    const { group, member } = await table();
    const page = `/groups/${group.slug}/reflect/`;
    const opening = await member.submit(action(page, 'reflections.open'), { group: group.id });
    const form = formOf(opening, 'reflections.save');
    await member.post(action(page, 'reflections.save'), {
      ...form,
      worked: 'Ring in flood order.',
      worked_shared: 'yes',
    });
    const write = `/groups/${group.slug}/what-works/write/`;
    const blank = await member.get(`${write}?reflection=${form.reflection}`);
    const fields = formOf(blank, 'approaches.write');
    expect(fields.whatToDo).toBe('Ring in flood order.');
    const sent = await member.post(action(write, 'approaches.write'), {
      ...fields,
      title: 'Ring in flood order',
    });
    expect(sent.status).toBe(303);
    const shared = await visitor(portal.url).get(`/reflections/${form.reflection}/`);
    expect(shared.text).toContain(sent.location ?? 'nowhere');
  });

  it('answers strangers and wrong addresses as it should', async () => {
    const { group } = await table();
    const anybody = visitor(portal.url);
    expect((await anybody.get(`/groups/${group.slug}/reflect/`)).status).toBe(401);
    expect((await anybody.get('/groups/nobody/reflect/')).status).toBe(404);
    expect((await anybody.get('/reflections/nothing/')).status).toBe(404);
    expect((await anybody.get(`/reflections/${group.id}/`)).status).toBe(404);
    await opened.db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, group.id));
    expect((await anybody.get(`/groups/${group.slug}/reflect/`)).status).toBe(404);
  });
});

describe('a hand, without scripts', () => {
  it('is asked of the group, passed on in other words, and settled', async () => {
    const { group, convener, member } = await table();
    const page = `/groups/${group.slug}/hands/`;
    const empty = await member.post(action(page, 'hands.ask'), {
      ...formOf(await member.get(page), 'hands.ask'),
      words: '',
    });
    expect(empty.status).toBe(422);
    const asked = await member.submit(action(page, 'hands.ask'), {
      ...formOf(empty, 'hands.ask'),
      words: 'I cannot carry the sandbags.',
    });
    expect(asked.text).toContain('I cannot carry the sandbags.');
    const seen = await convener.get(page);
    const { hand = '' } = formOf(seen, 'hands.passOn');
    await convener.post(action(page, 'hands.passOn'), { hand, passedOn: 'Strong arms are wanted.' });
    const home = await visitor(portal.url).get(`/groups/${group.slug}/`);
    expect(home.text).toContain('Strong arms are wanted.');
    expect(home.text).not.toContain('sandbags');
    const settled = await member.post(action(page, 'hands.settle'), { hand, cameOfIt: 'Two came.' });
    expect(settled.location).toBe(`${page}?done=settled`);
    expect((await visitor(portal.url).get(`/groups/${group.slug}/`)).text).not.toContain('Strong arms');
  });
});

describe('how a group arrives', () => {
  it('is spoken, from a card that anybody can print, unless the group wants to type', async () => {
    const { group, member } = await table();
    const page = `/groups/${group.slug}/check-in/`;
    const card = await visitor(portal.url).get(`${page}card/`);
    expect([card.status, (card.text.match(/<ol/g) ?? []).length]).toEqual([200, 2]);
    const spoken = await member.get(page);
    expect(spoken.text).not.toContain('checkIns.leave');
    const form = { key: crypto.randomUUID(), group: group.id, words: 'Tired.' };
    expect((await member.post(action(page, 'checkIns.leave'), form)).status).toBe(409);
    await opened.db.update(groups).set({ typedCheckIn: true }).where(eq(groups.id, group.id));
    const typing = await member.get(page);
    expect(typing.headers.get('cache-control')).toContain('no-store');
    const left = await member.post(action(page, 'checkIns.leave'), {
      ...formOf(typing, 'checkIns.leave'),
      words: 'Tired and glad of 4711.',
    });
    expect(left.location).toBe(`${page}?done=left`);
    expect((await member.get(page)).text).not.toContain('4711');
    expect(portal.said()).not.toContain('4711');
  });
});

describe('a moderator', () => {
  it('reads what was committed, which question might help and why, and names nobody', async () => {
    const { group, convener, member } = await table();
    const page = `/groups/${group.slug}/moderate/`;
    expect((await visitor(portal.url).get(page)).status).toBe(401);
    expect((await member.get(page)).status).toBe(403);
    const mine = {
      key: crypto.randomUUID(),
      group: group.id,
      state: 'stuck',
      text: 'Who has the key to it?',
    };
    expect((await convener.post(action('/prompts/write/', 'prompts.write'), mine)).status).toBe(303);
    for (const prefix of ['', '/es']) {
      const view = await convener.get(`${prefix}${page}`);
      expect(view.status).toBe(200);
      expect(view.text).toContain('Who has the key to it?');
      expect(view.text).not.toContain('Ana ');
      expect(view.headers.get('cache-control')).toContain('no-store');
    }
  });
});

describe('the library of questions', () => {
  it.each(['/prompts/', '/es/prompts/'])('is read by everybody at %s', async (path) => {
    const page = await visitor(portal.url).get(path);
    expect(page.status).toBe(200);
    expect(page.text.match(/id="(forming|passive|stuck|rushing|thriving)"/g)).toHaveLength(5);
  });
});
