import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { groupMeasures, reportConfirmations, reports, reportShares, reportWords } from '#db/schema/index.ts';
import { makeMeasure } from '#test/support/ledger.ts';
import { makeGroup } from '#test/support/people.ts';
import type { Recipes } from './recipe.ts';
import { action, counted, dayFromNow, report } from './rows.ts';
import type { Scene } from './stage.ts';

/** Sends one of the forms that change a report. */
const change = ({ actor }: Scene, id: string, act: string, form: Record<string, string>) =>
  actor.post(action(`/reports/${id}/change/`, `impact.${act}`), { ...form, report: id });

async function standing({ db }: Scene, id: string) {
  const [row] = await db.select().from(reports).where(eq(reports.id, id));
  return row;
}

/** The figures of a report that covers last week. */
export const lastWeek = () => ({ periodStart: dayFromNow(-9), periodEnd: dayFromNow(-2), value: '12' });

/** The ledger. */
export const impact: Recipes = {
  'choose-measure': {
    attempt: async ({ db, actor, group }) => {
      const { id } = await makeMeasure(db, { focusId: 'known-by-name' });
      const form = { group: group.id, measure: id };
      const answer = await actor.post(action(`/groups/${group.slug}/measures/`, 'impact.choose'), form);
      const chosen = and(eq(groupMeasures.groupId, group.id), eq(groupMeasures.measureId, id));
      return { answer, took: (await db.select().from(groupMeasures).where(chosen)).length === 1 };
    },
  },
  'post-report': {
    attempt: async (scene) => {
      const { db, actor, group } = scene;
      const form = { key: randomUUID(), group: group.id, measure: await counted(scene), ...lastWeek() };
      const answer = await actor.post(action(`/groups/${group.slug}/report/`, 'impact.report'), form);
      const made = await db.select().from(reports).where(eq(reports.idempotencyKey, form.key));
      return { answer, took: made.length === 1 };
    },
  },
  'amend-report': {
    attempt: async (scene) => {
      const id = await report(scene, await counted(scene));
      const form = { key: randomUUID(), ...lastWeek(), reason: 'Two were the same.' };
      const answer = await change(scene, id, 'amend', form);
      return { answer, took: (await standing(scene, id))?.version === 2 };
    },
  },
  'withdraw-report': {
    attempt: async (scene) => {
      const id = await report(scene, await counted(scene));
      const answer = await change(scene, id, 'withdraw', { withdrawReason: 'It was another street.' });
      return { answer, took: (await standing(scene, id))?.withdrawnAt !== null };
    },
  },
  'confirm-report': {
    attempt: async (scene) => {
      const id = await report(scene, await counted(scene, { confirmAfterDays: 1 }));
      const answer = await change(scene, id, 'confirm', { stillHolds: '3' });
      const confirmed = eq(reportConfirmations.reportId, id);
      return {
        answer,
        took: (await scene.db.select().from(reportConfirmations).where(confirmed)).length === 1,
      };
    },
  },
  'share-report': {
    attempt: async (scene) => {
      const id = await report(scene, await counted(scene));
      const other = await makeGroup(scene.db, { focusId: 'known-by-name' });
      const answer = await change(scene, id, 'share', { other: other.id });
      const shared = eq(reportShares.reportId, id);
      return { answer, took: (await scene.db.select().from(reportShares).where(shared)).length === 1 };
    },
  },
  'redact-report': {
    attempt: async (scene) => {
      const id = await report(scene, await counted(scene));
      const answer = await change(scene, id, 'redact', { sure: 'yes' });
      const [words] = await scene.db.select().from(reportWords).where(eq(reportWords.reportId, id));
      return { answer, took: words?.happened === null };
    },
  },
};
