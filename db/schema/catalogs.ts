import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
  index,
} from 'drizzle-orm/pg-core';
import { instant, oneOf } from './columns.ts';

/** A text in each of the town's languages. */
export type LocalizedText = Record<string, string>;

/** Neighborhoods, focuses and catalog measures come from content files and are upserted by id at each start. */
export const neighborhoods = pgTable('neighborhoods', {
  id: text('id').primaryKey(),
  name: jsonb('name').$type<LocalizedText>().notNull(),
  gridRef: text('grid_ref').notNull(),
  lon: doublePrecision('lon').notNull(),
  lat: doublePrecision('lat').notNull(),
  retiredAt: instant('retired_at'),
});

export const focuses = pgTable('focuses', {
  id: text('id').primaryKey(),
  name: jsonb('name').$type<LocalizedText>().notNull(),
  position: integer('position').notNull(),
  retiredAt: instant('retired_at'),
});

/** Measures of the town's catalog, and those a group defined for itself (`groupId` set), which never enter town totals. */
export const measures = pgTable(
  'measures',
  {
    id: text('id').primaryKey(),
    /** Set for a group's own measure; the foreign key stands in the migration (groups refer to catalogs). */
    groupId: uuid('group_id'),
    focusId: text('focus_id').references(() => focuses.id),
    name: jsonb('name').$type<LocalizedText>().notNull(),
    unit: jsonb('unit').$type<LocalizedText>().notNull(),
    /** Shares: what the result is a part of. */
    outOf: jsonb('out_of').$type<LocalizedText>(),
    /** Shares: a percentage of `outOf`, or so many for one of it; only a percentage stops at all of them. */
    readAs: text('read_as').notNull().default('percent'),
    /** The unit is the town's currency. */
    money: boolean('money').notNull().default(false),
    kind: text('kind').notNull(),
    better: text('better').notNull(),
    confirmAfterDays: integer('confirm_after_days'),
    /** Months 1-12 in which a seasonal measure is counted; null when it is not seasonal. */
    seasonMonths: integer('season_months').array(),
    sensitive: boolean('sensitive').notNull().default(false),
    iris: text('iris'),
    sdg: text('sdg'),
    retiredAt: instant('retired_at'),
  },
  (t) => [
    index('measures_group').on(t.groupId),
    check('measures_kind', oneOf(t.kind, ['count', 'level', 'share', 'never'])),
    check('measures_read_as', oneOf(t.readAs, ['percent', 'rate'])),
    check('measures_better', oneOf(t.better, ['more', 'less'])),
    check('measures_confirm_after', sql`${t.confirmAfterDays} between 1 and 400`),
  ],
);

export const prompts = pgTable('prompts', {
  id: text('id').primaryKey(),
  state: text('state').notNull(),
  text: jsonb('text').$type<LocalizedText>().notNull(),
  /** Set for a prompt that a moderator wrote; content files own the others. Its foreign keys stand in the migration. */
  writtenBy: uuid('written_by'),
  writtenAt: instant('written_at'),
  /** The group it was written for; null: for every group of the town. */
  groupId: uuid('group_id'),
  /** How many meetings asked it, and at how many it changed a plan; kept by the trigger `meetings_count_prompts`. */
  asked: integer('asked').notNull().default(0),
  changed: integer('changed').notNull().default(0),
  retiredAt: instant('retired_at'),
});
