import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { prompts } from '#db/schema/index.ts';

/**
 * The question after `promptId` among those of its kind, for a group that asked for another one; null when there is no
 * other.
 */
export async function nextQuestion(db: Queryable, groupId: string, promptId: string): Promise<string | null> {
  const askable = and(isNull(prompts.retiredAt), or(isNull(prompts.groupId), eq(prompts.groupId, groupId)));
  const rows = await db
    .select({ id: prompts.id, state: prompts.state })
    .from(prompts)
    .where(askable)
    .orderBy(asc(prompts.id));
  const state = rows.find(({ id }) => id === promptId)?.state;
  const ofKind = rows.filter((row) => state === undefined || row.state === state);
  const at = ofKind.findIndex(({ id }) => id === promptId);
  return ofKind[(at + 1) % ofKind.length]?.id ?? null;
}
