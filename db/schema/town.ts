import { sql, type SQL } from 'drizzle-orm';
import {
  bigserial,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { id, instant, oneOf } from './columns.ts';
import { people } from './people.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Everything public that can be searched, one row a thing and language; written with what it mirrors. */
export const searchDocuments = pgTable(
  'search_documents',
  {
    kind: text('kind').notNull(),
    ref: text('ref').notNull(),
    lang: text('lang').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** Address without language prefix. */
    path: text('path').notNull(),
    changedAt: instant('changed_at').notNull().defaultNow(),
    words: tsvector('words').generatedAlwaysAs(
      (): SQL => sql`case when lang = 'es'
        then setweight(to_tsvector('town_es', title), 'A') || setweight(to_tsvector('town_es', body), 'B')
        else setweight(to_tsvector('town_en', title), 'A') || setweight(to_tsvector('town_en', body), 'B') end`,
    ),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.ref, t.lang] }),
    // Reports are nearly all there is in a town of some years; the rest must be found without passing them.
    index('search_documents_others')
      .using('gin', t.words)
      .where(sql`kind <> 'report'`),
    index('search_documents_reports')
      .using('gin', t.words)
      .where(sql`kind = 'report'`),
    index('search_documents_newest')
      .on(t.changedAt.desc().nullsFirst())
      .where(sql`kind = 'report'`),
    check(
      'search_documents_kind',
      oneOf(t.kind, [
        'group',
        'report',
        'question',
        'approach',
        'chapter',
        'revision',
        'focus',
        'neighborhood',
        'page',
        'measure',
        'reflection',
      ]),
    ),
  ],
);

/** Every organizer's act, added and never changed. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    actorId: uuid('actor_id').references(() => people.id),
    act: text('act').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    reason: text('reason'),
    detail: jsonb('detail'),
  },
  (t) => [index('audit_log_at').on(t.at.desc().nullsFirst())],
);

/** A concern about a group, report or person; it reaches organizers without passing the convener. */
export const flags = pgTable(
  'flags',
  {
    id: id(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    words: text('words').notNull(),
    raisedBy: uuid('raised_by').references(() => people.id),
    raisedAt: instant('raised_at').notNull().defaultNow(),
    settledAt: instant('settled_at'),
    settledBy: uuid('settled_by').references(() => people.id),
    outcome: text('outcome'),
  },
  (t) => [
    index('flags_open')
      .on(t.raisedAt)
      .where(sql`settled_at is null`),
    check(
      'flags_subject',
      oneOf(t.subjectType, ['group', 'report', 'question', 'answer', 'approach', 'reflection', 'hand']),
    ),
  ],
);

/** Every mail the portal sends or, without a mail server, keeps. Bodies are emptied some days after sending. */
export const mails = pgTable(
  'mails',
  {
    id: id(),
    /** What it is about, such as `request-received:<membership id>`; a second one of a kind is never made. */
    onceKey: text('once_key').unique(),
    kind: text('kind').notNull(),
    recipient: text('recipient').notNull(),
    lang: text('lang').notNull(),
    subject: text('subject').notNull(),
    bodyText: text('body_text').notNull(),
    bodyHtml: text('body_html').notNull(),
    headers: jsonb('headers').$type<Record<string, string>>(),
    createdAt: instant('created_at').notNull().defaultNow(),
    sentAt: instant('sent_at'),
    tries: integer('tries').notNull().default(0),
    /** Set while a process talks to the mail server about it, so that no other does. */
    sendingSince: instant('sending_since'),
    lastError: text('last_error'),
  },
  (t) => [index('mails_created').on(t.createdAt.desc().nullsFirst())],
);

/** Facts about the installation, such as the town's immutable id and the seed that was laid. */
export const installation = pgTable('installation', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  at: instant('at').notNull().defaultNow(),
});
