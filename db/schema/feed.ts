import { bigserial, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { focuses, neighborhoods } from './catalogs.ts';
import { instant, oneOf } from './columns.ts';
import { groups } from './groups.ts';

/**
 * What happened in the creation space, one row an event, kept by triggers beside the tables that tell it. Whether an
 * event is public is decided when it is read.
 */
export const feedItems = pgTable(
  'feed_items',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    /** The id of the row that tells it: of a report, question, answer, approach, adoption, reflection, hand or group. */
    ref: uuid('ref').notNull(),
    /** The group whose act it is; null for a resident's. */
    groupId: uuid('group_id').references(() => groups.id),
    focusId: text('focus_id').references(() => focuses.id),
    neighborhoodId: text('neighborhood_id').references(() => neighborhoods.id),
  },
  (t) => [
    uniqueIndex('feed_items_once').on(t.kind, t.ref),
    index('feed_items_at').on(t.at.desc()),
    index('feed_items_kind').on(t.kind, t.at.desc()),
    index('feed_items_focus').on(t.focusId, t.at.desc()),
    index('feed_items_neighborhood').on(t.neighborhoodId, t.at.desc()),
    index('feed_items_group').on(t.groupId, t.at.desc()),
    check(
      'feed_items_kind',
      oneOf(t.kind, [
        'group',
        'report',
        'question',
        'answer',
        'helped',
        'approach',
        'adoption',
        'outcome',
        'reflection',
        'hand',
        'divided',
      ]),
    ),
  ],
);
