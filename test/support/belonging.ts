import { asc, eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { groups, mails, memberships, people } from '#db/schema/index.ts';
import { capacity } from '#features/groups/groups.ts';
import { acceptRequest, joinGroup } from '#features/membership/membership.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { makeGroup, makePerson } from './people.ts';
import { testServices, type TestServices } from './services.ts';

/** Somebody in a group, who can act. */
export type Belonging = Actor & { membershipId: string };

export const actorOf = (person: { id: string }): Actor => ({ personId: person.id, organizer: false });

/** A person with an active membership, a plain member unless told otherwise. */
export async function makeMember(
  db: Database,
  groupId: string,
  given: Partial<typeof memberships.$inferInsert> = {},
): Promise<Belonging> {
  const person = await makePerson(db);
  const [row] = await db
    .insert(memberships)
    .values({ groupId, personId: person.id, state: 'active', activeSince: new Date(), ...given })
    .returning();
  return { ...actorOf(person), membershipId: row?.id ?? '' };
}

/** Further members until every place of a group is taken. */
export async function fillGroup(db: Database, groupId: string): Promise<Belonging[]> {
  const [counted = 0] = await countsOf(db, groupId);
  const arrived: Belonging[] = [];
  for (let n = counted; n < capacity; n += 1) arrived.push(await makeMember(db, groupId));
  return arrived;
}

/** A group with a convener and `others` further members. */
export async function makeGroupWith(
  db: Database,
  others: number,
  given: Partial<typeof groups.$inferInsert> = {},
) {
  const group = await makeGroup(db, given);
  const convener = await makeMember(db, group.id, { role: 'convener' });
  const members: Belonging[] = [];
  for (let n = 0; n < others; n += 1) members.push(await makeMember(db, group.id));
  const [first = convener] = members;
  return { services: testServices(db), group, convener, members, first };
}

/** Somebody who asks to join. */
export async function askToJoin(
  services: TestServices,
  groupId: string,
  note: string | null = null,
): Promise<Belonging> {
  const actor = actorOf(await makePerson(services.db));
  const asked = await joinGroup(services, actor, groupId, note);
  if (!asked.ok) throw new Error(asked.refusal);
  return { ...actor, membershipId: asked.value.membershipId };
}

/** Somebody who asks and is accepted: with a place, or in line. */
export async function arrive(services: TestServices, groupId: string, convener: Actor): Promise<Belonging> {
  const asking = await askToJoin(services, groupId);
  const accepted = await acceptRequest(services, convener, asking.membershipId);
  if (!accepted.ok) throw new Error(accepted.refusal);
  return asking;
}

export async function stateOf(db: Database, membershipId: string): Promise<string | undefined> {
  const [row] = await db.select().from(memberships).where(eq(memberships.id, membershipId));
  return row?.state;
}

/** Active, offered, waiting and asking, as the database counts them. */
export async function countsOf(db: Database, groupId: string): Promise<(number | undefined)[]> {
  const [row] = await db.select().from(groups).where(eq(groups.id, groupId));
  return [row?.activeCount, row?.offeredCount, row?.waitingCount, row?.requestCount];
}

/** Kinds of the mails written to a person, oldest first. */
export async function mailsTo(db: Database, personId: string): Promise<string[]> {
  const rows = await db
    .select({ kind: mails.kind })
    .from(mails)
    .innerJoin(people, eq(people.email, mails.recipient))
    .where(eq(people.id, personId))
    .orderBy(asc(mails.createdAt), asc(mails.id));
  return rows.map(({ kind }) => kind);
}

export const refusal = (refusal: string) => ({ ok: false, refusal });
