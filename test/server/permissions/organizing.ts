import { and, eq, like } from 'drizzle-orm';
import { auditLog, flags, groups, mails, townRoles } from '#db/schema/index.ts';
import { recordAct } from '#features/organize/audit.server.ts';
import { makeMeasure } from '#test/support/ledger.ts';
import type { Recipe, Recipes } from './recipe.ts';
import { action } from './rows.ts';
import type { Scene } from './stage.ts';

/** A page of the console, on which `shows` stands. */
const page = (path: string, shows: (scene: Scene) => string | RegExp): Recipe => ({
  attempt: async (scene) => {
    const answer = await scene.actor.get(path);
    const wanted = shows(scene);
    const took = typeof wanted === 'string' ? answer.text.includes(wanted) : wanted.test(answer.text);
    return { answer, took };
  },
});

async function flag({ db, group }: Scene): Promise<string> {
  const [row] = await db
    .insert(flags)
    .values({ subjectType: 'group', subjectId: group.id, words: 'A name stands there.' })
    .returning();
  return row?.id ?? '';
}

const hidden = async ({ db, group }: Scene) =>
  (await db.select().from(groups).where(eq(groups.id, group.id)))[0]?.hiddenAt !== null;

async function isOrganizer({ db }: Scene, personId: string): Promise<boolean> {
  const role = and(eq(townRoles.personId, personId), eq(townRoles.role, 'organizer'));
  return (await db.select().from(townRoles).where(role)).length === 1;
}

/** Organizers, and the concerns that reach them. */
export const organizing: Recipes = {
  'raise-flag': {
    attempt: async ({ db, actor, group }) => {
      const form = { type: 'group', id: group.id, words: 'A full name stands there.' };
      const answer = await actor.post(action('/concern/', 'organize.concern'), form);
      const raised = await db.select().from(flags).where(eq(flags.subjectId, group.id));
      return { answer, took: raised.length === 1 };
    },
  },
  'read-console': page('/organize/', () => 'href="/organize/audit/"'),
  'export-console': page('/organize/groups.csv', ({ group }) => group.slug),
  'read-member-counts': {
    attempt: async ({ db, actor, group }) => {
      // Where most people wait stands first on the list's first page.
      await db.update(groups).set({ requestCount: 500 }).where(eq(groups.id, group.id));
      const answer = await actor.get('/organize/glance/');
      return { answer, took: answer.text.includes(group.name) };
    },
  },
  'open-member-list-with-reason': {
    attempt: async ({ db, actor, group, convener, mark }) => {
      const page = `/organize/members/${group.slug}/`;
      if ((await actor.get(page)).text.includes(convener.name)) throw new Error('open without a reason');
      const form = { group: group.id, reason: `A parent asks ${mark}.` };
      const answer = await actor.post(action(page, 'organize.openMembers'), form);
      const shown = (await actor.get(page)).text.includes(convener.name);
      const logged = await db.select().from(auditLog).where(eq(auditLog.reason, form.reason));
      const told = await db
        .select()
        .from(mails)
        .where(like(mails.bodyText, `%${form.reason}%`));
      return { answer, took: shown && logged.length === 1 && told.length >= 1 };
    },
  },
  'read-audit-log': {
    attempt: async ({ db, actor, mark }) => {
      await recordAct(db, {
        actorId: null,
        act: 'hide-content',
        subjectType: 'group',
        subjectId: mark,
        reason: mark,
      });
      const answer = await actor.get('/organize/audit/');
      return { answer, took: answer.text.includes(mark) };
    },
  },
  'read-catalogs': {
    attempt: async ({ db, actor, mark }) => {
      await makeMeasure(db, { name: { en: `Doors ${mark}`, es: `Puertas ${mark}` } });
      const answer = await actor.get('/organize/catalogs/');
      return { answer, took: answer.text.includes(mark) };
    },
  },
  'hide-content': {
    attempt: async (scene) => {
      const form = { type: 'group', id: scene.group.id, reason: 'advertising' };
      const answer = await scene.actor.post(action('/organize/concerns/', 'organize.hide'), form);
      return { answer, took: await hidden(scene) };
    },
  },
  'unhide-content': {
    attempt: async (scene) => {
      const { db, actor, group } = scene;
      await db.update(groups).set({ hiddenAt: new Date() }).where(eq(groups.id, group.id));
      const form = { type: 'group', id: group.id };
      const answer = await actor.post(action('/organize/concerns/', 'organize.show'), form);
      return { answer, took: !(await hidden(scene)) };
    },
  },
  'settle-flag': {
    attempt: async (scene) => {
      const { db, actor } = scene;
      const id = await flag(scene);
      const form = { id, outcome: 'The name is gone.' };
      const answer = await actor.post(action('/organize/concerns/', 'organize.settle'), form);
      const [row] = await db.select().from(flags).where(eq(flags.id, id));
      return { answer, took: row?.settledAt !== null };
    },
  },
  'grant-role': {
    attempt: async (scene) => {
      const { actor, owner } = scene;
      const answer = await actor.post(action('/organize/people/', 'organize.grant'), { email: owner.email });
      return { answer, took: await isOrganizer(scene, owner.id) };
    },
  },
  'revoke-role': {
    attempt: async (scene) => {
      const { db, actor, convener } = scene;
      await db.insert(townRoles).values({ personId: convener.id, role: 'organizer' });
      const form = { id: convener.id, reason: 'She moved away.' };
      const answer = await actor.post(action('/organize/people/', 'organize.revoke'), form);
      return { answer, took: !(await isOrganizer(scene, convener.id)) };
    },
  },
};
