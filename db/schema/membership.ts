import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id, instant, oneOf } from './columns.ts';
import { groups } from './groups.ts';
import { people } from './people.ts';

/** One person's way into, through and out of one group. Ended memberships stay as history. */
export const memberships = pgTable(
  'memberships',
  {
    id: id(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    state: text('state').notNull(),
    role: text('role').notNull().default('member'),
    /** What the person wrote with the request; emptied when the membership ends. */
    note: text('note'),
    /** The convener's kind word when declining. */
    answer: text('answer'),
    createdAt: instant('created_at').notNull().defaultNow(),
    changedAt: instant('changed_at').notNull().defaultNow(),
    /** When the person joined the line; the head of the waitlist has the earliest. */
    waitlistedAt: instant('waitlisted_at'),
    offerExpiresAt: instant('offer_expires_at'),
    activeSince: instant('active_since'),
    /** For a member added by name: who added them and the consent that was noted. */
    addedBy: uuid('added_by').references(() => people.id),
    consentNote: text('consent_note'),
  },
  (t) => [
    uniqueIndex('memberships_one_live')
      .on(t.groupId, t.personId)
      .where(sql`state in ('requested', 'waitlisted', 'offered', 'active')`),
    index('memberships_person').on(t.personId, t.state),
    index('memberships_active_since').on(t.activeSince),
    index('memberships_requested')
      .on(t.createdAt)
      .where(sql`state = 'requested'`),
    index('memberships_group').on(t.groupId, t.state, t.waitlistedAt),
    check(
      'memberships_state',
      oneOf(t.state, [
        'requested',
        'waitlisted',
        'offered',
        'active',
        'declined',
        'withdrawn',
        'lapsed',
        'left',
        'removed',
      ]),
    ),
    check('memberships_role', oneOf(t.role, ['member', 'moderator', 'convener'])),
    check('memberships_offer', sql`${t.state} <> 'offered' or ${t.offerExpiresAt} is not null`),
    check('memberships_waitlist', sql`${t.state} <> 'waitlisted' or ${t.waitlistedAt} is not null`),
  ],
);

/** Coming once: its own record, and it takes no place. */
export const visits = pgTable(
  'visits',
  {
    id: id(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    onDate: date('on_date', { mode: 'string' }).notNull(),
    state: text('state').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    changedAt: instant('changed_at').notNull().defaultNow(),
    /** When the group noted that they came. */
    cameAt: instant('came_at'),
    /** The approach they came to see, and the group they came from: a visit is help given. */
    approachId: uuid('approach_id'),
    fromGroupId: uuid('from_group_id').references(() => groups.id),
  },
  (t) => [
    uniqueIndex('visits_one_a_date')
      .on(t.groupId, t.personId, t.onDate)
      .where(sql`state in ('asked', 'arranged')`),
    index('visits_person').on(t.personId),
    index('visits_group').on(t.groupId, t.onDate),
    index('visits_approach').on(t.approachId),
    check('visits_state', oneOf(t.state, ['asked', 'arranged', 'declined', 'cancelled'])),
  ],
);
