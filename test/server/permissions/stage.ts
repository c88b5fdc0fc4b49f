import { randomBytes } from 'node:crypto';
import { openDatabase, type OpenDatabase } from '#db/client.ts';
import type { groups } from '#db/schema/index.ts';
import { townRoles } from '#db/schema/index.ts';
import type { Role } from '#features/organize/permissions.ts';
import { makeMember } from '#test/support/belonging.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { visitorAs } from '#test/support/session.ts';
import { makeTownDatabase, testSecret, type TownDatabase } from '#test/support/town-database.ts';
import { visitor, type Visitor } from '#test/support/visitor.ts';

/** One role before one act: fresh people, and a fresh group with a convener, in which a group's role stands. */
export interface Scene {
  role: Role;
  db: OpenDatabase['db'];
  /** Whose browser sends the request. */
  actor: Visitor;
  /** Null for `anonymous`. */
  actorId: string | null;
  /** Whose own things the act touches: in the role `self` the actor, else somebody else. */
  owner: { id: string; name: string; email: string };
  group: typeof groups.$inferSelect;
  /** A convener of the group, who is not the actor. */
  convener: { id: string; name: string };
  /** Something that stands nowhere else in the town, to look for in an answer. */
  mark: string;
  /** Somebody's browser, signed in. */
  as: (personId: string) => Promise<Visitor>;
}

/** A portal on a town's first day, and scenes in it. */
export interface Stage {
  portal: Portal;
  database: TownDatabase;
  db: OpenDatabase['db'];
  scene: (role: Role) => Promise<Scene>;
  close: () => Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const database = await makeTownDatabase({ quiet: true });
  // Behind a proxy, so that each scene comes from a network of its own and limits do not add up.
  const env = { DATABASE_URL: database.url, SECRET_KEY: testSecret, TRUST_PROXY: '1' };
  const portal = await startPortal(env);
  const opened = await openDatabase(database.url);
  let scenes = 0;
  return {
    portal,
    database,
    db: opened.db,
    scene: (role) => setScene(opened.db, portal.url, role, (scenes += 1)),
    close: async () => {
      await opened.close();
      await portal.stop();
      await database.drop();
    },
  };
}

async function setScene(db: OpenDatabase['db'], url: string, role: Role, number: number): Promise<Scene> {
  const mark = randomBytes(6).toString('hex');
  const from = { 'x-forwarded-for': `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}` };
  const group = await makeGroup(db, { name: `Group ${mark}`, focusId: 'known-by-name', placeIsPublic: true });
  const as = (personId: string) => visitorAs(db, url, personId, from);
  const member = async (groupRole: string) => {
    const person = await makePerson(db);
    await makeMember(db, group.id, { personId: person.id, role: groupRole });
    return person;
  };
  const convener = await member('convener');
  const owner = await makePerson(db, { name: `Owner ${mark}` });
  const actorOf = async () => {
    if (role === 'anonymous') return null;
    if (role === 'self') return owner;
    if (role === 'member' || role === 'moderator' || role === 'convener') return member(role);
    return makePerson(db);
  };
  const actor = await actorOf();
  if (role === 'organizer' && actor)
    await db.insert(townRoles).values({ personId: actor.id, role: 'organizer' });
  return {
    role,
    db,
    actor: actor ? await as(actor.id) : visitor(url, from),
    actorId: actor?.id ?? null,
    owner: { id: owner.id, name: owner.name, email: owner.email ?? '' },
    group,
    convener,
    mark,
    as,
  };
}
