import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Database, Queryable } from '#db/client.ts';
import { flags, groups, hands, reflectionAnswers, reflections, reports } from '#db/schema/index.ts';
import { isPublicGroup } from '#features/groups/groups.ts';
import { findAnswerSubjects, findApproachSubjects, findQuestionSubjects } from './created-subjects.server.ts';
import { recordAct } from './audit.server.ts';
import { type HideableType, isUuid } from './organize.ts';

/** A concern somebody raised, as organizers see it. */
export type OpenConcern = typeof flags.$inferSelect;

/** Takes a concern about a public group or report; the same words again are one concern while it is open. @returns its id. */
export async function raiseConcern(
  db: Queryable,
  concern: { subjectType: HideableType; subjectId: string; words: string; raisedBy: string | null },
): Promise<string> {
  const { subjectType, subjectId, words, raisedBy } = concern;
  const same = and(
    eq(flags.subjectType, subjectType),
    eq(flags.subjectId, subjectId),
    eq(flags.words, words),
    raisedBy === null ? isNull(flags.raisedBy) : eq(flags.raisedBy, raisedBy),
    isNull(flags.settledAt),
  );
  const [before] = await db.select({ id: flags.id }).from(flags).where(same);
  if (before) return before.id;
  const [row] = await db.insert(flags).values(concern).returning({ id: flags.id });
  if (!row) throw new Error('the concern was not kept');
  return row.id;
}

/** Open concerns, the oldest first. */
export function listOpenConcerns(db: Queryable): Promise<OpenConcern[]> {
  return db.select().from(flags).where(isNull(flags.settledAt)).orderBy(flags.raisedAt).limit(100);
}

/** Settles a concern with what came of it. @returns false when it was settled already or never raised. */
export async function settleConcern(
  db: Database,
  actorId: string,
  id: string,
  outcome: string,
  now: Date,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const settled = await tx
      .update(flags)
      .set({ settledAt: now, settledBy: actorId, outcome })
      .where(and(eq(flags.id, id), isNull(flags.settledAt)))
      .returning({ id: flags.id });
    if (settled.length === 0) return false;
    await recordAct(tx, { actorId, act: 'settle-flag', subjectType: 'flag', subjectId: id, reason: outcome });
    return true;
  });
}

/** What a concern is about. */
export interface Subject {
  /** The group's name; of a question or approach its own words; of what else a group wrote, its group's name. */
  name: string;
  path: string;
  hidden: boolean;
  /** Whether it is still there for everybody. */
  isPublic: boolean;
}

/** Names of what concerns are about, by id: what to show and where it stands. */
export async function findSubjects(
  db: Queryable,
  concerns: readonly Pick<OpenConcern, 'subjectType' | 'subjectId'>[],
): Promise<Map<string, Subject>> {
  const ids = (type: HideableType) =>
    concerns.filter((each) => each.subjectType === type).map((each) => each.subjectId);
  const found = new Map<string, Subject>();
  const groupIds = ids('group');
  const reportIds = ids('report');
  if (groupIds.length > 0) {
    for (const group of await db.select().from(groups).where(inArray(groups.id, groupIds)))
      found.set(group.id, {
        name: group.name,
        path: `/groups/${group.slug}/`,
        hidden: group.hiddenAt !== null,
        isPublic: isPublicGroup(group),
      });
  }
  if (reportIds.length > 0) {
    const rows = await db
      .select({ id: reports.id, hiddenAt: reports.hiddenAt, group: groups })
      .from(reports)
      .innerJoin(groups, eq(groups.id, reports.groupId))
      .where(inArray(reports.id, reportIds));
    for (const report of rows)
      found.set(report.id, {
        name: report.group.name,
        path: `/reports/${report.id}/`,
        hidden: report.hiddenAt !== null,
        isPublic: report.hiddenAt === null && isPublicGroup(report.group),
      });
  }
  await findQuestionSubjects(db, found, ids('question'));
  await findAnswerSubjects(db, found, ids('answer'));
  await findApproachSubjects(db, found, ids('approach'));
  await findShared(db, found, ids('reflection'));
  await findPassedOn(db, found, ids('hand'));
  return found;
}

/** What groups shared of reflections; hidden is one of which every shared answer is. */
async function findShared(db: Queryable, found: Map<string, Subject>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await db
    .select({
      id: reflections.id,
      group: groups,
      hidden: sql<boolean>`bool_and(${reflectionAnswers.hiddenAt} is not null)`,
    })
    .from(reflections)
    .innerJoin(groups, eq(groups.id, reflections.groupId))
    .innerJoin(
      reflectionAnswers,
      and(eq(reflectionAnswers.reflectionId, reflections.id), eq(reflectionAnswers.shared, true)),
    )
    .where(inArray(reflections.id, [...ids]))
    .groupBy(reflections.id, groups.id);
  for (const { id, group, hidden } of rows)
    found.set(id, {
      name: group.name,
      path: `/reflections/${id}/`,
      hidden,
      isPublic: !hidden && isPublicGroup(group),
    });
}

/** Hands that were passed on to the network; they stand on their group's page. */
async function findPassedOn(
  db: Queryable,
  found: Map<string, Subject>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await db
    .select({ id: hands.id, hiddenAt: hands.hiddenAt, group: groups })
    .from(hands)
    .innerJoin(groups, eq(groups.id, hands.groupId))
    .where(and(inArray(hands.id, [...ids]), isNotNull(hands.passedOnAt)));
  for (const { id, hiddenAt, group } of rows)
    found.set(id, {
      name: group.name,
      path: `/groups/${group.slug}/#hands`,
      hidden: hiddenAt !== null,
      isPublic: hiddenAt === null && isPublicGroup(group),
    });
}

/** One of these by its id, as long as it is public; null when there is none that everybody can read. */
export async function findSubject(db: Queryable, type: HideableType, id: string): Promise<Subject | null> {
  if (!isUuid(id)) return null;
  const subject = (await findSubjects(db, [{ subjectType: type, subjectId: id }])).get(id);
  return subject?.isPublic ? subject : null;
}
