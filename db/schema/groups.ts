import { sql, type SQL } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { focuses, neighborhoods } from './catalogs.ts';
import { id, instant, oneOf } from './columns.ts';

/**
 * Impact groups and communities of interest. `activeCount`, `offeredCount`, `waitingCount` and `requestCount`
 * are kept by the trigger `memberships_count`; `groups_places` holds the cap of 15 whatever happens at once.
 */
export const groups = pgTable(
  'groups',
  {
    id: id(),
    slug: text('slug').notNull(),
    kind: text('kind').notNull().default('impact'),
    name: text('name').notNull(),
    /** The language its own texts are written in. */
    lang: text('lang').notNull(),
    /** What the group does, in a sentence or two. */
    about: text('about').notNull(),
    /** Its own answer to the narrative; shown beside the chapters of its focus. */
    ourPart: text('our_part'),
    focusId: text('focus_id').references(() => focuses.id),
    neighborhoodId: text('neighborhood_id')
      .notNull()
      .references(() => neighborhoods.id),
    /** A public description of the place, such as “the library”. */
    place: text('place'),
    /** A public venue: its place is told to visitors at once. */
    placeIsPublic: boolean('place_is_public').notNull().default(false),
    /** A point of the fixed 250 m grid, only for public venues. */
    pointLon: doublePrecision('point_lon'),
    pointLat: doublePrecision('point_lat'),
    rhythm: text('rhythm'),
    /** ISO weekday, 1 Monday to 7 Sunday; `secondWeekday` for groups that meet twice a week. */
    weekday: smallint('weekday'),
    secondWeekday: smallint('second_weekday'),
    /** HH:MM in the town's time zone. */
    startsAt: text('starts_at'),
    partOfDay: text('part_of_day'),
    showsExactTime: boolean('shows_exact_time').notNull().default(false),
    firstMeetingOn: date('first_meeting_on', { mode: 'string' }),
    languages: text('languages').array().notNull(),
    stepFree: boolean('step_free'),
    welcomesVisitors: boolean('welcomes_visitors').notNull().default(true),
    joining: text('joining').notNull().default('request'),
    runBy: text('run_by').notNull().default('residents'),
    /** A convener's first name, where they chose to show it. */
    contactName: text('contact_name'),
    showsEase: boolean('shows_ease').notNull().default(false),
    safeguarding: jsonb('safeguarding').$type<{ concerns: string[]; confirmedAt?: string }>(),
    /** After how many meetings a reflection falls due. */
    reflectEvery: smallint('reflect_every').notNull().default(6),
    /** Whether members may type how they arrive before a meeting. */
    typedCheckIn: boolean('typed_check_in').notNull().default(false),
    /** The group does not want to be named among those to learn from. */
    staysOut: boolean('stays_out').notNull().default(false),
    /** The town's moderators: a group like any other, whose members moderate for the town. */
    forModerators: boolean('for_moderators').notNull().default(false),
    /** The last day of a four-week trial as an impact group; what it became when that was decided. */
    trialEndsOn: date('trial_ends_on', { mode: 'string' }),
    trialDecision: text('trial_decision'),
    trialDecidedAt: instant('trial_decided_at'),
    /** When its people were asked whether it still meets, after weeks without a word. */
    quietAskedAt: instant('quiet_asked_at'),
    /** The group from whose waitlist it was founded. */
    sisterOfId: uuid('sister_of_id').references((): AnyPgColumn => groups.id),
    dividedFromId: uuid('divided_from_id').references((): AnyPgColumn => groups.id),
    grownFromId: uuid('grown_from_id').references((): AnyPgColumn => groups.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: uuid('created_by'),
    restingUntil: date('resting_until', { mode: 'string' }),
    closedAt: instant('closed_at'),
    closingWords: text('closing_words'),
    hiddenAt: instant('hidden_at'),
    hiddenReason: text('hidden_reason'),
    /** Whether the public may know of it: not hidden, and its safeguarding confirmed where it asks for that. */
    isPublic: boolean('is_public')
      .notNull()
      .generatedAlwaysAs(
        (): SQL =>
          sql`hidden_at is null and (coalesce(jsonb_array_length(safeguarding -> 'concerns'), 0) = 0 or safeguarding ->> 'confirmedAt' is not null)`,
      ),
    /** Its name without capitals and accents, kept by the trigger `groups_sort_name`: what lists are sorted by. */
    sortName: text('sort_name').notNull().default(''),
    lastReportAt: instant('last_report_at'),
    reportCount: integer('report_count').notNull().default(0),
    activeCount: integer('active_count').notNull().default(0),
    offeredCount: integer('offered_count').notNull().default(0),
    waitingCount: integer('waiting_count').notNull().default(0),
    requestCount: integer('request_count').notNull().default(0),
  },
  (t) => [
    uniqueIndex('groups_slug_unique').on(t.slug),
    index('groups_neighborhood').on(t.neighborhoodId),
    index('groups_focus').on(t.focusId),
    index('groups_public')
      .on(t.createdAt.desc().nullsFirst())
      .where(sql`hidden_at is null`),
    // All that lists and counts of groups ask, so that they read this index alone and not the groups with all their words.
    index('groups_listed')
      .on(
        ...[t.sortName, t.id, t.kind, t.focusId, t.neighborhoodId, t.activeCount, t.offeredCount],
        ...[t.waitingCount, t.createdAt, t.lastReportAt, t.firstMeetingOn, t.restingUntil, t.reportCount],
        ...[t.welcomesVisitors, t.weekday, t.secondWeekday, t.rhythm, t.partOfDay, t.stepFree],
        ...[t.pointLon, t.pointLat, t.staysOut],
      )
      .where(sql`is_public and closed_at is null`),
    // What joins to all groups asks of them, closed ones too.
    index('groups_joined').on(t.id, t.neighborhoodId, t.kind, t.isPublic),
    index('groups_closings')
      .on(t.closedAt.desc().nullsFirst())
      .where(sql`closed_at is not null and closing_words is not null`),
    index('groups_not_public')
      .on(t.id)
      .where(sql`not is_public`),
    check(
      'groups_places',
      sql`${t.activeCount} >= 0 and ${t.offeredCount} >= 0 and ${t.activeCount} + ${t.offeredCount} <= 15`,
    ),
    check('groups_kind', oneOf(t.kind, ['impact', 'interest'])),
    check('groups_rhythm', oneOf(t.rhythm, ['daily', 'twice-weekly', 'weekly', 'fortnightly'])),
    check('groups_weekdays', sql`${t.weekday} between 1 and 7 and ${t.secondWeekday} between 1 and 7`),
    check('groups_starts_at', sql`${t.startsAt} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`),
    check('groups_part_of_day', oneOf(t.partOfDay, ['morning', 'afternoon', 'evening'])),
    check('groups_joining', oneOf(t.joining, ['open', 'request'])),
    check('groups_run_by', oneOf(t.runBy, ['residents', 'town'])),
    check('groups_point_public', sql`${t.pointLon} is null or ${t.placeIsPublic}`),
    index('groups_divided_from').on(t.dividedFromId),
    index('groups_grown_from').on(t.grownFromId),
    index('groups_sister_of').on(t.sisterOfId),
    uniqueIndex('groups_one_for_moderators')
      .on(t.forModerators)
      .where(sql`for_moderators and closed_at is null`),
    check('groups_reflect_every', sql`${t.reflectEvery} between 2 and 26`),
    check('groups_trial_decision', oneOf(t.trialDecision, ['continued', 'returned'])),
    check('groups_trial', sql`(${t.trialDecision} is null) = (${t.trialDecidedAt} is null)`),
    check('groups_languages', sql`cardinality(${t.languages}) > 0`),
  ],
);

/** The exact place, apart from everything public: for members and accepted visitors. */
export const groupPlaces = pgTable('group_places', {
  groupId: uuid('group_id')
    .primaryKey()
    .references(() => groups.id),
  exactPlace: text('exact_place').notNull(),
});
