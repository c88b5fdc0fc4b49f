import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { measures, prompts } from './catalogs.ts';
import { id, instant, oneOf } from './columns.ts';
import { groups } from './groups.ts';
import { people } from './people.ts';

/** A date of a group's rhythm that is skipped or moved. What the rhythm itself says is never stored. */
export const meetingChanges = pgTable(
  'meeting_changes',
  {
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    /** The day on which the group would meet by its rhythm. */
    onDate: date('on_date', { mode: 'string' }).notNull(),
    /** The day it meets instead; null: it does not meet. */
    movedTo: date('moved_to', { mode: 'string' }),
    /** HH:MM in the town's zone; null: at the usual time. */
    movedToTime: text('moved_to_time'),
    changedAt: instant('changed_at').notNull().defaultNow(),
    changedBy: uuid('changed_by').references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.groupId, t.onDate] }),
    index('meeting_changes_moved').on(t.groupId, t.movedTo),
    check('meeting_changes_time', sql`${t.movedToTime} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`),
    check('meeting_changes_time_of_move', sql`${t.movedToTime} is null or ${t.movedTo} is not null`),
  ],
);

/** A meeting that took place: one row a group and day, made by the first thing that is written of it. */
export const meetings = pgTable(
  'meetings',
  {
    id: id(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    onDate: date('on_date', { mode: 'string' }).notNull(),
    idempotencyKey: uuid('idempotency_key').notNull(),
    openedAt: instant('opened_at').notNull().defaultNow(),
    openedBy: uuid('opened_by').references(() => people.id),
    /** How many guests came, besides the visits that were arranged. */
    guests: smallint('guests').notNull().default(0),
    /** The question that was asked; null: none was. */
    promptId: text('prompt_id').references(() => prompts.id),
    /** “Did this change anything?”; null: nobody said. */
    promptChanged: boolean('prompt_changed'),
    promptNote: text('prompt_note'),
    promptSaidAt: instant('prompt_said_at'),
    /** The group has put the meeting away; it may still be opened and corrected. */
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('meetings_day').on(t.groupId, t.onDate),
    uniqueIndex('meetings_idempotency').on(t.idempotencyKey),
    index('meetings_prompt').on(t.promptId),
    check('meetings_guests', sql`${t.guests} between 0 and 100`),
    check('meetings_prompt_said', sql`(${t.promptChanged} is null) = (${t.promptSaidAt} is null)`),
  ],
);

/** Who was there, for the group's own eyes. */
export const meetingPresence = pgTable(
  'meeting_presence',
  {
    meetingId: uuid('meeting_id')
      .notNull()
      .references(() => meetings.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.meetingId, t.personId] }),
    index('meeting_presence_person').on(t.personId),
  ],
);

/** What a group will try before it meets again, and what it expects of it. Carried on, it is a new one that points back. */
export const commitments = pgTable(
  'commitments',
  {
    id: id(),
    idempotencyKey: uuid('idempotency_key').notNull(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    /** The meeting at which it was made. */
    meetingId: uuid('meeting_id')
      .notNull()
      .references(() => meetings.id),
    position: integer('position').notNull().default(0),
    lang: text('lang').notNull(),
    text: text('text').notNull(),
    /** What is expected of it, in words. */
    expected: text('expected'),
    /** What is expected of it as a figure of a measure of the group. */
    measureId: text('measure_id').references(() => measures.id),
    expectedValue: numeric('expected_value', { mode: 'number' }),
    carriedFromId: uuid('carried_from_id').references((): AnyPgColumn => commitments.id),
    madeAt: instant('made_at').notNull().defaultNow(),
    madeBy: uuid('made_by').references(() => people.id),
    outcome: text('outcome'),
    outcomeAt: instant('outcome_at'),
    outcomeBy: uuid('outcome_by').references(() => people.id),
    /** The meeting at which it was looked at. */
    outcomeMeetingId: uuid('outcome_meeting_id').references(() => meetings.id),
    /** What came of it, or why it was dropped. */
    cameOfIt: text('came_of_it'),
  },
  (t) => [
    uniqueIndex('commitments_idempotency').on(t.idempotencyKey),
    uniqueIndex('commitments_carried_once').on(t.carriedFromId),
    index('commitments_group').on(t.groupId, t.madeAt.desc().nullsFirst()),
    index('commitments_meeting').on(t.meetingId),
    index('commitments_open')
      .on(t.groupId)
      .where(sql`outcome is null`),
    check('commitments_outcome', oneOf(t.outcome, ['kept', 'dropped', 'carried'])),
    check('commitments_outcome_when', sql`(${t.outcome} is null) = (${t.outcomeAt} is null)`),
    check('commitments_came', sql`${t.cameOfIt} is null or ${t.outcome} is not null`),
    check('commitments_expected', sql`${t.expectedValue} is null or ${t.measureId} is not null`),
  ],
);

/** The secret address of a person's calendar; only the SHA-256 of its token is kept, and it can be revoked. */
export const calendarLinks = pgTable(
  'calendar_links',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    tokenHash: text('token_hash').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    uniqueIndex('calendar_links_token').on(t.tokenHash),
    uniqueIndex('calendar_links_one')
      .on(t.personId)
      .where(sql`revoked_at is null`),
  ],
);

/** A link in a mail that does one act without signing in, and nothing else; only its token's SHA-256 is kept. */
export const actLinks = pgTable(
  'act_links',
  {
    id: id(),
    tokenHash: text('token_hash').notNull(),
    act: text('act').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    groupId: uuid('group_id').references(() => groups.id),
    /** What else the act is about, such as the day of the meeting, a question or an adoption. */
    subjectId: text('subject_id'),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    uniqueIndex('act_links_token').on(t.tokenHash),
    index('act_links_person').on(t.personId),
    index('act_links_expires').on(t.expiresAt),
    check('act_links_act', oneOf(t.act, ['report', 'answer', 'check-in', 'tell-adoption'])),
  ],
);
