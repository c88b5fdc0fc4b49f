import { sql } from 'drizzle-orm';
import {
  check,
  date,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { neighborhoods } from './catalogs.ts';
import { id, instant, oneOf } from './columns.ts';
import { groups } from './groups.ts';
import { people } from './people.ts';

/** A full group on its way to becoming two: the proposal, and the new group once it is done. */
export const divisions = pgTable(
  'divisions',
  {
    id: id(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    /** What the new group will be called, do and where; it becomes the new group's own. */
    name: text('name').notNull(),
    about: text('about').notNull(),
    neighborhoodId: text('neighborhood_id')
      .notNull()
      .references(() => neighborhoods.id),
    firstMeetingOn: date('first_meeting_on', { mode: 'string' }),
    /** Who will convene the new group. */
    convenerId: uuid('convener_id')
      .notNull()
      .references(() => people.id),
    proposedAt: instant('proposed_at').notNull().defaultNow(),
    proposedBy: uuid('proposed_by').references(() => people.id),
    doneAt: instant('done_at'),
    newGroupId: uuid('new_group_id').references(() => groups.id),
    cancelledAt: instant('cancelled_at'),
  },
  (t) => [
    uniqueIndex('divisions_one_open')
      .on(t.groupId)
      .where(sql`done_at is null and cancelled_at is null`),
    index('divisions_new_group').on(t.newGroupId),
    check('divisions_done', sql`(${t.doneAt} is null) = (${t.newGroupId} is null)`),
    check('divisions_ended_once', sql`${t.doneAt} is null or ${t.cancelledAt} is null`),
  ],
);

/** Where each member chose to go; who says nothing stays. */
export const divisionChoices = pgTable(
  'division_choices',
  {
    divisionId: uuid('division_id')
      .notNull()
      .references(() => divisions.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    side: text('side').notNull(),
    chosenAt: instant('chosen_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.divisionId, t.personId] }),
    check('division_choices_side', oneOf(t.side, ['stays', 'goes'])),
  ],
);

/** What a resident cares about and would explore: for proposing groups to them, and for nobody else's eyes. */
export const explorations = pgTable(
  'explorations',
  {
    personId: uuid('person_id')
      .primaryKey()
      .references(() => people.id),
    words: text('words'),
    focusIds: text('focus_ids').array().notNull(),
    neighborhoodId: text('neighborhood_id').references(() => neighborhoods.id),
    /** ISO weekdays, 1 Monday to 7 Sunday. */
    weekdays: smallint('weekdays').array().notNull(),
    partsOfDay: text('parts_of_day').array().notNull(),
    languages: text('languages').array().notNull(),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [
    check('explorations_parts', sql`${t.partsOfDay} <@ array['morning', 'afternoon', 'evening']`),
    check('explorations_weekdays', sql`${t.weekdays} <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]`),
  ],
);
