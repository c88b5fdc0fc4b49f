import { and, eq } from 'drizzle-orm';
import { groups, memberships, people, visits } from '#db/schema/index.ts';
import { makeGroup } from '#test/support/people.ts';
import type { Recipe, Recipes } from './recipe.ts';
import { action, belong, dayFromNow, membership as read, offer, request, visit } from './rows.ts';
import type { Scene } from './stage.ts';

/** A one-tap act on the owner's membership, which ends in `becomes`. */
const tap = (
  name: string,
  from: 'join' | 'members',
  lay: (scene: Scene) => Promise<string>,
  becomes: string,
): Recipe => ({
  attempt: async (scene) => {
    const id = await lay(scene);
    const page = `/groups/${scene.group.slug}/${from}/`;
    const answer = await scene.actor.post(action(page, `membership.${name}`), { membership: id });
    return { answer, took: (await read(scene, id)).state === becomes };
  },
});

/** Giving the owner, who is a member, another role. */
const makeRole = (role: 'moderator' | 'convener'): Recipe => ({
  attempt: async (scene) => {
    const id = await belong(scene);
    const page = `/groups/${scene.group.slug}/members/`;
    const answer = await scene.actor.post(action(page, 'membership.role'), { membership: id, role });
    return { answer, took: (await read(scene, id)).role === role };
  },
});

const visitState = async ({ db }: Scene, id: string) =>
  (await db.select().from(visits).where(eq(visits.id, id)))[0]?.state;

/** Coming once, joining, belonging. */
export const membership: Recipes = {
  'arrange-visit': {
    attempt: async ({ db, actor, actorId, owner, ...scene }) => {
      // In their own group members are expected anyway: they come once to another.
      const belongs = ['member', 'moderator', 'convener'].includes(scene.role);
      const group = belongs ? await makeGroup(db, { placeIsPublic: true }) : scene.group;
      const date = dayFromNow(5);
      const page = `/groups/${group.slug}/come-once/`;
      const form = { group: group.id, date };
      await db.update(groups).set({ firstMeetingOn: date }).where(eq(groups.id, group.id));
      const answer = actorId
        ? await actor.post(action(page, 'membership.comeOnceSignedIn'), form)
        : await actor.post(action(page, 'membership.comeOnce'), {
            ...form,
            name: 'Noor',
            email: owner.email,
          });
      const made = await db
        .select()
        .from(visits)
        .where(and(eq(visits.groupId, group.id), eq(visits.personId, actorId ?? owner.id)));
      return { answer, took: made.length === 1 };
    },
  },
  'cancel-visit': {
    attempt: async (scene) => {
      const id = await visit(scene, 'arranged');
      const page = `/groups/${scene.group.slug}/come-once/`;
      const answer = await scene.actor.post(action(page, 'membership.cancelVisit'), { visit: id });
      return { answer, took: (await visitState(scene, id)) === 'cancelled' };
    },
  },
  'answer-visit': {
    attempt: async (scene) => {
      const id = await visit(scene, 'asked');
      const page = `/groups/${scene.group.slug}/members/`;
      const form = { visit: id, answer: 'yes' };
      const answer = await scene.actor.post(action(page, 'membership.answerVisit'), form);
      return { answer, took: (await visitState(scene, id)) === 'arranged' };
    },
  },
  'request-membership': {
    attempt: async ({ db, actor, actorId, group }) => {
      const form = { group: group.id, note: '' };
      const answer = await actor.post(action(`/groups/${group.slug}/join/`, 'membership.join'), form);
      const all = await db.select().from(memberships).where(eq(memberships.groupId, group.id));
      // Whoever belongs already keeps their place.
      const took = all.some(
        ({ personId, state }) => personId === actorId && /^(requested|active)$/.test(state),
      );
      return { answer, took };
    },
  },
  'withdraw-request': tap('withdraw', 'join', request, 'withdrawn'),
  'answer-offer': tap('takeOffer', 'join', offer, 'active'),
  'note-offer-yes': tap('noteYes', 'members', offer, 'active'),
  'accept-request': tap('accept', 'members', request, 'active'),
  'decline-request': tap('decline', 'members', request, 'declined'),
  'leave-group': tap('leave', 'join', (scene) => belong(scene), 'left'),
  'remove-member': tap('remove', 'members', (scene) => belong(scene), 'removed'),
  'make-moderator': makeRole('moderator'),
  'hand-over': makeRole('convener'),
  'add-member-without-email': {
    attempt: async ({ db, actor, group, mark }) => {
      const page = `/groups/${group.slug}/members/`;
      const form = { group: group.id, name: `Rosa ${mark}`, consent: 'She said so on Tuesday.' };
      const answer = await actor.post(action(page, 'membership.add'), form);
      const made = await db.select().from(people).where(eq(people.name, form.name));
      return { answer, took: made.length === 1 };
    },
  },
};
