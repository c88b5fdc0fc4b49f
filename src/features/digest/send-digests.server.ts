import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { people } from '#db/schema/index.ts';
import type { FeedRow } from '#features/feed/feed.server.ts';
import { describeItems } from '#features/feed/feed-items.server.ts';
import type { FeedItem } from '#features/feed/feed.ts';
import { type Post, queueMails } from '#features/notify/queue-mail.server.ts';
import type { Services } from '#server/services.ts';
import {
  chooseNews,
  digestReachDays,
  dueDigest,
  type DueDigest,
  indexNews,
  type News,
  type NewsIndex,
  newsSince,
} from './digest.ts';
import { findInterests } from './interests.server.ts';
import { digestMail } from './mail.server.ts';
import { findNews } from './news.server.ts';

/** What digests need of the portal. */
export type DigestServices = Pick<Services, 'db' | 'now' | 'town'> &
  Post & { readonly settings: Post['settings'] & { readonly secret: string } };

/** How many people's digests are written in one transaction. */
export const peoplePerBatch = 250;
const dayMs = 86_400_000;

/** All that the batches of one digest share. */
interface Issue {
  readonly due: DueDigest;
  readonly index: NewsIndex;
  readonly rows: ReadonlyMap<number, FeedRow>;
  /** What was described already, by language and id. */
  readonly described: Map<string, FeedItem>;
}

/**
 * Writes the week's digest to everybody who wants it and for whom there is news, in batches. Whoever was written to, or
 * had no news, is marked in the same transaction: another process, or the next run after a crash, goes on with the rest.
 * @returns how many mails were made
 */
export async function sendDigests(services: DigestServices): Promise<number> {
  const due = dueDigest(services.now(), services.town.timeZone);
  if (!due || !(await isAnybodyDue(services.db, due))) return 0;
  const { news, rows } = await findNews(
    services.db,
    new Date(due.until.getTime() - digestReachDays * dayMs),
    due.until,
  );
  const issue = { due, index: indexNews(news), rows, described: new Map<string, FeedItem>() };
  let made = 0;
  for (;;) {
    const batch = await services.db.transaction((tx) => writeBatch(services, tx, issue));
    if (batch === null) return made;
    made += batch;
  }
}

/** Who waits for a digest. One dated after it was sent by a clock that ran ahead, and does not count. */
const isDue = ({ until }: DueDigest) =>
  and(
    eq(people.digest, true),
    eq(people.mailsOff, false),
    isNotNull(people.email),
    isNull(people.deletedAt),
    or(isNull(people.digestedUntil), lt(people.digestedUntil, until), gt(people.digestedUntil, until)),
  );

async function isAnybodyDue(db: Queryable, due: DueDigest): Promise<boolean> {
  return (await db.select({ id: people.id }).from(people).where(isDue(due)).limit(1)).length > 0;
}

/** One batch; null when nobody is left. People whom another process is writing to are passed over. */
async function writeBatch(services: DigestServices, tx: Transaction, issue: Issue): Promise<number | null> {
  const batch = await tx
    .select({ id: people.id, email: people.email, lang: people.lang, digestedUntil: people.digestedUntil })
    .from(people)
    .where(isDue(issue.due))
    .orderBy(asc(people.id))
    .limit(peoplePerBatch)
    .for('update', { skipLocked: true });
  if (batch.length === 0) return null;
  const ids = batch.map(({ id }) => id);
  const interests = await findInterests(tx, ids);
  const chosen = batch.flatMap((person) => {
    const theirs = interests.get(person.id);
    const news = theirs ? chooseNews(issue.index, theirs, newsSince(person.digestedUntil, issue.due)) : [];
    return news.length > 0 && person.email !== null ? [{ ...person, email: person.email, news }] : [];
  });
  await describe(tx, issue, chosen);
  const letters = chosen.flatMap(({ news, ...person }) => {
    const items = news.flatMap(({ id }) => issue.described.get(`${person.lang}:${id}`) ?? []);
    return items.length > 0 ? [digestMail(services, person, items, issue.due)] : [];
  });
  const made = await queueMails(services, tx, letters);
  await tx.update(people).set({ digestedUntil: issue.due.until }).where(inArray(people.id, ids));
  return made;
}

/** Reads what is told to these people and was not told to others before. */
async function describe(
  tx: Transaction,
  { rows, described }: Issue,
  chosen: readonly { lang: string; news: readonly News[] }[],
): Promise<void> {
  for (const lang of new Set(chosen.map((each) => each.lang))) {
    const ids = new Set(
      chosen.filter((each) => each.lang === lang).flatMap(({ news }) => news.map(({ id }) => id)),
    );
    const missing = [...ids]
      .filter((id) => !described.has(`${lang}:${id}`))
      .flatMap((id) => rows.get(id) ?? []);
    for (const item of await describeItems(tx, missing, lang)) described.set(`${lang}:${item.id}`, item);
  }
}
