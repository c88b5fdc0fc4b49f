import { createHmac, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { people, sessions, signInRequests } from '#db/schema/index.ts';
import { type Post, queueMail } from '#features/notify/queue-mail.server.ts';
import { signInCodeLength, signInLifetimeSeconds, signInTriesMax } from './account.ts';
import { comesForNothing, errandOf, findUnfinished, hash, readKept, usable } from './asked.server.ts';
import type { Intent } from './intent.ts';

/** What signing in needs of the portal; `locals.app` is one. */
export interface SignInOffice extends Post {
  readonly settings: Post['settings'] & { readonly secret: string };
  now(this: void): Date;
}

/** Somebody who asks to sign in. */
export interface SignInAsk {
  /** Folded to lower case. */
  email: string;
  /** Used when the address is new. */
  name: string | null;
  lang: string;
  intent: Intent | null;
  /** The random text in the cookie of the browser that asks. */
  browser: string;
}

/** Whoever proved that an address is theirs, and what they came for. */
export interface Proven {
  personId: string;
  intent: Intent | null;
}

/** A code has few digits, so its hash takes the server's secret and the request's id. */
function codeHash(secret: string, id: string, code: string): string {
  return createHmac('sha256', secret).update(`${id}:${code}`).digest('base64url');
}

/** A random text for the cookie that binds a link to the browser that asked for it. */
export const newBrowserToken = (): string => randomBytes(24).toString('base64url');

/** A link and a code that open the portal to whoever reads the mail they stand in. */
export interface DoorKey {
  /** Without language prefix. */
  path: string;
  code: string;
}

/** Keeps a request to sign in, and gives the link and code for a mail. Only their hashes are stored. */
export async function cutDoorKey(office: SignInOffice, tx: Transaction, ask: SignInAsk): Promise<DoorKey> {
  const { settings, now } = office;
  const id = randomUUID();
  const token = randomBytes(32).toString('base64url');
  const code = String(randomInt(10 ** signInCodeLength)).padStart(signInCodeLength, '0');
  await tx.insert(signInRequests).values({
    id,
    email: ask.email,
    codeHash: codeHash(settings.secret, id, code),
    tokenHash: hash(token),
    browserHash: hash(ask.browser),
    lang: ask.lang,
    intent: { name: ask.name, wanted: ask.intent },
    createdAt: now(),
    expiresAt: new Date(now().getTime() + signInLifetimeSeconds * 1000),
  });
  return { path: `/sign-in/link/?token=${token}`, code };
}

/**
 * Keeps the request and mails link and code, whether or not the address is known: nothing here tells.
 * Somebody who asks again, because the first code grew old, keeps what they came for. Queues in the caller's
 * transaction.
 */
export async function askToSignIn(office: SignInOffice, tx: Transaction, ask: SignInAsk): Promise<void> {
  const kept = comesForNothing(ask.intent) ? await findUnfinished(tx, ask, office.now()) : null;
  const asking = kept ? { ...ask, intent: kept.intent, name: ask.name ?? kept.name } : ask;
  const { path, code } = await cutDoorKey(office, tx, asking);
  const errand = errandOf(asking.intent);
  await queueMail(office, tx, {
    kind: 'sign-in',
    urgent: true,
    to: ask.email,
    lang: ask.lang,
    content: ({ t, url, townName }) => ({
      subject: t('mail.sign-in.subject', { town: townName, code }),
      greeting: t('mail.helloPlain'),
      paragraphs: [...(errand ? [t(`mail.sign-in.${errand}`)] : []), t('mail.sign-in.text')],
      action: { label: t('mail.sign-in.action'), url: url(path) },
      code,
      after: [t('mail.sign-in.after')],
    }),
  });
}

/**
 * Tries a code against every request for an address that can still be used: the mail at hand need not be the newest.
 * Each try is counted before it is compared, with the rows locked, so that many guesses at once get no more than five.
 * @returns null when it is wrong, too late, used or tried too often; which of these is not told.
 */
export async function proveByCode(
  office: SignInOffice,
  tx: Transaction,
  email: string,
  code: string,
): Promise<Proven | null> {
  const { settings, now } = office;
  const open = await tx
    .select({ id: signInRequests.id, codeHash: signInRequests.codeHash })
    .from(signInRequests)
    .where(and(eq(signInRequests.email, email), lt(signInRequests.tries, signInTriesMax), usable(now())))
    // In one order, so that two guesses at once cannot wait for each other.
    .orderBy(signInRequests.id)
    .for('update');
  if (open.length === 0) return null;
  const ids = open.map(({ id }) => id);
  await tx
    .update(signInRequests)
    .set({ tries: sql`${signInRequests.tries} + 1` })
    .where(inArray(signInRequests.id, ids));
  const right = open.find((each) => same(each.codeHash, codeHash(settings.secret, each.id, code)));
  return right ? use(office, tx, right.id) : null;
}

/** A mailed link: whose browser it is, without using it up. */
export async function findLink(
  db: Queryable,
  token: string,
  browser: string | undefined,
  now: Date,
): Promise<'here' | 'other-browser' | 'over'> {
  const [row] = await db
    .select({ browserHash: signInRequests.browserHash })
    .from(signInRequests)
    .where(and(eq(signInRequests.tokenHash, hash(token)), usable(now)));
  if (!row) return 'over';
  return browser && same(row.browserHash, hash(browser)) ? 'here' : 'other-browser';
}

/** Uses a mailed link, once, and only in the browser that asked for it. */
export async function proveByLink(
  office: SignInOffice,
  tx: Transaction,
  token: string,
  browser: string | undefined,
): Promise<Proven | null> {
  if ((await findLink(tx, token, browser, office.now())) !== 'here') return null;
  const [row] = await tx
    .select({ id: signInRequests.id })
    .from(signInRequests)
    .where(eq(signInRequests.tokenHash, hash(token)));
  return row ? use(office, tx, row.id) : null;
}

async function use(office: SignInOffice, tx: Transaction, id: string): Promise<Proven | null> {
  const [used] = await tx
    .update(signInRequests)
    .set({ usedAt: office.now() })
    .where(and(eq(signInRequests.id, id), usable(office.now())))
    .returning();
  if (!used) return null;
  const { intent, name } = readKept(used.intent);
  const personId = await findOrMakePerson(tx, used.email, name, used.lang);
  return { personId, intent };
}

/** The person with this address, made when it is new; a name is taken up when there was none. */
export async function findOrMakePerson(
  tx: Queryable,
  email: string,
  name: string | null,
  lang: string,
): Promise<string> {
  const [person] = await tx
    .insert(people)
    .values({ email, name: name ?? '', lang })
    .onConflictDoUpdate({
      target: people.email,
      set: { name: sql`case when ${people.name} = '' then excluded.name else ${people.name} end` },
    })
    .returning({ id: people.id });
  if (!person) throw new Error('the person was not kept');
  return person.id;
}

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Forgets requests that are over, and sessions that ended. */
export async function forgetSignIns(db: Queryable, now: Date): Promise<void> {
  await db.delete(signInRequests).where(lt(signInRequests.expiresAt, new Date(now.getTime() - 86_400_000)));
  await db.delete(sessions).where(lt(sessions.expiresAt, now));
}
