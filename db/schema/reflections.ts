import { sql } from 'drizzle-orm';
import { boolean, check, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { approaches } from './approaches.ts';
import { id, instant, oneOf } from './columns.ts';
import { groups } from './groups.ts';
import { people } from './people.ts';
import { questions } from './questions.ts';

/** Stepping back: falls due every few meetings, opens days before, and is put away when the group is done. */
export const reflections = pgTable(
  'reflections',
  {
    id: id(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    /** From this day on it looks back: the day after the last one, or the group's beginning. */
    since: date('since', { mode: 'string' }).notNull(),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    openedAt: instant('opened_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    finishedBy: uuid('finished_by').references(() => people.id),
  },
  (t) => [
    uniqueIndex('reflections_due').on(t.groupId, t.dueOn),
    uniqueIndex('reflections_one_open')
      .on(t.groupId)
      .where(sql`finished_at is null`),
    index('reflections_finished').on(t.finishedAt.desc().nullsFirst()),
  ],
);

/** What the group says at one step; a step without a row was skipped. Private to the group unless shared. */
export const reflectionAnswers = pgTable(
  'reflection_answers',
  {
    id: id(),
    reflectionId: uuid('reflection_id')
      .notNull()
      .references(() => reflections.id),
    step: text('step').notNull(),
    lang: text('lang').notNull(),
    text: text('text').notNull(),
    shared: boolean('shared').notNull().default(false),
    sharedAt: instant('shared_at'),
    changedAt: instant('changed_at').notNull().defaultNow(),
    changedBy: uuid('changed_by').references(() => people.id),
    /** What became of it. */
    questionId: uuid('question_id').references(() => questions.id),
    approachId: uuid('approach_id').references(() => approaches.id),
    hiddenAt: instant('hidden_at'),
    hiddenReason: text('hidden_reason'),
  },
  (t) => [
    uniqueIndex('reflection_answers_step').on(t.reflectionId, t.step),
    index('reflection_answers_shared')
      .on(t.step, t.sharedAt.desc().nullsFirst())
      .where(sql`shared`),
    check(
      'reflection_answers_step',
      oneOf(t.step, ['learned', 'surprised', 'worked', 'dropped', 'question', 'next']),
    ),
    check('reflection_answers_shared_when', sql`${t.shared} = (${t.sharedAt} is not null)`),
  ],
);
