import { and, asc, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { prompts } from '#db/schema/index.ts';
import type { PromptState } from './group-doing.ts';
import type { PromptLine } from './prompts.ts';
import type { PromptPlaces } from './write-prompt.server.ts';

/** The town's questions, those that moderators wrote for every group included. Depends on `promptsTag`. */
export function listTownPrompts(db: Queryable): Promise<PromptLine[]> {
  return list(db, and(isNull(prompts.groupId), isNull(prompts.retiredAt)));
}

/** A question that moderators wrote, with the group it is for; null: for every group. */
export type OwnPrompt = PromptLine & { readonly group: string | null };

/** What moderators wrote for these groups and, for the town's moderators, for every group. */
export async function listOwnPrompts(db: Queryable, places: PromptPlaces): Promise<OwnPrompt[]> {
  const names = new Map(places.groups.map(({ id, name }) => [id, name]));
  const mine = or(
    inArray(prompts.groupId, [...names.keys()]),
    places.forTown ? isNull(prompts.groupId) : undefined,
  );
  const lines = await list(db, and(mine, isNotNull(prompts.writtenBy), isNull(prompts.retiredAt)));
  return lines.map((line) => ({ ...line, group: names.get(line.groupId ?? '') ?? null }));
}

/** Every question for the whole town that there is or was, for organizers. */
export function promptUse(db: Queryable): Promise<ListedPrompt[]> {
  return list(db, isNull(prompts.groupId));
}

type ListedPrompt = PromptLine & { readonly groupId: string | null; readonly retired: boolean };

async function list(db: Queryable, which: SQL | undefined): Promise<ListedPrompt[]> {
  const rows = await db
    .select({
      id: prompts.id,
      state: prompts.state,
      text: prompts.text,
      groupId: prompts.groupId,
      written: sql<boolean>`${prompts.writtenBy} is not null`,
      retired: sql<boolean>`${prompts.retiredAt} is not null`,
      asked: prompts.asked,
      changed: prompts.changed,
    })
    .from(prompts)
    .where(which)
    .orderBy(sql`${prompts.retiredAt} nulls first`, sql`${prompts.writtenAt} nulls first`, asc(prompts.id));
  return rows.map((row) => ({ ...row, state: row.state as PromptState }));
}
