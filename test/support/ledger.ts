import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { groupMeasures, impactRollups, measures, memberships } from '#db/schema/index.ts';
import { amendReport, confirmReport } from '#features/impact/amend-report.server.ts';
import type { Ledger } from '#features/impact/ledger-context.server.ts';
import { postReport } from '#features/impact/post-report.server.ts';
import type { ReportFigures, ReportWords } from '#features/impact/report.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { makeGroup, makePerson, makeTown } from './people.ts';

/** A ledger whose clock the test moves, and which remembers the tags that were cleared. */
export interface TestLedger extends Ledger {
  town: { timeZone: string };
  cleared: string[];
  setNow(instant: Date | string): void;
}

export function makeLedger(db: Database, start = '2026-11-22T18:00:00Z'): TestLedger {
  let now = new Date(start);
  const cleared: string[] = [];
  return {
    db,
    town: { timeZone: 'Europe/Madrid' },
    cleared,
    now: () => now,
    setNow: (instant) => (now = new Date(instant)),
    clearTags: (_tx, tags) => {
      cleared.push(...tags);
      return Promise.resolve();
    },
  };
}

/** A catalog measure, a count unless told otherwise. */
export async function makeMeasure(db: Database, given: Partial<typeof measures.$inferInsert> = {}) {
  await makeTown(db);
  const [measure] = await db
    .insert(measures)
    .values({
      id: `measure-${randomUUID().slice(0, 8)}`,
      focusId: 'water',
      name: { en: 'Drains still clear', es: 'Desagües limpios' },
      unit: { en: 'drains', es: 'desagües' },
      kind: 'count',
      better: 'more',
      ...given,
    })
    .returning();
  if (!measure) throw new Error('no measure was made');
  return measure;
}

/** A group that counts `measureId`, with one active member who is returned as an actor. */
export async function makeReportingGroup(
  db: Database,
  measureId: string,
  given: Parameters<typeof makeGroup>[1] & { ownArea?: boolean } = {},
) {
  const { ownArea, ...rest } = given;
  const group = await makeGroup(db, rest);
  await db.insert(groupMeasures).values({ groupId: group.id, measureId, ownArea: ownArea ?? true });
  return { group, actor: await makeMember(db, group.id) };
}

export async function makeMember(db: Database, groupId: string, role = 'member'): Promise<Actor> {
  const person = await makePerson(db);
  await db
    .insert(memberships)
    .values({ groupId, personId: person.id, state: 'active', role, activeSince: new Date() });
  return { personId: person.id, organizer: false };
}

export const figures = (given: Partial<ReportFigures> = {}): ReportFigures => ({
  periodStart: '2026-11-16',
  periodEnd: '2026-11-22',
  expected: null,
  value: 14,
  cases: null,
  hours: null,
  money: null,
  ...given,
});

const noWords: ReportWords = { tried: null, happened: null, learned: null, nextQuestion: null };

/** Posts a report and gives its id; throws on a refusal. */
export async function post(
  ledger: Ledger,
  who: { group: { id: string }; actor: Actor },
  measureId: string | null,
  given: Partial<ReportFigures> & {
    words?: Partial<ReportWords>;
    key?: string;
    sharedWith?: string[];
    sure?: boolean;
  } = {},
): Promise<string> {
  const { words, key, sharedWith, sure, ...rest } = given;
  const stated = figures(rest);
  const posted = await postReport(ledger, {
    actor: who.actor,
    groupId: who.group.id,
    measureId,
    lang: 'en',
    sharedWith: sharedWith ?? [],
    sure,
    report: {
      key: key ?? randomUUID(),
      outcome: stated.value === null ? 'nothing' : 'counted',
      figures: stated,
      words: { ...noWords, ...words },
    },
  });
  if (!posted.ok) throw new Error(`refused: ${posted.refusal}`);
  return posted.value.reportId;
}

export const amend = (ledger: Ledger, actor: Actor, reportId: string, given: Partial<ReportFigures>) =>
  amendReport(ledger, {
    reportId,
    actor,
    amendment: {
      key: randomUUID(),
      figures: figures(given),
      words: null,
      reason: 'We had counted one twice.',
    },
  });

export const confirm = (
  ledger: TestLedger,
  actor: Actor,
  reportId: string,
  value: number,
  cases: number | null = null,
) => confirmReport(ledger, { reportId, actor, confirmed: { value, cases } });

/** A measure and a group that reports on it, with a ledger of their own. */
export async function startLedger(db: Database, given: Partial<typeof measures.$inferInsert> = {}) {
  const ledger = makeLedger(db);
  const measure = await makeMeasure(db, given);
  return { ledger, measure, who: await makeReportingGroup(db, measure.id) };
}

/** What is kept of a measure's first month, place and focus. */
export async function rollupOf(db: Database, measureId: string) {
  return (await db.select().from(impactRollups).where(eq(impactRollups.measureId, measureId)))[0];
}
