import { and, eq } from 'drizzle-orm';
import { follows, people } from '#db/schema/index.ts';
import { stopToken } from '#features/notify/stop-link.server.ts';
import { makeGroup } from '#test/support/people.ts';
import { testSecret } from '#test/support/town-database.ts';
import type { Recipes } from './recipe.ts';
import { action } from './rows.ts';
import type { Scene } from './stage.ts';

/** A group that the owner follows and does not belong to. */
async function followed({ db, owner, mark }: Scene) {
  const group = await makeGroup(db, { name: `Followed ${mark}` });
  await db.insert(follows).values({ personId: owner.id, subjectType: 'group', subjectId: group.id });
  return group;
}

const isFollowed = async ({ db }: Scene, personId: string, groupId: string) =>
  (
    await db
      .select()
      .from(follows)
      .where(and(eq(follows.personId, personId), eq(follows.subjectId, groupId)))
  ).length === 1;

const mailsAreOff = async ({ db, owner }: Scene) =>
  (await db.select().from(people).where(eq(people.id, owner.id)))[0]?.mailsOff === true;

/** Following, and which mails come. Forms about one's own name nobody: for others they touch their sender (303). */
export const following: Recipes = {
  follow: {
    attempt: async (scene) => {
      const form = { type: 'group', id: scene.group.id };
      const answer = await scene.actor.post(action('/follow/', 'following.follow'), form);
      return { answer, took: await isFollowed(scene, scene.actorId ?? scene.owner.id, scene.group.id) };
    },
  },
  unfollow: {
    attempt: async (scene) => {
      const { id } = await followed(scene);
      const form = { type: 'group', id };
      const answer = await scene.actor.post(action('/follow/', 'following.unfollow'), form);
      return { answer, took: !(await isFollowed(scene, scene.owner.id, id)) };
    },
    refusal: [303],
  },
  'read-my-follows': {
    attempt: async (scene) => {
      const { name } = await followed(scene);
      const answer = await scene.actor.get('/me/');
      const feed = await scene.actor.get('/feed/mine/');
      return { answer, took: answer.text.includes(name) || feed.text.includes(name) };
    },
    refusal: [200],
  },
  'choose-mails': {
    attempt: async (scene) => {
      const answer = await scene.actor.post(action('/me/', 'mails.choose'), { wish: 'none' });
      return { answer, took: await mailsAreOff(scene) };
    },
    refusal: [303],
  },
  'stop-mails-by-link': {
    attempt: async (scene) => {
      const of = stopToken(testSecret, { personId: scene.owner.id, scope: 'all' });
      const form = { of, wish: 'none' };
      const answer = await scene.actor.post(action('/unsubscribe/', 'mails.chooseByLink'), form);
      return { answer, took: await mailsAreOff(scene) };
    },
  },
};
