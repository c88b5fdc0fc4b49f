import { createHash } from 'node:crypto';
import { and, desc, eq, gt, lte } from 'drizzle-orm';
import { type Adapter, Lucia, TimeSpan } from 'lucia';
import type { Database, Queryable } from '#db/client.ts';
import { people, sessions, townRoles } from '#db/schema/index.ts';
import { type SignedIn, sessionLifetimeSeconds } from './account.ts';

/** A cookie to be set, as Astro's `cookies.set` takes it. */
export interface SessionCookie {
  name: string;
  value: string;
  options: { httpOnly: true; sameSite: 'lax'; secure: boolean; path: '/'; maxAge: number };
}

/** One of a person's sessions, as they see it. */
export interface SessionRow {
  id: string;
  label: string;
  createdAt: Date;
  lastSeenAt: Date;
  isThis: boolean;
}

/** A session's last use is noted at most once an hour, so that reading a page is not a write. */
const lastSeenStepMs = 3_600_000;

type Attributes = { label: string };

declare module 'lucia' {
  interface Register {
    Lucia: Lucia;
    DatabaseSessionAttributes: Attributes;
  }
}

/** At rest a session is the SHA-256 of the token in the browser. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Our adapter: lucia hands over tokens, the database holds their hashes. */
function adapterFor(db: Database): Adapter {
  const bySession = (token: string) => eq(sessions.id, hashOf(token));
  return {
    getSessionAndUser: async (token) => {
      const [row] = await db.select().from(sessions).where(bySession(token));
      if (!row) return [null, null];
      if (Date.now() - row.lastSeenAt.getTime() > lastSeenStepMs)
        await db.update(sessions).set({ lastSeenAt: new Date() }).where(bySession(token));
      const session = {
        id: token,
        userId: row.personId,
        expiresAt: row.expiresAt,
        attributes: { label: row.label },
      };
      return [session, { id: row.personId, attributes: {} }];
    },
    getUserSessions: () => Promise.reject(new Error('sessions are listed by row, see listSessions')),
    setSession: async ({ id, userId, expiresAt, attributes }) => {
      await db
        .insert(sessions)
        .values({ id: hashOf(id), personId: userId, expiresAt, label: attributes.label });
    },
    updateSessionExpiration: async (token, expiresAt) => {
      await db.update(sessions).set({ expiresAt, lastSeenAt: new Date() }).where(bySession(token));
    },
    deleteSession: async (token) => {
      await db.delete(sessions).where(bySession(token));
    },
    deleteUserSessions: async (personId) => {
      await db.delete(sessions).where(eq(sessions.personId, personId));
    },
    deleteExpiredSessions: async () => {
      await db.delete(sessions).where(lte(sessions.expiresAt, new Date()));
    },
  };
}

const lucias = new WeakMap<Database, Lucia>();

function luciaFor(db: Database): Lucia {
  let lucia = lucias.get(db);
  if (!lucia) {
    lucia = new Lucia(adapterFor(db), { sessionExpiresIn: new TimeSpan(sessionLifetimeSeconds, 's') });
    lucias.set(db, lucia);
  }
  return lucia;
}

/** Name of the cookie that binds a mailed link to the browser that asked for it. */
export function browserCookieName(siteUrl: string): string {
  return siteUrl.startsWith('https:') ? '__Host-sign-in' : 'sign-in';
}

/** The session cookie's name: `__Host-` binds it to this host, which browsers accept over HTTPS only. */
export function sessionCookieName(siteUrl: string): string {
  return siteUrl.startsWith('https:') ? '__Host-session' : 'session';
}

function cookie(siteUrl: string, value: string, maxAge: number): SessionCookie {
  const secure = siteUrl.startsWith('https:');
  return {
    name: sessionCookieName(siteUrl),
    value,
    options: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge },
  };
}

/** Opens a session and gives the cookie that carries its token; only the token's hash is stored. */
export async function startSession(
  db: Database,
  siteUrl: string,
  personId: string,
  label: string,
): Promise<SessionCookie> {
  const session = await luciaFor(db).createSession(personId, { label });
  return cookie(siteUrl, session.id, sessionLifetimeSeconds);
}

/** The cookie that takes the session out of the browser. */
export const blankCookie = (siteUrl: string): SessionCookie => cookie(siteUrl, '', 0);

/** Who is signed in, and the cookie to set when the session was prolonged. */
export interface CheckedSession {
  person: SignedIn | null;
  cookie: SessionCookie | null;
}

const nobody: CheckedSession = { person: null, cookie: null };

/** Who a token belongs to; nobody when it is unknown or over. Prolongs a session that is half over. Two queries. */
export async function checkSession(
  db: Database,
  siteUrl: string,
  token: string | undefined,
): Promise<CheckedSession> {
  if (!token || token.length > 200) return nobody;
  const { session } = await luciaFor(db).validateSession(token);
  const person = session && (await findPerson(db, session.userId, token));
  if (!person) return nobody;
  return { person, cookie: session.fresh ? cookie(siteUrl, token, sessionLifetimeSeconds) : null };
}

async function findPerson(db: Database, personId: string, token: string): Promise<SignedIn | null> {
  const [person] = await db
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      lang: people.lang,
      role: townRoles.role,
    })
    .from(people)
    .leftJoin(townRoles, and(eq(townRoles.personId, people.id), eq(townRoles.role, 'organizer')))
    .where(eq(people.id, personId));
  if (!person?.email) return null;
  const { id, name, email, lang, role } = person;
  return { id, name, email, lang, isOrganizer: role !== null, sessionId: hashOf(token) };
}

/** A person's sessions that still run, the newest first; `current` is the hash of this one. */
export async function listSessions(db: Queryable, personId: string, current: string): Promise<SessionRow[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, personId), gt(sessions.expiresAt, new Date())))
    .orderBy(desc(sessions.lastSeenAt));
  return rows.map(({ id, label, createdAt, lastSeenAt }) => ({
    id,
    label,
    createdAt,
    lastSeenAt,
    isThis: id === current,
  }));
}

/** Ends one of the person's own sessions by its row; of anybody else's nothing happens. */
export async function endSession(db: Queryable, personId: string, id: string): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.id, id), eq(sessions.personId, personId)));
}

/** Signs a person out everywhere. */
export async function endAllSessions(db: Database, personId: string): Promise<void> {
  await luciaFor(db).invalidateUserSessions(personId);
}
