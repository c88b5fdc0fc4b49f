import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { groups as rows } from '#db/schema/index.ts';
import { findGroupForEditing } from '#features/groups/group-page.server.ts';
import { versionOf } from '#features/groups/edit-group.server.ts';
import type { Recipes } from './recipe.ts';
import { action, dayFromNow } from './rows.ts';
import type { Scene } from './stage.ts';

async function standing({ db, group }: Scene) {
  const [row] = await db.select().from(rows).where(eq(rows.id, group.id));
  return row;
}

/** What the form that edits the scene's group sends when nothing but its name was changed. */
export async function editForm({ db, group }: Scene, name: string): Promise<Record<string, string>> {
  const seen = await findGroupForEditing(db, group.slug);
  if (!seen) throw new Error('the group is gone');
  return {
    id: group.id,
    seen: versionOf(seen),
    name,
    about: group.about,
    lang: group.lang,
    focusId: group.focusId ?? '',
    neighborhoodId: group.neighborhoodId,
    languages: 'en',
    welcomesVisitors: 'yes',
    joining: group.joining,
    runBy: group.runBy,
  };
}

/** A group's own life. */
export const groups: Recipes = {
  'start-group': {
    attempt: async ({ db, actor, mark }) => {
      const form = {
        key: randomUUID(),
        name: `New group ${mark}`,
        about: 'We count lamps.',
        neighborhoodId: 'saltpans',
        firstMeetingOn: dayFromNow(7),
      };
      const answer = await actor.post(action('/start/', 'groups.found'), form);
      const made = await db.select().from(rows).where(eq(rows.id, form.key));
      return { answer, took: made.length === 1 };
    },
  },
  'edit-group': {
    attempt: async (scene) => {
      const form = await editForm(scene, `Renamed ${scene.mark}`);
      const answer = await scene.actor.post(action(`/groups/${scene.group.slug}/edit/`, 'groups.edit'), form);
      return { answer, took: (await standing(scene))?.name === form.name };
    },
  },
  'rest-group': {
    attempt: async (scene) => {
      const form = { id: scene.group.id, until: dayFromNow(30) };
      const answer = await scene.actor.post(action(`/groups/${scene.group.slug}/edit/`, 'groups.rest'), form);
      return { answer, took: (await standing(scene))?.restingUntil === form.until };
    },
  },
  'close-group': {
    attempt: async (scene) => {
      const form = { id: scene.group.id, words: 'Thank you.', sure: 'yes' };
      const answer = await scene.actor.post(
        action(`/groups/${scene.group.slug}/edit/`, 'groups.close'),
        form,
      );
      return { answer, took: (await standing(scene))?.closedAt !== null };
    },
  },
};
