import { groupPlaces } from '#db/schema/index.ts';
import type { Recipes } from './recipe.ts';
import { belong, counted, fieldOf, report, visit } from './rows.ts';

const all = (text: string, ...parts: string[]) => parts.every((part) => text.includes(part));

/** Reading: what is everybody's, what is a group's, and what is one's own. */
export const reading: Recipes = {
  'read-public': {
    attempt: async ({ actor, group }) => {
      const answer = await actor.get(`/groups/${group.slug}/`);
      return { answer, took: answer.text.includes(group.name) };
    },
  },
  search: {
    attempt: async ({ actor }) => {
      const answer = await actor.get('/search/?q=river');
      return { answer, took: answer.text.includes('href="/narrative/') };
    },
  },
  'export-public-data': {
    attempt: async ({ actor }) => {
      const answer = await actor.get('/groups.csv');
      return { answer, took: answer.text.startsWith('slug,') };
    },
  },
  'print-poster': {
    attempt: async ({ actor, group }) => {
      const answer = await actor.get(`/groups/${group.slug}/poster/`);
      return {
        answer,
        took: all(answer.text, group.name, 'class="poster', `/groups/${group.slug}/come-once/`),
      };
    },
  },
  'read-exact-place': {
    attempt: async ({ db, actor, group, mark }) => {
      await db.insert(groupPlaces).values({ groupId: group.id, exactPlace: `The blue door ${mark}` });
      const answer = await actor.get(`/groups/${group.slug}/members/`);
      return { answer, took: answer.text.includes(`The blue door ${mark}`) };
    },
  },
  'read-own-visit-place': {
    attempt: async (scene) => {
      const { db, actor, group, mark } = scene;
      await db.insert(groupPlaces).values({ groupId: group.id, exactPlace: `The blue door ${mark}` });
      await visit(scene, 'arranged');
      const answer = await actor.get('/me/');
      return { answer, took: answer.text.includes(`The blue door ${mark}`) };
    },
    // Everybody's own page; what counts is that nobody else's visits stand on it.
    refusal: [200],
  },
  'read-member-names': {
    attempt: async ({ actor, group, convener }) => {
      const answer = await actor.get(`/groups/${group.slug}/members/`);
      return { answer, took: answer.text.includes(convener.name) };
    },
  },
  'read-sensitive-figures': {
    attempt: async (scene) => {
      const id = await report(scene, await counted(scene, { sensitive: true }), { value: 4711 });
      const answer = await scene.actor.get(`/reports/${id}/change/`);
      for (const path of [`/reports/${id}/`, `/groups/${scene.group.slug}/impact/`]) {
        const { text } = await scene.actor.get(path);
        if (/4,?711/.test(text)) throw new Error(`a sensitive figure stands on ${path}`);
      }
      return { answer, took: fieldOf(answer, 'value') === '4711' };
    },
    // An organizer finds the form that removes words there, and no figure.
    refusal: [200],
  },
  'read-ease': {
    attempt: async (scene) => {
      const measure = await counted(scene);
      const id = await report(scene, measure, { value: 4711, hours: 10 });
      const answer = await scene.actor.get(`/groups/${scene.group.slug}/report/?posted=${id}`);
      const elsewhere = await scene.actor.get(`/groups/${scene.group.slug}/impact/`);
      if (elsewhere.text.includes('471.1')) throw new Error('the ease stands on a public page');
      return { answer, took: answer.text.includes('471.1') };
    },
    refusal: [200],
  },
  'read-my-page': {
    attempt: async (scene) => {
      await belong(scene, { state: 'requested', activeSince: null });
      const answer = await scene.actor.get('/me/');
      return { answer, took: all(answer.text, scene.owner.name, scene.group.name) };
    },
    refusal: [200],
  },
  'export-my-data': {
    attempt: async ({ actor, owner }) => {
      const answer = await actor.get('/me/data.json');
      return { answer, took: answer.text.includes(owner.email) };
    },
    refusal: [200],
  },
};
