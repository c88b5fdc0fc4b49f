import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  index,
} from 'drizzle-orm/pg-core';
import { id, instant, oneOf } from './columns.ts';

/**
 * A person: somebody who signed in, or whom a convener added by name without an email address.
 * Rows are never deleted; leaving the town empties name and address and sets `deletedAt`.
 */
export const people = pgTable(
  'people',
  {
    id: id(),
    email: text('email'),
    name: text('name').notNull(),
    lang: text('lang').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** One switch: no mail but what the person asks for at that moment, such as a sign-in code. */
    mailsOff: boolean('mails_off').notNull().default(false),
    /** Whether the weekly digest comes. */
    digest: boolean('digest').notNull().default(true),
    /** Whether reminders come: before a meeting of one's groups, and after one without a report. */
    reminders: boolean('reminders').notNull().default(true),
    /** Up to when the last digest told. */
    digestedUntil: instant('digested_until'),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    uniqueIndex('people_email_unique').on(t.email),
    check('people_email_folded', sql`${t.email} = lower(${t.email})`),
    check('people_deleted_empty', sql`${t.deletedAt} is null or (${t.email} is null and ${t.name} = '')`),
  ],
);

/** Sessions hold only the SHA-256 of the token that the browser carries. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    /** What the person recognises it by, such as “Firefox on Android”. */
    label: text('label').notNull().default(''),
  },
  (t) => [index('sessions_person').on(t.personId)],
);

/** One request to sign in: link token, code and browser are kept as hashes, and used once. */
export const signInRequests = pgTable(
  'sign_in_requests',
  {
    id: id(),
    email: text('email').notNull(),
    codeHash: text('code_hash').notNull(),
    tokenHash: text('token_hash').notNull(),
    browserHash: text('browser_hash').notNull(),
    lang: text('lang').notNull(),
    /** What the person wanted before signing in (which act, which group, what was written). */
    intent: jsonb('intent'),
    tries: integer('tries').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    uniqueIndex('sign_in_requests_token').on(t.tokenHash),
    index('sign_in_requests_email').on(t.email, t.createdAt),
    check('sign_in_requests_tries', sql`${t.tries} between 0 and 5`),
  ],
);

/** Roles in the town; roles in a group live on the membership. */
export const townRoles = pgTable(
  'town_roles',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role').notNull(),
    grantedAt: instant('granted_at').notNull().defaultNow(),
    grantedBy: uuid('granted_by').references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.role] }),
    check('town_roles_role', oneOf(t.role, ['organizer'])),
  ],
);

/** Counters of the rate limits: one row a key and window, shared by all server processes. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').notNull(),
    windowStart: instant('window_start').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.windowStart] }), index('rate_limits_window').on(t.windowStart)],
);
