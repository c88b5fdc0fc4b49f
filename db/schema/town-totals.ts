import { date, integer, jsonb, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { measures } from './catalogs.ts';
import { instant } from './columns.ts';

/**
 * Town totals kept beside the ledger: one cell a catalog measure, month of the period's last day, focus and
 * neighborhood ('' when a group had no focus). Written as deltas in the transaction of the report.
 */
export const impactRollups = pgTable(
  'impact_rollups',
  {
    measureId: text('measure_id')
      .notNull()
      .references(() => measures.id),
    /** First day of the month. */
    month: date('month', { mode: 'string' }).notNull(),
    focusId: text('focus_id').notNull(),
    neighborhoodId: text('neighborhood_id').notNull(),
    reports: integer('reports').notNull().default(0),
    claimed: numeric('claimed', { mode: 'number' }).notNull().default(0),
    claimedCases: numeric('claimed_cases', { mode: 'number' }).notNull().default(0),
    confirmedReports: integer('confirmed_reports').notNull().default(0),
    confirmed: numeric('confirmed', { mode: 'number' }).notNull().default(0),
    confirmedCases: numeric('confirmed_cases', { mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.measureId, t.month, t.focusId, t.neighborhoodId] })],
);

/**
 * Levels for the town, kept beside the ledger: the sum of groups' latest values of a month, by the month in which each of those
 * groups has its next one. So the latest of all up to any month is a sum too: of what has no next one by then.
 * Focus and neighborhood are those a reader may ask for, or `*` for the whole town, since a group that moved has a latest in each.
 */
export const levelRollups = pgTable(
  'level_rollups',
  {
    measureId: text('measure_id')
      .notNull()
      .references(() => measures.id),
    focusId: text('focus_id').notNull(),
    neighborhoodId: text('neighborhood_id').notNull(),
    /** First day of the month. */
    month: date('month', { mode: 'string' }).notNull(),
    /** First day of the month in which those groups report again; a day that never comes where they have not. */
    until: date('until', { mode: 'string' }).notNull(),
    claimed: numeric('claimed', { mode: 'number' }).notNull().default(0),
    confirmed: numeric('confirmed', { mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.measureId, t.focusId, t.neighborhoodId, t.month, t.until] })],
);

/** What a sensitive measure's quarter was published as, once and for good, so that later amendments give nothing away. */
export const publishedQuarters = pgTable(
  'published_quarters',
  {
    measureId: text('measure_id')
      .notNull()
      .references(() => measures.id),
    /** First day of the quarter. */
    quarter: date('quarter', { mode: 'string' }).notNull(),
    /** Null: hidden because the cell is small. */
    value: numeric('value', { mode: 'number' }),
    publishedAt: instant('published_at').notNull().defaultNow(),
    detail: jsonb('detail'),
  },
  (t) => [primaryKey({ columns: [t.measureId, t.quarter] })],
);

/**
 * How many reports of a group stand, by measure ('' without one) and by where they were posted ('' without a focus). Kept by
 * the trigger `reports_count`, so that counting a town's reports does not read them.
 */
export const reportCounts = pgTable(
  'report_counts',
  {
    groupId: uuid('group_id').notNull(),
    measureId: text('measure_id').notNull(),
    focusId: text('focus_id').notNull(),
    neighborhoodId: text('neighborhood_id').notNull(),
    reports: integer('reports').notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.measureId, t.focusId, t.neighborhoodId] })],
);

/**
 * How many standing reports of a group are about a month, by their periods' last days. Kept by the triggers `report_versions_months`
 * and `reports_months`, so that a quarter's groups are counted without reading its reports.
 */
export const groupMonths = pgTable(
  'group_months',
  {
    /** First day of the month. */
    month: date('month', { mode: 'string' }).notNull(),
    groupId: uuid('group_id').notNull(),
    reports: integer('reports').notNull(),
  },
  (t) => [primaryKey({ columns: [t.month, t.groupId] })],
);
