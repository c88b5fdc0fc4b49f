import { sql } from 'drizzle-orm';
import {
  check,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { focuses, measures, neighborhoods } from './catalogs.ts';
import { id, instant, oneOf } from './columns.ts';
import { groups } from './groups.ts';
import { meetings } from './meetings.ts';
import { people } from './people.ts';

/** A report's identity and standing. Its figures are the versions in `report_versions`, the newest is `version`. */
export const reports = pgTable(
  'reports',
  {
    id: id(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    outcome: text('outcome').notNull(),
    measureId: text('measure_id').references(() => measures.id),
    definition: integer('definition').notNull().default(1),
    /** Focus and neighborhood of the group as they were when it was posted. */
    focusId: text('focus_id').references(() => focuses.id),
    neighborhoodId: text('neighborhood_id')
      .notNull()
      .references(() => neighborhoods.id),
    lang: text('lang').notNull(),
    /** The meeting that it was the end of. */
    meetingId: uuid('meeting_id').references(() => meetings.id),
    postedAt: instant('posted_at').notNull().defaultNow(),
    postedBy: uuid('posted_by').references(() => people.id),
    idempotencyKey: uuid('idempotency_key').notNull(),
    version: integer('version').notNull().default(1),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: uuid('withdrawn_by').references(() => people.id),
    withdrawnReason: text('withdrawn_reason'),
    hiddenAt: instant('hidden_at'),
    hiddenReason: text('hidden_reason'),
  },
  (t) => [
    uniqueIndex('reports_idempotency').on(t.idempotencyKey),
    index('reports_group').on(t.groupId, t.postedAt.desc().nullsFirst()),
    index('reports_measure').on(t.measureId, t.postedAt.desc().nullsFirst()),
    index('reports_meeting').on(t.meetingId),
    index('reports_posted').on(t.postedAt.desc().nullsFirst()),
    check('reports_outcome', oneOf(t.outcome, ['counted', 'nothing'])),
    check('reports_counted_measure', sql`${t.outcome} = 'nothing' or ${t.measureId} is not null`),
    check('reports_withdrawn_reason', sql`(${t.withdrawnAt} is null) = (${t.withdrawnReason} is null)`),
  ],
);

/** The ledger: figures are only ever added; a trigger refuses every UPDATE and DELETE. */
export const reportVersions = pgTable(
  'report_versions',
  {
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    version: integer('version').notNull(),
    periodStart: date('period_start', { mode: 'string' }).notNull(),
    periodEnd: date('period_end', { mode: 'string' }).notNull(),
    expected: numeric('expected', { mode: 'number' }),
    /** The result; for a share, how many of `cases`. Null when there was nothing to count. */
    value: numeric('value', { mode: 'number' }),
    cases: numeric('cases', { mode: 'number' }),
    hours: numeric('hours', { mode: 'number' }),
    /** In the town's currency. */
    money: numeric('money', { mode: 'number' }),
    postedAt: instant('posted_at').notNull().defaultNow(),
    /** Since when these figures stand, where a version corrects words alone; null where the figures are its own. */
    figuresAt: instant('figures_at'),
    postedBy: uuid('posted_by').references(() => people.id),
    idempotencyKey: uuid('idempotency_key').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reportId, t.version] }),
    uniqueIndex('report_versions_idempotency').on(t.idempotencyKey),
    index('report_versions_period').on(t.periodEnd.desc().nullsFirst()),
    index('report_versions_posted').on(t.postedAt.desc().nullsFirst()),
    check('report_versions_period', sql`${t.periodStart} <= ${t.periodEnd}`),
    check('report_versions_share', sql`${t.cases} is null or (${t.cases} > 0 and ${t.value} >= 0)`),
    check('report_versions_effort', sql`${t.hours} >= 0 and ${t.money} >= 0`),
  ],
);

/** The words of a version; those of the newest that has any stand. Redaction empties them everywhere; the figure stays. */
export const reportWords = pgTable(
  'report_words',
  {
    reportId: uuid('report_id').notNull(),
    version: integer('version').notNull(),
    tried: text('tried'),
    happened: text('happened'),
    learned: text('learned'),
    nextQuestion: text('next_question'),
    /** Why the figures were amended. */
    reason: text('reason'),
    redactedAt: instant('redacted_at'),
    redactedBy: uuid('redacted_by').references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.reportId, t.version] }),
    check(
      'report_words_redacted_empty',
      sql`${t.redactedAt} is null or (${t.tried} is null and ${t.happened} is null and ${t.learned} is null and ${t.nextQuestion} is null and ${t.reason} is null)`,
    ),
  ],
);

/** What was still true after the measure's confirmation time; added, never changed. The newest counts. */
export const reportConfirmations = pgTable(
  'report_confirmations',
  {
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    version: integer('version').notNull(),
    value: numeric('value', { mode: 'number' }).notNull(),
    cases: numeric('cases', { mode: 'number' }),
    confirmedAt: instant('confirmed_at').notNull().defaultNow(),
    confirmedBy: uuid('confirmed_by').references(() => people.id),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.version] })],
);

/** Groups that worked on a result reported by another: it shows with both and counts once. */
export const reportShares = pgTable(
  'report_shares',
  {
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    sharedAt: instant('shared_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.groupId] }), index('report_shares_group').on(t.groupId)],
);
