import { z } from 'zod';
import { followables } from '#features/follow/follow.ts';

/**
 * What somebody wanted before they signed in. It travels with the request to sign in and is done after it, so that
 * nobody loses what they came for. Rules are checked again when it is done: the form's own rules have run by then,
 * but days and places may have gone meanwhile.
 */
export const intentSchema = z.discriminatedUnion('act', [
  /** Come once to a meeting. */
  z.object({ act: z.literal('visit'), groupId: z.uuid(), date: z.iso.date() }),
  /** Ask to join, or join where that is open. */
  z.object({ act: z.literal('join'), groupId: z.uuid(), note: z.string().max(2000).nullable() }),
  /** Start a group; the draft has the shape of the form that starts one. */
  z.object({ act: z.literal('found'), draft: z.record(z.string(), z.unknown()) }),
  /** Follow a group, focus, question or approach. */
  z.object({ act: z.literal('follow'), type: z.enum(followables), id: z.string().max(60) }),
  /** Nothing to do but to go on where the person was. */
  z.object({ act: z.literal('return'), path: z.string().max(500) }),
]);

export type Intent = z.infer<typeof intentSchema>;
export type IntentAct = Intent['act'];

/** Reads an intent out of the database; null when there is none or it is of an earlier version. */
export function readIntent(stored: unknown): Intent | null {
  const result = intentSchema.safeParse(stored);
  return result.success ? result.data : null;
}

/** `path` if it is an address of this site (written without language prefix or with), else `/me/`. */
export function ownPath(path: string | null | undefined): string {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/me/';
}
