import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '#db/client.ts';
import { sessions } from '#db/schema/index.ts';
import { sessionCookieName } from '#features/account/session.server.ts';
import { type Visitor, visitor } from './visitor.ts';

/** The cookie of somebody who is signed in. */
export interface SessionOf {
  name: string;
  value: string;
}

/** Opens a session in the database, for tests that are not about signing in. */
export async function openSession(db: Database, siteUrl: string, personId: string): Promise<SessionOf> {
  const token = randomBytes(25).toString('hex');
  const id = createHash('sha256').update(token).digest('base64url');
  await db.insert(sessions).values({ id, personId, expiresAt: new Date(Date.now() + 20 * 86_400_000) });
  return { name: sessionCookieName(siteUrl), value: token };
}

/** A visitor who is signed in as `personId`. */
export async function visitorAs(
  db: Database,
  siteUrl: string,
  personId: string,
  always: Record<string, string> = {},
): Promise<Visitor> {
  const person = visitor(siteUrl, always);
  const { name, value } = await openSession(db, siteUrl, personId);
  person.cookies.set(name, value);
  return person;
}
