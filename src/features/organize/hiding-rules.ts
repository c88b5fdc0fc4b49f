/** What a hidden thing belongs to, for the caches to clear; null: there is no such thing. */
export interface HiddenThing {
  /** Null where the tags say it all. */
  groupId: string | null;
  neighborhoodId: string | null;
  focusId: string | null;
  reportId: string | null;
  /** Tags of pages besides the group's and the report's. */
  tags: readonly string[];
  /** What leads to it in mails. */
  path: string;
  /** It stood like that before, and nothing was written. */
  again?: boolean;
}

/** Whether and why something is hidden, as its row says. */
export type Hidden = { hiddenAt: Date | null; hiddenReason: string | null };

/** Whether something stands as it is wanted already. */
export const isSame = (was: Hidden, wanted: Hidden) =>
  (was.hiddenAt === null) === (wanted.hiddenAt === null) && was.hiddenReason === wanted.hiddenReason;
