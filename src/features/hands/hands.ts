import { z } from 'zod';
import { choiceField, idField, requiredText } from '#lib/form-fields.ts';

/** Longest texts, in characters. */
export const handTextMax = { words: 600, passedOn: 400, cameOfIt: 280 } as const;

/** Who hears it first: the group, or the town's organizers. */
export const handAddressees = ['group', 'organizers'] as const;
export type HandAddressee = (typeof handAddressees)[number];

/** “I need a hand” to the group, or “we need a hand” to the organizers. `key` makes sending twice harmless. */
export const handFields = z.object({
  key: idField(),
  group: idField(),
  toWhom: choiceField(handAddressees),
  words: requiredText(handTextMax.words, 'hands.errors.wordsMissing'),
});
export type HandFields = z.infer<typeof handFields>;

/** A moderator passes it on to everybody, in words of their own. */
export const passOnFields = z.object({
  hand: idField(),
  passedOn: requiredText(handTextMax.passedOn, 'hands.errors.passedOnMissing'),
});

/** What came of it is for those who asked: an empty line would leave them with nothing, and settling is not taken back. */
export const settleFields = z.object({
  hand: idField(),
  cameOfIt: requiredText(handTextMax.cameOfIt, 'hands.errors.cameOfItMissing'),
});

/** A hand as its group sees it. */
export interface GroupHand {
  readonly id: string;
  readonly toWhom: HandAddressee;
  readonly lang: string;
  readonly words: string;
  readonly askedAt: Date;
  /** Who asked their group; null where the group asks, or whoever asked is gone. */
  readonly askedBy: { readonly id: string; readonly name: string } | null;
  /** What everybody reads. */
  readonly passedOn: string | null;
  readonly settledAt: Date | null;
  readonly cameOfIt: string | null;
}

/** A hand as organizers see it: of a group, and never of a person. */
export interface AskedHand {
  readonly id: string;
  readonly group: { readonly slug: string; readonly name: string; readonly lang: string };
  readonly lang: string;
  readonly words: string;
  readonly askedAt: Date;
  readonly settledAt: Date | null;
  readonly cameOfIt: string | null;
}

/** A hand that was passed on, as everybody sees it. */
export interface PublicHand {
  readonly id: string;
  readonly lang: string;
  readonly words: string;
  readonly passedOnAt: Date;
}
