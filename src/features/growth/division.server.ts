import { and, eq, ne } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { divisionChoices, divisions, memberships, people } from '#db/schema/index.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { asMember, type GroupServices, type InGroup } from '#features/groups/in-group.server.ts';
import { groupTags, mayDivide } from '#features/groups/groups.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import { queueMail, type Post } from '#features/notify/queue-mail.server.ts';
import { type Division, findDivision, listSides } from './find-division.server.ts';
import type { DivisionFields, Side } from './growth.ts';

export type DivisionServices = GroupServices & Post;

export type DivisionRefusal =
  | 'no-such-group'
  | 'not-allowed'
  | 'group-closed'
  | 'not-a-group'
  | 'not-full'
  | 'no-division'
  | 'no-such-member'
  | 'needs-email'
  | 'too-few'
  | 'no-convener-here';
/**
 * Proposes to divide a full group, or changes what is proposed: everybody in it is asked by mail, once, where they want
 * to go. Who will convene the new group goes along.
 */
export function proposeDivision(
  services: DivisionServices,
  actor: Actor,
  fields: DivisionFields,
): Promise<Outcome<{ slug: string }, DivisionRefusal>> {
  return asMember<{ slug: string }, DivisionRefusal>(
    services,
    fields.id,
    actor,
    'divide-group',
    async (inside) => {
      const { tx, group, now } = inside;
      if (group.closedAt) return refused('group-closed');
      if (group.kind !== 'impact') return refused('not-a-group');
      const standing = await findDivision(tx, group.id);
      if (!standing && !mayDivide(group)) return refused('not-full');
      const members = await listSides(tx, group.id, null);
      const convener = members.find(({ personId }) => personId === fields.convener);
      if (!convener) return refused('no-such-member');
      if (!convener.hasEmail) return refused('needs-email');
      const { id: _id, convener: convenerId, ...proposed } = fields;
      const division = standing
        ? await change(tx, standing.id, { ...proposed, convenerId })
        : await open(tx, {
            ...proposed,
            convenerId,
            groupId: group.id,
            proposedAt: now,
            proposedBy: actor.personId,
          });
      await choose(tx, division.id, convenerId, 'goes', now);
      if (!standing) await askEverybody(services, inside, division);
      return done({ slug: group.slug });
    },
  );
}

type Proposed = typeof divisions.$inferInsert;

async function open(tx: Transaction, values: Proposed): Promise<Division> {
  const [row] = await tx.insert(divisions).values(values).returning();
  if (!row) throw new Error('the division was not kept');
  return row;
}

async function change(tx: Transaction, id: string, values: Partial<Proposed>): Promise<Division> {
  const [row] = await tx.update(divisions).set(values).where(eq(divisions.id, id)).returning();
  if (!row) throw new Error('the division is gone');
  return row;
}

async function choose(
  tx: Transaction,
  divisionId: string,
  personId: string,
  side: Side,
  now: Date,
): Promise<void> {
  await tx
    .insert(divisionChoices)
    .values({ divisionId, personId, side, chosenAt: now })
    .onConflictDoUpdate({
      target: [divisionChoices.divisionId, divisionChoices.personId],
      set: { side, chosenAt: now },
      setWhere: ne(divisionChoices.side, side),
    });
}

async function askEverybody(
  services: DivisionServices,
  { tx, group }: InGroup,
  division: Division,
): Promise<void> {
  const readers = await tx
    .select({ id: people.id, email: people.email, lang: people.lang })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.groupId, group.id), eq(memberships.state, 'active')));
  for (const { id, email, lang } of readers) {
    if (!email) continue;
    await queueMail(services, tx, {
      kind: 'division-proposed',
      to: email,
      lang,
      onceKey: `division-proposed:${division.id}:${id}`,
      content: ({ t, url }) => ({
        subject: t('growth.mailDivisionSubject', { group: group.name, name: division.name }),
        paragraphs: [t('growth.mailDivision', { group: group.name, name: division.name }), division.about],
        action: { label: t('growth.mailDivisionAction'), url: url(`/groups/${group.slug}/divide/`) },
      }),
    });
  }
}

/**
 * Says where somebody goes: each member for themselves, and a convener for a member without email. Who will convene the
 * new group goes. May be said anew until the division is done.
 */
export function chooseSide(
  services: DivisionServices,
  actor: Actor,
  choice: { id: string; side: Side; person: string | null },
): Promise<Outcome<{ slug: string }, DivisionRefusal>> {
  const personId = choice.person ?? actor.personId;
  const act = personId === actor.personId ? 'choose-side' : 'divide-group';
  return asMember<{ slug: string }, DivisionRefusal>(services, choice.id, actor, act, async (inside) => {
    const { tx, group, now } = inside;
    const division = await findDivision(tx, group.id);
    if (!division) return refused('no-division');
    const members = await listSides(tx, group.id, division.id);
    const member = members.find((each) => each.personId === personId);
    if (!member) return refused('no-such-member');
    if (personId !== actor.personId && member.hasEmail) return refused('not-allowed');
    if (personId === division.convenerId && choice.side === 'stays') return refused('no-such-member');
    await choose(tx, division.id, personId, choice.side, now);
    return done({ slug: group.slug });
  });
}

/** Calls a division off; nothing has changed. Again: nothing happens. */
export function cancelDivision(
  services: DivisionServices,
  actor: Actor,
  id: string,
): Promise<Outcome<{ slug: string }, DivisionRefusal>> {
  return asMember<{ slug: string }, DivisionRefusal>(services, id, actor, 'divide-group', async (inside) => {
    const { tx, group, now } = inside;
    const division = await findDivision(tx, group.id);
    if (division) await change(tx, division.id, { cancelledAt: now });
    await services.clearTags(tx, groupTags(group));
    return done({ slug: group.slug });
  });
}
