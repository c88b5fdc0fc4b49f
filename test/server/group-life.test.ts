import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groups, people } from '#db/schema/index.ts';
import { action, dayFromNow } from '#test/server/permissions/rows.ts';
import { openStage, type Stage } from '#test/server/permissions/stage.ts';
import { fillGroup, makeMember } from '#test/support/belonging.ts';
import { makeGroup } from '#test/support/people.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const club = async (role: 'anonymous' | 'signed-in' | 'convener') => {
  const scene = await stage.scene(role);
  await stage.db.update(groups).set({ kind: 'interest' }).where(eq(groups.id, scene.group.id));
  return scene;
};

describe('whoever would try four weeks with a club', () => {
  it.each([
    ['anonymous', 401],
    ['signed-in', 403],
  ] as const)('and does not convene it reads so before they fill anything in (%s)', async (role, status) => {
    const { actor, group } = await club(role);
    const answer = await actor.get(`/start/?from=${group.slug}`);
    expect(answer.status).toBe(status);
    expect(plain(answer.text)).toContain(`Only who convenes ${group.name}`);
    expect(answer.text).not.toContain('name="about"');
  });

  it('is not sent a mail about what only its convener may begin', async () => {
    const { actor, group } = await club('anonymous');
    const form = {
      ...{ key: randomUUID(), as: 'trial', origin: group.id, name: 'Kites that count', about: 'We count.' },
      ...{ neighborhoodId: 'saltpans', firstMeetingOn: dayFromNow(7), yourName: 'Noor' },
      email: 'noor@example.org',
    };
    const answer = await actor.post(action('/start/', 'groups.foundByMail'), form);
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('Kites that count');
  });

  it('is asked while they convene it, and told when a trial runs', async () => {
    const { actor, group, db } = await club('convener');
    expect((await actor.get(`/start/?from=${group.slug}`)).text).toContain('name="about"');
    await makeGroup(db, { grownFromId: group.id, trialEndsOn: dayFromNow(20) });
    const answer = await actor.get(`/start/?from=${group.slug}`);
    expect([answer.status, plain(answer.text).includes('A trial of this club is running')]).toEqual([
      409,
      true,
    ]);
    expect(plain((await actor.get(`/groups/${group.slug}/`)).text)).toContain('Trying four weeks as');
  });
});

describe('a group of fifteen', () => {
  it('tells somebody who waits which place in line is theirs', async () => {
    const { db, group, actor, actorId } = await stage.scene('signed-in');
    await fillGroup(db, group.id);
    const wait = { state: 'waitlisted', activeSince: null };
    await makeMember(db, group.id, { ...wait, waitlistedAt: new Date('2026-01-01') });
    await makeMember(db, group.id, {
      ...wait,
      personId: actorId ?? '',
      waitlistedAt: new Date('2026-02-01'),
    });
    expect(plain((await actor.get(`/groups/${group.slug}/join/`)).text)).toContain(
      'You are number 2 of 2 in line',
    );
    expect(plain((await actor.get(`/groups/${group.slug}/`)).text)).toContain('Ask for a place in line');
  });

  it('is the only one whose convener is asked for a proposal to divide, and says what is missing', async () => {
    const { db, group, actor } = await stage.scene('convener');
    const page = `/groups/${group.slug}/divide/`;
    const roomy = await actor.get(page);
    expect(plain(roomy.text)).toMatch(/of your 15 places are taken/);
    expect(roomy.text).not.toContain('name="convener"');
    const [other] = await fillGroup(db, group.id);
    const form = {
      ...{ id: group.id, name: 'Half', about: 'The other bank.', neighborhoodId: 'saltpans' },
      firstMeetingOn: dayFromNow(14),
    };
    const unsaid = await actor.post(action(page, 'growth.propose'), { ...form, convener: '' });
    expect([unsaid.status, unsaid.text.includes('Choose who convenes it.')]).toEqual([422, true]);
    const said = await actor.post(action(page, 'growth.propose'), {
      ...form,
      convener: other?.personId ?? '',
    });
    expect(said.status).toBe(303);
  });
});

it('somebody without an address is not offered to convene, and nobody is removed in one press', async () => {
  const { db, group, actor } = await stage.scene('convener');
  const { text: alone } = await actor.get(`/groups/${group.slug}/members/`);
  const { personId } = await makeMember(db, group.id);
  await db.update(people).set({ email: null }).where(eq(people.id, personId));
  const { text } = await actor.get(`/groups/${group.slug}/members/`);
  const offers = (html: string) => html.match(/value="convener"/g)?.length ?? 0;
  expect(offers(text)).toBe(offers(alone));
  expect(text).toContain('Yes, remove from the group');
});

it('whoever defines a measure reads all that is wrong at once', async () => {
  const { group, actor } = await stage.scene('convener');
  const form = {
    ...{ key: randomUUID(), group: group.id, unit: 'lamps', kind: 'count', better: 'more' },
    confirmAfterDays: '',
  };
  const define = (more: Record<string, string>) =>
    actor.post(action(`/groups/${group.slug}/measures/`, 'impact.define'), { ...form, ...more });
  const wrongIn = ({ text }: { text: string }) =>
    ['name', 'confirmAfterDays', 'baseline', 'target'].filter((each) =>
      text.includes(`href="#field-${each}"`),
    );
  const unreadable = await define({ name: '', confirmAfterDays: '1,5', baseline: 'many', target: 'more' });
  expect([unreadable.status, wrongIn(unreadable)]).toEqual([
    422,
    ['name', 'confirmAfterDays', 'baseline', 'target'],
  ]);
  expect(wrongIn(await define({ name: 'Lamps', baseline: '-1', target: '-3' }))).toEqual([
    'baseline',
    'target',
  ]);
  expect((await define({ name: 'Lamps', kind: 'level', baseline: '-1', target: '3' })).status).toBe(303);
});
