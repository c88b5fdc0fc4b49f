import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Queryable, Transaction } from '#db/client.ts';
import { groups, memberships, prompts } from '#db/schema/index.ts';
import { findRole, type GroupServices } from '#features/groups/in-group.server.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import { promptsTag, type PromptFields } from './prompts.ts';

export type PromptRefusal = 'no-such-prompt' | 'not-allowed' | 'key-used';

/** For whom somebody may write questions. */
export interface PromptPlaces {
  /** Groups in which they ask the questions. */
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  /** Whether they belong to the town's moderators, and write for every group. */
  readonly forTown: boolean;
}

export async function findPromptPlaces(db: Queryable, personId: string): Promise<PromptPlaces> {
  const mine = await db
    .select({ id: groups.id, name: groups.name, role: memberships.role, town: groups.forModerators })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(and(eq(memberships.personId, personId), eq(memberships.state, 'active'), isNull(groups.closedAt)))
    .orderBy(groups.name);
  return {
    groups: mine.filter(({ role }) => role !== 'member').map(({ id, name }) => ({ id, name })),
    forTown: mine.some(({ town }) => town),
  };
}

/** Whether the actor may write or take back questions for a group or (null) for the whole town. */
async function mayWrite(tx: Transaction, actor: Actor, groupId: string | null): Promise<boolean> {
  if (groupId !== null)
    return may(actor, 'write-prompt', { groupRole: await findRole(tx, groupId, actor.personId) });
  const [moderators] = await tx
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.forModerators, true), isNull(groups.closedAt)));
  const groupRole = moderators ? await findRole(tx, moderators.id, actor.personId) : null;
  return may(actor, 'write-town-prompt', { groupRole });
}

/**
 * Adds a question of a moderator's own. Sent twice with the same `key`, it is one question. Clears `promptsTag`.
 * @param lang the language it is written in
 */
export async function writePrompt(
  services: GroupServices,
  actor: Actor,
  fields: PromptFields,
  lang: string,
): Promise<Outcome<{ id: string }, PromptRefusal>> {
  return services.db.transaction(async (tx) => {
    if (!(await mayWrite(tx, actor, fields.group))) return refused('not-allowed');
    const id = `own-${fields.key}`;
    const [made] = await tx
      .insert(prompts)
      .values({
        id,
        state: fields.state,
        text: { [lang]: fields.text },
        writtenBy: actor.personId,
        writtenAt: services.now(),
        groupId: fields.group,
      })
      .onConflictDoNothing()
      .returning({ id: prompts.id });
    if (made) await services.clearTags(tx, [promptsTag]);
    if (made) return done(made);
    const [before] = await tx.select().from(prompts).where(eq(prompts.id, id));
    return before?.writtenBy === actor.personId ? done({ id }) : refused('key-used');
  });
}

/** Takes back a question that a moderator wrote: it is asked no more; meetings that asked it keep it. */
export async function retirePrompt(
  services: GroupServices,
  actor: Actor,
  id: string,
): Promise<Outcome<{ id: string }, PromptRefusal>> {
  return services.db.transaction(async (tx) => {
    const [prompt] = await tx
      .select()
      .from(prompts)
      .where(and(eq(prompts.id, id), isNotNull(prompts.writtenBy)));
    if (!prompt) return refused('no-such-prompt');
    if (!(await mayWrite(tx, actor, prompt.groupId))) return refused('not-allowed');
    await tx
      .update(prompts)
      .set({ retiredAt: services.now() })
      .where(and(eq(prompts.id, id), isNull(prompts.retiredAt)));
    await services.clearTags(tx, [promptsTag]);
    return done({ id });
  });
}
