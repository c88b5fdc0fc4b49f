import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { focuses, neighborhoods } from './catalogs.ts';
import { id, instant, oneOf } from './columns.ts';
import { groups } from './groups.ts';
import { reports } from './reports.ts';
import { people } from './people.ts';

/** What works for a group, written down for others. One that was adapted from another points to its parent. */
export const approaches = pgTable(
  'approaches',
  {
    id: id(),
    slug: text('slug').notNull(),
    idempotencyKey: uuid('idempotency_key').notNull(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    parentId: uuid('parent_id').references((): AnyPgColumn => approaches.id),
    /** Focus and neighborhood of the group as they were when it was written. */
    focusId: text('focus_id').references(() => focuses.id),
    neighborhoodId: text('neighborhood_id')
      .notNull()
      .references(() => neighborhoods.id),
    /** The language it was first written in. */
    lang: text('lang').notNull(),
    writtenBy: uuid('written_by').references(() => people.id),
    writtenAt: instant('written_at').notNull().defaultNow(),
    hiddenAt: instant('hidden_at'),
    hiddenReason: text('hidden_reason'),
  },
  (t) => [
    uniqueIndex('approaches_slug').on(t.slug),
    uniqueIndex('approaches_idempotency').on(t.idempotencyKey),
    index('approaches_parent').on(t.parentId),
    index('approaches_group').on(t.groupId),
    index('approaches_focus').on(t.focusId, t.writtenAt.desc().nullsFirst()),
    index('approaches_neighborhood').on(t.neighborhoodId, t.writtenAt.desc().nullsFirst()),
    index('approaches_written').on(t.writtenAt.desc().nullsFirst()),
    check('approaches_not_own_parent', sql`${t.parentId} <> ${t.id}`),
  ],
);

/** The words of an approach in one language. */
export const approachTexts = pgTable(
  'approach_texts',
  {
    approachId: uuid('approach_id')
      .notNull()
      .references(() => approaches.id),
    lang: text('lang').notNull(),
    title: text('title').notNull(),
    whatToDo: text('what_to_do').notNull(),
    whatItTakes: text('what_it_takes'),
    whenItFails: text('when_it_fails'),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.approachId, t.lang] })],
);

/** Reports in which the approach was at work, chosen by the group that wrote it and counted by the portal. */
export const approachEvidence = pgTable(
  'approach_evidence',
  {
    approachId: uuid('approach_id')
      .notNull()
      .references(() => approaches.id),
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
  },
  (t) => [
    primaryKey({ columns: [t.approachId, t.reportId] }),
    index('approach_evidence_report').on(t.reportId),
  ],
);

/** “We try this too”: a group takes an approach up, and is asked at `askAt` what came of it. */
export const adoptions = pgTable(
  'adoptions',
  {
    id: id(),
    approachId: uuid('approach_id')
      .notNull()
      .references(() => approaches.id),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    adoptedAt: instant('adopted_at').notNull().defaultNow(),
    adoptedBy: uuid('adopted_by').references(() => people.id),
    askAt: instant('ask_at').notNull(),
    outcome: text('outcome'),
    outcomeAt: instant('outcome_at'),
    outcomeBy: uuid('outcome_by').references(() => people.id),
    /** What came of it, in a line. */
    line: text('line'),
    lang: text('lang').notNull(),
    /** A report that shows it. */
    reportId: uuid('report_id').references(() => reports.id),
    /** What the group made of it, when it adapted it. */
    childId: uuid('child_id').references(() => approaches.id),
  },
  (t) => [
    uniqueIndex('adoptions_once').on(t.approachId, t.groupId),
    index('adoptions_group').on(t.groupId),
    index('adoptions_ask')
      .on(t.askAt)
      .where(sql`outcome is null`),
    index('adoptions_dropped')
      .on(t.outcomeAt.desc().nullsFirst())
      .where(sql`outcome = 'dropped' and line is not null`),
    check('adoptions_outcome', oneOf(t.outcome, ['kept', 'adapted', 'dropped'])),
    check('adoptions_outcome_when', sql`(${t.outcome} is null) = (${t.outcomeAt} is null)`),
    check('adoptions_line', sql`${t.line} is null or ${t.outcome} is not null`),
    check('adoptions_child', sql`${t.childId} is null or ${t.outcome} = 'adapted'`),
  ],
);
