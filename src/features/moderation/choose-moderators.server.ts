import { and, eq, isNull, sql } from 'drizzle-orm';
import { groups } from '#db/schema/index.ts';
import { groupTags } from '#features/groups/groups.ts';
import type { GroupServices } from '#features/groups/in-group.server.ts';
import { recordAct } from '#features/organize/audit.server.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';

const choosingLock = 7_270_224;

/**
 * Names the group whose members are the town's moderators, instead of the one before; null: none. It stays a group like
 * any other, with its own places, meetings and measure. Written down in the audit log. Clears both groups' tags.
 */
export async function chooseModerators(
  services: GroupServices,
  actor: Actor,
  groupId: string | null,
): Promise<Outcome<null, 'no-such-group' | 'not-allowed'>> {
  if (!may(actor, 'choose-moderators')) return refused('not-allowed');
  return services.db.transaction(async (tx) => {
    // A town has one such group, whoever chooses at once.
    await tx.execute(sql`select pg_advisory_xact_lock(${choosingLock})`);
    const before = await tx
      .select()
      .from(groups)
      .where(and(eq(groups.forModerators, true), isNull(groups.closedAt)))
      .for('update');
    const [wanted] =
      groupId === null
        ? []
        : await tx
            .select()
            .from(groups)
            .where(and(eq(groups.id, groupId), isNull(groups.closedAt), isNull(groups.hiddenAt)));
    if (groupId !== null && !wanted) return refused('no-such-group');
    if ((before[0]?.id ?? null) === groupId) return done(null);
    await tx.update(groups).set({ forModerators: false }).where(eq(groups.forModerators, true));
    if (wanted) await tx.update(groups).set({ forModerators: true }).where(eq(groups.id, wanted.id));
    await recordAct(tx, {
      actorId: actor.personId,
      act: 'choose-moderators',
      subjectType: 'group',
      subjectId: groupId ?? before[0]?.id ?? '',
      reason: groupId === null ? 'none' : null,
    });
    await services.clearTags(
      tx,
      [...before, ...(wanted ? [wanted] : [])].flatMap((group) => groupTags(group)),
    );
    return done(null);
  });
}
