import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { id, instant, oneOf } from './columns.ts';
import { groups } from './groups.ts';
import { people } from './people.ts';

/**
 * How people arrive, typed before a meeting where the group switched it on. No person, no time: only the group and the
 * words, gone by the next meeting. The table is unlogged, and no backup or export has it.
 */
export const checkIns = pgTable(
  'check_ins',
  {
    id: id(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    /** The day of the meeting it was written for, after which it is deleted. */
    forDate: text('for_date').notNull(),
    words: text('words').notNull(),
  },
  (t) => [index('check_ins_group').on(t.groupId, t.forDate)],
);

/** “I need a hand” within a group, and “we need a hand” from a group to the organizers or, passed on, to the network. */
export const hands = pgTable(
  'hands',
  {
    id: id(),
    idempotencyKey: uuid('idempotency_key').notNull(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    /** Who hears it first: the group, or the town's organizers. */
    toWhom: text('to_whom').notNull(),
    /** Who asked; for the group's eyes, never for organizers or the network. */
    askedBy: uuid('asked_by').references(() => people.id),
    lang: text('lang').notNull(),
    words: text('words').notNull(),
    askedAt: instant('asked_at').notNull().defaultNow(),
    /** Passed on to the network by a moderator, in the moderator's own words. */
    passedOnAt: instant('passed_on_at'),
    passedOnBy: uuid('passed_on_by').references(() => people.id),
    passedOnWords: text('passed_on_words'),
    settledAt: instant('settled_at'),
    settledBy: uuid('settled_by').references(() => people.id),
    /** What came of it, in a line. */
    cameOfIt: text('came_of_it'),
    hiddenAt: instant('hidden_at'),
    hiddenReason: text('hidden_reason'),
  },
  (t) => [
    uniqueIndex('hands_idempotency').on(t.idempotencyKey),
    index('hands_group').on(t.groupId, t.askedAt.desc().nullsFirst()),
    index('hands_open')
      .on(t.toWhom, t.askedAt)
      .where(sql`settled_at is null`),
    index('hands_passed_on')
      .on(t.passedOnAt.desc().nullsFirst())
      .where(sql`passed_on_at is not null`),
    check('hands_to_whom', oneOf(t.toWhom, ['group', 'organizers'])),
    check('hands_passed_on_words', sql`(${t.passedOnAt} is null) = (${t.passedOnWords} is null)`),
  ],
);
