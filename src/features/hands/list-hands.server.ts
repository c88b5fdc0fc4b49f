import { and, asc, count, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, hands, people } from '#db/schema/index.ts';
import type { AskedHand, GroupHand, HandAddressee, PublicHand } from './hands.ts';

/** A group's hands for its members: open ones first, the newest of them first; then what came of settled ones. */
export async function listGroupHands(db: Queryable, groupId: string): Promise<GroupHand[]> {
  const rows = await db
    .select({ hand: hands, name: people.name })
    .from(hands)
    .leftJoin(people, eq(people.id, hands.askedBy))
    .where(eq(hands.groupId, groupId))
    .orderBy(sql`${hands.settledAt} is not null`, desc(hands.askedAt))
    .limit(50);
  return rows.map(({ hand, name }) => ({
    id: hand.id,
    toWhom: hand.toWhom as HandAddressee,
    lang: hand.lang,
    words: hand.words,
    askedAt: hand.askedAt,
    askedBy: hand.toWhom === 'group' && hand.askedBy && name ? { id: hand.askedBy, name } : null,
    passedOn: hand.passedOnWords,
    settledAt: hand.settledAt,
    cameOfIt: hand.cameOfIt,
  }));
}

/** How many of its members' hands a group has not settled. */
export async function countOpenHands(db: Queryable, groupId: string): Promise<number> {
  const open = and(eq(hands.groupId, groupId), eq(hands.toWhom, 'group'), isNull(hands.settledAt));
  const [row] = await db.select({ count: count() }).from(hands).where(open);
  return row?.count ?? 0;
}

/** What groups asked the organizers: open ones, the longest wait first, or the latest that were settled. */
export async function listAskedHands(db: Queryable, which: 'open' | 'settled'): Promise<AskedHand[]> {
  const standing = which === 'open' ? isNull(hands.settledAt) : isNotNull(hands.settledAt);
  return db
    .select({
      id: hands.id,
      group: { slug: groups.slug, name: groups.name, lang: groups.lang },
      lang: hands.lang,
      words: hands.words,
      askedAt: hands.askedAt,
      settledAt: hands.settledAt,
      cameOfIt: hands.cameOfIt,
    })
    .from(hands)
    .innerJoin(groups, eq(groups.id, hands.groupId))
    .where(and(eq(hands.toWhom, 'organizers'), standing))
    .orderBy(which === 'open' ? asc(hands.askedAt) : desc(hands.settledAt))
    .limit(which === 'open' ? 100 : 20);
}

/** What of a group was passed on to everybody and is still open, as a column of a query on groups. */
export const publicHandsOf = sql<PublicHand[]>`(
  select coalesce(json_agg(json_build_object('id', h.id, 'lang', h.lang, 'words', h.passed_on_words,
    'passedOnAt', h.passed_on_at) order by h.passed_on_at desc), '[]')
  from ${hands} h
  where h.group_id = groups.id and h.passed_on_at is not null and h.passed_on_words is not null
    and h.settled_at is null and h.hidden_at is null)`.mapWith((rows: PublicHand[]) =>
  rows.map((hand) => ({ ...hand, passedOnAt: new Date(hand.passedOnAt) })),
);

/** What of a group was passed on to everybody and is still open. Depends on `group:<id>`. */
export async function findPublicHands(db: Queryable, groupId: string): Promise<PublicHand[]> {
  const [row] = await db.select({ hands: publicHandsOf }).from(groups).where(eq(groups.id, groupId));
  return row?.hands ?? [];
}
