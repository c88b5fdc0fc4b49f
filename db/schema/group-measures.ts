import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { measures } from './catalogs.ts';
import { instant, oneOf } from './columns.ts';
import { groups } from './groups.ts';

/** What a group measures; a new way of counting raises `definition` and begins a new trajectory. */
export const groupMeasures = pgTable(
  'group_measures',
  {
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    measureId: text('measure_id')
      .notNull()
      .references(() => measures.id),
    definition: integer('definition').notNull().default(1),
    baseline: numeric('baseline', { mode: 'number' }),
    target: numeric('target', { mode: 'number' }),
    position: integer('position').notNull().default(0),
    /** A level's town sum counts only groups whose areas do not overlap. */
    ownArea: boolean('own_area').notNull().default(true),
    endedAt: instant('ended_at'),
    /** The trajectory as the rule told it after the newest report; null before the first. */
    trajectory: text('trajectory'),
    trajectoryReports: integer('trajectory_reports').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.groupId, t.measureId] }),
    index('group_measures_measure').on(t.measureId),
    index('group_measures_first')
      .on(t.groupId, t.position, t.measureId, t.trajectory)
      .where(sql`ended_at is null`),
    check(
      'group_measures_trajectory',
      oneOf(t.trajectory, ['clearly-better', 'clearly-less', 'no-clear-change', 'too-early']),
    ),
  ],
);
