import { z } from 'zod';
import { choiceField, requiredText } from '#lib/form-fields.ts';

/** What somebody may follow; the database holds the same list. */
export const followables = ['group', 'focus', 'question', 'approach'] as const;
export type Followable = (typeof followables)[number];

/** How much one person may follow: more would make a digest that nobody reads. */
export const followsMost = 200;

/** What is followed, by the kind of thing and its id. */
export const followFields = z.object({ type: choiceField(followables), id: requiredText(60) });
export type Followed = z.infer<typeof followFields>;

/** The page, without language, that asks whether to follow something; public pages link to it. */
export const followPath = ({ type, id }: Followed): string =>
  `/follow/?${new URLSearchParams({ type, id }).toString()}`;

/** Something that can be followed, as people read it. */
export interface FollowedThing extends Followed {
  readonly name: string;
  /** Language of the name. */
  readonly lang: string;
  /** Without language prefix. */
  readonly path: string;
}
