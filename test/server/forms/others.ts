import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { calendarLinks, groups, prompts, reflections } from '#db/schema/index.ts';
import { keepActLink, newActToken } from '#features/account/act-links.server.ts';
import { tellPath } from '#features/approaches/approaches.ts';
import type { Role } from '#features/organize/permissions.ts';
import { action, adoption, counted, dayFromNow, question } from '#test/server/permissions/rows.ts';
import type { Scene } from '#test/server/permissions/stage.ts';
import { proposed } from '#test/server/permissions/growth.ts';
import { fillGroup } from '#test/support/belonging.ts';
import { askAndRead, signInOffice } from '#test/support/sign-in-office.ts';
import { testSecret } from '#test/support/town-database.ts';
import type { Sending } from './lay.ts';

/** A form that performs no act of the permission matrix, or an act whose recipe sends another form. */
interface Other {
  role: Role;
  lay: (scene: Scene) => Promise<Sending>;
}

const always = (role: Role, lay: (scene: Scene) => Sending): Other => ({
  role,
  lay: (scene) => Promise.resolve(lay(scene)),
});

/** Link and code as they stand in a mail to the owner, asked for by this browser. */
async function mailed(scene: Scene) {
  const { db, owner, actor, mark } = scene;
  actor.cookies.set('sign-in', mark);
  const office = { ...signInOffice(), settings: { siteUrl: 'http://127.0.0.1', secret: testSecret } };
  return askAndRead(db, office, { email: owner.email, browser: mark });
}

const founding = (scene: Scene) => ({
  key: randomUUID(),
  name: `New group ${scene.mark}`,
  about: 'We count lamps.',
  neighborhoodId: 'saltpans',
  firstMeetingOn: dayFromNow(7),
});

export const others: readonly Other[] = [
  always('anonymous', ({ owner }) => ({
    path: action('/sign-in/', 'account.signIn'),
    fields: { email: owner.email, name: 'Noor', path: '/groups/' },
  })),
  {
    role: 'anonymous',
    lay: async (scene) => {
      const { code } = await mailed(scene);
      return { path: action('/sign-in/code/', 'account.code'), fields: { email: scene.owner.email, code } };
    },
  },
  {
    role: 'anonymous',
    lay: async (scene) => {
      const { token } = await mailed(scene);
      return { path: action('/sign-in/link/', 'account.link'), fields: { token } };
    },
  },
  always('self', () => ({ path: action('/me/', 'account.signOut'), fields: {} })),
  always('self', () => ({ path: action('/me/', 'account.signOutEverywhere'), fields: {} })),
  always('anonymous', (scene) => ({
    path: action('/start/', 'groups.foundByMail'),
    fields: { ...founding(scene), email: scene.owner.email, yourName: 'Noor' },
  })),
  {
    role: 'convener',
    lay: async ({ db, group }) => {
      await db
        .update(groups)
        .set({ restingUntil: dayFromNow(9) })
        .where(eq(groups.id, group.id));
      return { path: action(`/groups/${group.slug}/edit/`, 'groups.resume'), fields: { id: group.id } };
    },
  },
  {
    role: 'convener',
    lay: async ({ db, group }) => {
      await db.update(groups).set({ closedAt: new Date() }).where(eq(groups.id, group.id));
      return { path: action(`/groups/${group.slug}/edit/`, 'groups.reopen'), fields: { id: group.id } };
    },
  },
  always('anonymous', ({ group, owner }) => ({
    path: action('/follow/', 'following.byMail'),
    fields: { type: 'group', id: group.id, email: owner.email, name: 'Noor' },
  })),
  always('anonymous', ({ group, owner }) => ({
    path: action(`/groups/${group.slug}/join/`, 'membership.joinByMail'),
    fields: { group: group.id, name: 'Noor', email: owner.email, note: 'I live close by.' },
  })),
  always('convener', ({ group }) => ({
    path: action(`/groups/${group.slug}/measures/`, 'impact.define'),
    fields: {
      key: randomUUID(),
      group: group.id,
      name: 'Lamps that work',
      unit: 'lamps',
      kind: 'count',
      better: 'more',
      baseline: '3',
      target: '12',
    },
  })),
  {
    role: 'convener',
    lay: async (scene) => ({
      path: action(`/groups/${scene.group.slug}/measures/`, 'impact.stop'),
      fields: { group: scene.group.id, measure: await counted(scene) },
    }),
  },
  {
    role: 'anonymous',
    lay: async (scene) => {
      const { db, group, convener } = scene;
      const token = newActToken();
      const link = { token, act: 'tell-adoption' as const, personId: convener.id, groupId: group.id };
      await keepActLink(db, { ...link, subjectId: await adoption(scene), now: new Date() });
      const fields = { token, outcome: 'dropped', line: 'Nobody came.' };
      return { path: action(tellPath(token), 'approaches.tellByLink'), fields };
    },
  },
  {
    role: 'self',
    lay: async (scene) => {
      const id = await question(scene, { person: scene.owner.id });
      return {
        path: action(`/questions/${id}/mine/`, 'questions.address'),
        fields: { question: id, groups: [scene.group.id] },
      };
    },
  },
  {
    role: 'member',
    lay: async ({ db, group }) => {
      const dates = { since: dayFromNow(-40), dueOn: dayFromNow(2) };
      const [row] = await db
        .insert(reflections)
        .values({ groupId: group.id, ...dates })
        .returning();
      const fields = { reflection: row?.id ?? '' };
      return { path: action(`/groups/${group.slug}/reflect/`, 'reflections.finish'), fields };
    },
  },
  {
    role: 'moderator',
    lay: async ({ db, group, actorId, mark }) => {
      const id = `own-${randomUUID()}`;
      const words = { en: `Who has the key ${mark}?` };
      await db
        .insert(prompts)
        .values({ id, state: 'stuck', text: words, groupId: group.id, writtenBy: actorId });
      return { path: action('/prompts/write/', 'prompts.retire'), fields: { prompt: id } };
    },
  },
  {
    role: 'convener',
    lay: async ({ db, group }) => {
      const [other] = await fillGroup(db, group.id);
      const fields = {
        id: group.id,
        name: 'Half',
        about: 'We keep the other bank.',
        neighborhoodId: 'saltpans',
        firstMeetingOn: dayFromNow(14),
        convener: other?.personId,
      };
      return { path: action(`/groups/${group.slug}/divide/`, 'growth.propose'), fields };
    },
  },
  {
    role: 'convener',
    lay: async (scene) => {
      await proposed(scene);
      const { group } = scene;
      return { path: action(`/groups/${group.slug}/divide/`, 'growth.cancel'), fields: { id: group.id } };
    },
  },
  {
    role: 'self',
    lay: async ({ db, owner }) => {
      await db.insert(calendarLinks).values({ personId: owner.id, tokenHash: randomUUID() });
      return { path: action('/me/', 'meetings.revokeCalendar'), fields: {} };
    },
  },
  {
    role: 'anonymous',
    lay: async (scene) => {
      const { db, group, convener } = scene;
      const token = newActToken();
      const link = { token, act: 'report' as const, personId: convener.id, groupId: group.id };
      await keepActLink(db, { ...link, subjectId: dayFromNow(-2), now: new Date() });
      const measure = await counted(scene);
      const period = { periodStart: dayFromNow(-9), periodEnd: dayFromNow(-2) };
      const fields = { token, measure, ...period, value: '12' };
      return { path: action(`/act/report/${token}/`, 'impact.reportByLink'), fields };
    },
  },
];
