import { and, asc, desc, eq, isNotNull, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupMeasures, groups, measures, memberships, reports, reportVersions } from '#db/schema/index.ts';
import { isListedGroup, isPublic } from '#features/groups/public-groups.server.ts';
import type { GroupRole } from '#features/organize/permissions.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { newestVersion } from './current-reports.server.ts';
import { toMeasureView } from './measure-view.server.ts';
import type { GroupName, MeasureView } from './report-view.ts';

/** What the report form shows and proposes. */
export interface ReportFormPage {
  group: GroupName & {
    kind: string;
    groupRole: GroupRole | null;
    closedAt: Date | null;
    focusId: string | null;
    neighborhoodId: string;
  };
  /** In the group's order; the first is proposed. */
  measures: MeasureView[];
  /** The newest standing report with a figure, by measure. */
  last: Map<string, { value: number; cases: number | null; periodEnd: CalendarDay }>;
  lastPeriodEnd: CalendarDay | null;
  /** Groups that may have worked on the same result: those of the same focus or neighborhood. */
  others: GroupName[];
}

const othersMost = 60;

/** The id of no person: whoever is not signed in has no role. */
export const nobody = '00000000-0000-0000-0000-000000000000';

/** The form's page for one group as a person sees it; null when there is no such group, or none
 * they may know of. Four queries. */
export function findReportForm(
  db: Queryable,
  slug: string,
  personId: string,
): Promise<ReportFormPage | null> {
  return findForm(db, eq(groups.slug, slug), personId);
}

/** The same by the group's id. */
export function findReportFormById(
  db: Queryable,
  groupId: string,
  personId: string,
): Promise<ReportFormPage | null> {
  return findForm(db, eq(groups.id, groupId), personId);
}

async function findForm(db: Queryable, which: SQL, personId: string): Promise<ReportFormPage | null> {
  const [group] = await db
    .select({
      id: groups.id,
      slug: groups.slug,
      name: groups.name,
      lang: groups.lang,
      kind: groups.kind,
      closedAt: groups.closedAt,
      focusId: groups.focusId,
      neighborhoodId: groups.neighborhoodId,
      groupRole: sql<GroupRole | null>`${memberships.role}`,
    })
    .from(groups)
    .leftJoin(
      memberships,
      and(
        eq(memberships.groupId, groups.id),
        eq(memberships.personId, personId),
        eq(memberships.state, 'active'),
      ),
    )
    .where(and(which, isNull(groups.hiddenAt), or(isPublic(), isNotNull(memberships.role))));
  if (!group) return null;
  const [chosen, latest, others] = await Promise.all([
    db
      .select({ entry: measures, definition: groupMeasures.definition })
      .from(groupMeasures)
      .innerJoin(measures, eq(measures.id, groupMeasures.measureId))
      .where(and(eq(groupMeasures.groupId, group.id), isNull(groupMeasures.endedAt)))
      .orderBy(asc(groupMeasures.position), asc(groupMeasures.measureId)),
    latestReports(db, group.id),
    listGroupsNear(db, group),
  ]);
  const counted = latest.flatMap(({ measureId, value, cases, periodEnd }) =>
    measureId !== null && value !== null ? [[measureId, { value, cases, periodEnd }] as const] : [],
  );
  return {
    group,
    measures: chosen.map(({ entry, definition }) => toMeasureView(entry, definition)),
    last: new Map(counted),
    lastPeriodEnd: latest.reduce<CalendarDay | null>(
      (end, row) => (end === null || row.periodEnd > end ? row.periodEnd : end),
      null,
    ),
    others,
  };
}

function latestReports(db: Queryable, groupId: string) {
  return db
    .selectDistinctOn([reports.measureId, reports.outcome], {
      measureId: reports.measureId,
      value: reportVersions.value,
      cases: reportVersions.cases,
      periodEnd: reportVersions.periodEnd,
    })
    .from(reports)
    .innerJoin(reportVersions, newestVersion)
    .where(and(eq(reports.groupId, groupId), isNull(reports.withdrawnAt)))
    .orderBy(asc(reports.measureId), asc(reports.outcome), desc(reportVersions.periodEnd));
}

/** Listed groups that may have worked on the same result as `group`: those of its focus or neighborhood. */
export function listGroupsNear(
  db: Queryable,
  group: { id: string; focusId: string | null; neighborhoodId: string },
): Promise<GroupName[]> {
  const near = [eq(groups.neighborhoodId, group.neighborhoodId)];
  if (group.focusId !== null) near.push(eq(groups.focusId, group.focusId));
  return db
    .select({ id: groups.id, slug: groups.slug, name: groups.name, lang: groups.lang })
    .from(groups)
    .where(and(eq(groups.kind, 'impact'), ne(groups.id, group.id), isListedGroup, or(...near)))
    .orderBy(asc(groups.slug))
    .limit(othersMost);
}

/** A public group as pages of its reports name it; null when it is not public or unknown. */
export async function findPublicGroup(db: Queryable, slug: string) {
  const [group] = await db
    .select({
      id: groups.id,
      slug: groups.slug,
      name: groups.name,
      lang: groups.lang,
      focusId: groups.focusId,
      neighborhoodId: groups.neighborhoodId,
    })
    .from(groups)
    .where(and(eq(groups.slug, slug), isPublic()));
  return group ?? null;
}

/** A person's role in the group of a report, null without an active membership; null when there is no such report. */
export async function findReportStanding(
  db: Queryable,
  reportId: string,
  personId: string,
): Promise<{ groupRole: GroupRole | null } | null> {
  const [found] = await db
    .select({ reportId: reports.id, groupRole: sql<GroupRole | null>`${memberships.role}` })
    .from(reports)
    .leftJoin(
      memberships,
      and(
        eq(memberships.groupId, reports.groupId),
        eq(memberships.personId, personId),
        eq(memberships.state, 'active'),
      ),
    )
    .where(eq(reports.id, reportId));
  return found ?? null;
}
