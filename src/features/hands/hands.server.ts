import { and, eq } from 'drizzle-orm';
import { groups, hands } from '#db/schema/index.ts';
import { asMember, findRole, type GroupServices, type InGroup } from '#features/groups/in-group.server.ts';
import { groupTags } from '#features/groups/groups.ts';
import type { Post } from '#features/notify/queue-mail.server.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import type { HandFields } from './hands.ts';
import { tellGroup } from './mails.server.ts';

export type HandRefusal = 'no-such-hand' | 'no-such-group' | 'not-allowed' | 'key-used';
export type HandServices = GroupServices & Post;
type Result = Promise<Outcome<{ slug: string }, HandRefusal>>;

/**
 * Asks the group for a hand, or (for the group) the organizers. Sent twice with the same `key`, it is asked once. The
 * group's members are mailed that somebody asks, and nothing more.
 */
export function askForHand(services: HandServices, actor: Actor, fields: HandFields, lang: string): Result {
  const act = fields.toWhom === 'group' ? 'ask-for-a-hand' : 'ask-organizers';
  return asMember<{ slug: string }, HandRefusal>(services, fields.group, actor, act, async (inside) => {
    const { tx, group, now } = inside;
    const [made] = await tx
      .insert(hands)
      .values({
        id: fields.key,
        idempotencyKey: fields.key,
        groupId: group.id,
        toWhom: fields.toWhom,
        askedBy: actor.personId,
        lang,
        words: fields.words,
        askedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: hands.id });
    if (!made) {
      const [before] = await tx.select().from(hands).where(eq(hands.idempotencyKey, fields.key));
      return before?.askedBy === actor.personId ? done({ slug: group.slug }) : refused('key-used');
    }
    if (fields.toWhom === 'group') await tellGroup(services, inside, made.id, actor.personId);
    return done({ slug: group.slug });
  });
}

/**
 * Passes a hand on to everybody, in the actor's own words; again: in other words. The asker's stay with the group.
 * Clears the group's tags.
 */
export async function passHandOn(
  services: HandServices,
  actor: Actor,
  given: { readonly hand: string; readonly passedOn: string },
): Result {
  return onHand(services, actor, given.hand, async ({ tx, group, now }, hand) => {
    if (hand.settledAt !== null || group.closedAt !== null) return refused('no-such-hand');
    await tx
      .update(hands)
      .set({
        passedOnAt: hand.passedOnAt ?? now,
        passedOnBy: actor.personId,
        passedOnWords: given.passedOn,
      })
      .where(eq(hands.id, hand.id));
    await services.clearTags(tx, groupTags(group));
    return done({ slug: group.slug });
  });
}

type HandRow = typeof hands.$inferSelect;

async function onHand(
  services: HandServices,
  actor: Actor,
  id: string,
  work: (inside: InGroup, hand: HandRow) => Promise<Outcome<{ slug: string }, HandRefusal>>,
): Result {
  const [hand] = await services.db.select().from(hands).where(eq(hands.id, id));
  if (!hand) return refused('no-such-hand');
  return asMember<{ slug: string }, HandRefusal>(services, hand.groupId, actor, 'pass-hand-on', (inside) =>
    work(inside, hand),
  );
}

/**
 * Says that a hand was given or is not needed any more, and what came of it. Whoever asked may, and the group's
 * moderators and conveners; organizers only where they were asked. Again: nothing changes. Clears the group's tags.
 */
export async function settleHand(
  services: GroupServices,
  actor: Actor,
  given: { readonly hand: string; readonly cameOfIt: string },
): Promise<Outcome<{ slug: string; groupHand: boolean }, HandRefusal>> {
  return services.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ hand: hands, group: groups })
      .from(hands)
      .innerJoin(groups, eq(groups.id, hands.groupId))
      .where(eq(hands.id, given.hand))
      .for('update', { of: hands });
    if (!found) return refused('no-such-hand');
    const { hand, group } = found;
    const groupRole = await findRole(tx, group.id, actor.personId);
    const asked = hand.toWhom === 'organizers';
    const subject = { groupRole, ...(hand.askedBy === null ? {} : { personId: hand.askedBy }) };
    if (!may({ ...actor, organizer: actor.organizer && asked }, 'settle-hand', subject))
      return refused('not-allowed');
    const { cameOfIt } = given;
    if (hand.settledAt === null)
      await tx
        .update(hands)
        .set({ settledAt: services.now(), settledBy: actor.personId, cameOfIt })
        .where(and(eq(hands.id, hand.id)));
    await services.clearTags(tx, groupTags(group));
    return done({ slug: group.slug, groupHand: groupRole !== null });
  });
}
