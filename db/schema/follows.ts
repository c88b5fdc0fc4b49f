import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, oneOf } from './columns.ts';
import { people } from './people.ts';

/** What somebody follows: it comes to them in the digest, and nobody else sees it. */
export const follows = pgTable(
  'follows',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    subjectType: text('subject_type').notNull(),
    /** An id of that type: a group's, focus's, question's or approach's. */
    subjectId: text('subject_id').notNull(),
    since: instant('since').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.subjectType, t.subjectId] }),
    index('follows_subject').on(t.subjectType, t.subjectId),
    check('follows_subject_type', oneOf(t.subjectType, ['group', 'focus', 'question', 'approach'])),
  ],
);
