import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import { and, eq } from 'drizzle-orm';
import { openDatabase, type Database } from '#db/client.ts';
import { townRoles } from '#db/schema/index.ts';
import { findOrMakePerson } from '#features/account/sign-in.server.ts';
import { recordAct } from '#features/organize/audit.server.ts';
import { keepToTown } from '#features/town/kept-town.server.ts';
import type { Town } from '#features/town/town.ts';
import { emailField } from '#lib/form-fields.ts';
import { DataInUseError, holdDataDir } from '#server/data-guard.ts';
import type { Settings } from '#server/settings.ts';
import { CommandError, loadPortal, nameOf } from './settings.ts';

export const help = `npm run town -- make-organizer EMAIL

Makes the person with this email address an organizer of the town; somebody who was never here before is made known.
They sign in with that address as everybody does, and find the console on their page.

With the embedded database the portal must not be running meanwhile: stop it, run this, start it again.
Organizers can also name each other on the portal, under People and roles.`;

/** `npm run town -- make-organizer EMAIL`; resolves to the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const email = readEmail(args);
  const { settings, town } = await loadPortal();
  const outcome = await withDatabase(settings, async (db) => {
    await keepToTown(db, town.id);
    return makeOrganizer(db, town, email);
  });
  console.log(
    outcome === 'already'
      ? `${email} was an organizer of ${nameOf(town)} before.`
      : `${email} is an organizer of ${nameOf(town)} now: sign in with that address at ${settings.siteUrl}/sign-in/`,
  );
  return 0;
}

function readEmail(args: readonly string[]): string {
  const [given, ...more] = args;
  const email = emailField().safeParse(given);
  if (email.success && more.length === 0) return email.data;
  throw new CommandError(
    `Name one email address, such as:\n\n  npm run town -- make-organizer ana@example.org`,
  );
}

/** Makes somebody an organizer, known or not; the audit log says that it was done from the server. */
export async function makeOrganizer(db: Database, town: Town, email: string): Promise<'made' | 'already'> {
  return db.transaction(async (tx) => {
    const personId = await findOrMakePerson(tx, email, null, town.languages[0] ?? 'en');
    const role = and(eq(townRoles.personId, personId), eq(townRoles.role, 'organizer'));
    if ((await tx.select().from(townRoles).where(role)).length > 0) return 'already';
    await tx.insert(townRoles).values({ personId, role: 'organizer' });
    await recordAct(tx, { actorId: null, act: 'grant-role', subjectType: 'person', subjectId: personId });
    return 'made';
  });
}

/** Opens the town's database, migrated, for one command. @throws DataInUseError while a portal holds an embedded one */
async function withDatabase<Value>(
  settings: Settings,
  work: (db: Database) => Promise<Value>,
): Promise<Value> {
  if (!settings.databaseUrl) await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  const release = settings.databaseUrl ? () => Promise.resolve() : await holdAlone(settings.dataDir);
  const opened = await openDatabase(settings.databaseUrl ?? path.join(settings.dataDir, 'database'));
  try {
    await opened.migrate();
    return await work(opened.db);
  } finally {
    await opened.close();
    await release();
  }
}

/** Holds the data while the portal does not. @throws CommandError with what to do about the portal */
async function holdAlone(dataDir: string): Promise<() => Promise<void>> {
  try {
    return await holdDataDir(dataDir);
  } catch (error) {
    if (!(error instanceof DataInUseError)) throw error;
    throw new CommandError(
      `The portal is running on the data in ${dataDir}, and the embedded database takes one process at a time. ` +
        'Stop the portal, run this again, and start it. A portal that runs on PostgreSQL need not stop: ' +
        'give this command the same DATABASE_URL.',
    );
  }
}
