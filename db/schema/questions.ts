import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { approaches } from './approaches.ts';
import { focuses, neighborhoods } from './catalogs.ts';
import { id, instant } from './columns.ts';
import { groups } from './groups.ts';
import { people } from './people.ts';

/**
 * A question to the network: a group's, a resident's, or the open question of a chapter, whose text is content and
 * stands here in the town's first language so that it can be answered and followed like any other.
 */
export const questions = pgTable(
  'questions',
  {
    id: id(),
    idempotencyKey: uuid('idempotency_key').notNull(),
    /** The group that asks; null for a resident and for a chapter. */
    groupId: uuid('group_id').references(() => groups.id),
    /** The chapter whose open question it is. */
    chapter: text('chapter'),
    /** Null for a chapter, and after an account was deleted its row is empty. */
    askedBy: uuid('asked_by').references(() => people.id),
    lang: text('lang').notNull(),
    /** The question itself, in one sentence. */
    text: text('text').notNull(),
    /** What was tried already, or why it matters. */
    detail: text('detail'),
    focusId: text('focus_id').references(() => focuses.id),
    neighborhoodId: text('neighborhood_id').references(() => neighborhoods.id),
    askedAt: instant('asked_at').notNull().defaultNow(),
    resolvedAt: instant('resolved_at'),
    hiddenAt: instant('hidden_at'),
    hiddenReason: text('hidden_reason'),
  },
  (t) => [
    uniqueIndex('questions_idempotency').on(t.idempotencyKey),
    uniqueIndex('questions_chapter').on(t.chapter),
    index('questions_asked').on(t.askedAt.desc().nullsFirst()),
    index('questions_focus').on(t.focusId, t.askedAt.desc().nullsFirst()),
    index('questions_neighborhood').on(t.neighborhoodId, t.askedAt.desc().nullsFirst()),
    index('questions_group').on(t.groupId, t.askedAt.desc().nullsFirst()),
    check('questions_asker', sql`${t.chapter} is not null or ${t.askedBy} is not null`),
    check('questions_chapter_stays_open', sql`${t.chapter} is null or ${t.resolvedAt} is null`),
  ],
);

/** Groups to which a question is addressed, because their results bear on it; none: to everyone. */
export const questionGroups = pgTable(
  'question_groups',
  {
    questionId: uuid('question_id')
      .notNull()
      .references(() => questions.id),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
  },
  (t) => [primaryKey({ columns: [t.questionId, t.groupId] }), index('question_groups_group').on(t.groupId)],
);

/** An answer; `helpedAt` and what came of it are said by whoever asked. */
export const answers = pgTable(
  'answers',
  {
    id: id(),
    idempotencyKey: uuid('idempotency_key').notNull(),
    questionId: uuid('question_id')
      .notNull()
      .references(() => questions.id),
    /** The group that answers; null for a resident. */
    groupId: uuid('group_id').references(() => groups.id),
    answeredBy: uuid('answered_by')
      .notNull()
      .references(() => people.id),
    lang: text('lang').notNull(),
    text: text('text').notNull(),
    /** An approach that the answer points to. */
    approachId: uuid('approach_id').references(() => approaches.id),
    answeredAt: instant('answered_at').notNull().defaultNow(),
    helpedAt: instant('helped_at'),
    helpedBy: uuid('helped_by').references(() => people.id),
    cameOfIt: text('came_of_it'),
    withdrawnAt: instant('withdrawn_at'),
    hiddenAt: instant('hidden_at'),
    hiddenReason: text('hidden_reason'),
  },
  (t) => [
    uniqueIndex('answers_idempotency').on(t.idempotencyKey),
    index('answers_question').on(t.questionId, t.answeredAt),
    index('answers_group').on(t.groupId),
    index('answers_person').on(t.answeredBy),
    index('answers_helped')
      .on(t.helpedAt)
      .where(sql`helped_at is not null`),
    check('answers_came_of_help', sql`${t.cameOfIt} is null or ${t.helpedAt} is not null`),
    check('answers_withdrawn_empty', sql`${t.withdrawnAt} is null or ${t.text} = ''`),
  ],
);
