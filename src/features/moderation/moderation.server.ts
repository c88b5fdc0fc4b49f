import { and, asc, count, desc, eq, inArray, isNotNull, isNull, max, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import {
  adoptions,
  answers,
  groupMeasures,
  groups,
  meetings,
  prompts,
  questions,
  reflections,
  reports,
  reportVersions,
  reportWords,
} from '#db/schema/index.ts';
import { newestVersion } from '#features/impact/current-reports.server.ts';
import type { LocalizedText } from '#features/town/localized.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import type { AskedSigns } from './not-asked.ts';

const latestReports = 12;

/**
 * What `notAsked` asks of a group. `chapters` are those of its focus, in their order. Queries sent together; none grows
 * with the town.
 */
export async function findAskedSigns(
  db: Queryable,
  groupId: string,
  chapters: readonly string[],
): Promise<AskedSigns> {
  const of = <Table extends { groupId: typeof meetings.groupId }>(table: Table) => eq(table.groupId, groupId);
  const [latest, counting, met, reflected, asked, adopted, touched] = await Promise.all([
    findLatest(db, groupId),
    db
      .select({ definition: max(groupMeasures.definition), reports: max(groupMeasures.trajectoryReports) })
      .from(groupMeasures)
      .where(and(eq(groupMeasures.groupId, groupId), isNull(groupMeasures.endedAt))),
    db.select({ count: count() }).from(meetings).where(of(meetings)),
    db.select({ count: count() }).from(reflections).where(eq(reflections.groupId, groupId)),
    db.select({ count: count() }).from(questions).where(eq(questions.groupId, groupId)),
    db.select({ count: count() }).from(adoptions).where(eq(adoptions.groupId, groupId)),
    findTouched(db, groupId, chapters),
  ]);
  return {
    reportsSameWay: counting[0]?.reports ?? 0,
    everRecounted: (counting[0]?.definition ?? 1) > 1,
    reports: latest,
    meetings: met[0]?.count ?? 0,
    reflections: reflected[0]?.count ?? 0,
    questionsAsked: asked[0]?.count ?? 0,
    adoptions: adopted[0]?.count ?? 0,
    chapters: chapters.filter((chapter) => !touched.has(chapter)),
  };
}

function findLatest(db: Queryable, groupId: string): Promise<AskedSigns['reports'][number][]> {
  return db
    .select({
      expected: sql<boolean>`${reportVersions.expected} is not null`,
      hours: sql<boolean>`${reportVersions.hours} is not null`,
      nextQuestion: sql<boolean>`exists (select 1 from ${reportWords} w
        where w.report_id = ${reports.id} and w.next_question is not null)`,
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .where(and(eq(reports.groupId, groupId), isNull(reports.withdrawnAt)))
    .orderBy(desc(reports.postedAt))
    .limit(latestReports);
}

/** The chapters whose open question this group answered. */
async function findTouched(
  db: Queryable,
  groupId: string,
  chapters: readonly string[],
): Promise<Set<string | null>> {
  if (chapters.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ chapter: questions.chapter })
    .from(answers)
    .innerJoin(questions, eq(questions.id, answers.questionId))
    .where(
      and(
        eq(answers.groupId, groupId),
        isNull(answers.withdrawnAt),
        inArray(questions.chapter, [...chapters]),
      ),
    );
  return new Set(rows.map(({ chapter }) => chapter));
}

/** A question that a group was asked, and whether it changed anything. */
export interface AskedPrompt {
  readonly onDate: CalendarDay;
  readonly text: LocalizedText;
  /** Null: nobody said. */
  readonly changed: boolean | null;
}

/** The questions a group was asked last, newest first. */
export function listAsked(db: Queryable, groupId: string): Promise<AskedPrompt[]> {
  return db
    .select({ onDate: meetings.onDate, text: prompts.text, changed: meetings.promptChanged })
    .from(meetings)
    .innerJoin(prompts, eq(prompts.id, meetings.promptId))
    .where(eq(meetings.groupId, groupId))
    .orderBy(desc(meetings.onDate))
    .limit(6);
}

/** How often questions were asked in the town in a month, and how many changed a plan: what the moderators count. */
export interface AskedMonth {
  readonly month: string;
  readonly asked: number;
  readonly changed: number;
}

/** The last six months of questions asked, in all groups, newest first. */
export async function listAskedMonths(db: Queryable): Promise<AskedMonth[]> {
  const month = sql<string>`to_char(${meetings.onDate}, 'YYYY-MM')`;
  return db
    .select({
      month,
      asked: sql`count(*)`.mapWith(Number),
      changed: sql`count(*) filter (where ${meetings.promptChanged})`.mapWith(Number),
    })
    .from(meetings)
    .where(isNotNull(meetings.promptId))
    .groupBy(month)
    .orderBy(desc(month))
    .limit(6);
}

/** The group whose members moderate for the town; null when there is none. */
export async function findModeratorsGroup(db: Queryable) {
  const [group] = await db
    .select({ id: groups.id, slug: groups.slug, name: groups.name })
    .from(groups)
    .where(and(eq(groups.forModerators, true), isNull(groups.closedAt)));
  return group ?? null;
}

/** The groups an organizer may choose from. */
export function listGroupsToChoose(db: Queryable): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(and(isNull(groups.closedAt), isNull(groups.hiddenAt), eq(groups.kind, 'impact')))
    .orderBy(asc(groups.name));
}
