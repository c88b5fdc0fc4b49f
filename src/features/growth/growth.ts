import { z } from 'zod';
import { groupTextMax } from '#features/groups/group-form.ts';
import { choiceField, dayField, idField, optionalText, requiredText } from '#lib/form-fields.ts';

/** Fewest people on either side of a division: nobody is left alone. */
export const sideLeast = 2;

/** What the group that divides off will be. */
export const divisionFields = z.object({
  id: idField(),
  name: requiredText(groupTextMax.name, 'groups.errors.nameMissing'),
  about: requiredText(groupTextMax.about, 'groups.errors.aboutMissing'),
  neighborhoodId: requiredText(60, 'groups.errors.neighborhoodMissing'),
  firstMeetingOn: dayField(),
  /** Who will convene it. */
  convener: idField('growth.convenerMissing'),
});
export type DivisionFields = z.infer<typeof divisionFields>;

export const sides = ['stays', 'goes'] as const;
export type Side = (typeof sides)[number];

/** Somebody in a group that divides, and where they go; null: they have not said, and stay. */
export interface SidedMember {
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly hasEmail: boolean;
  readonly role: string;
  readonly side: Side | null;
}

/** Where somebody goes; `person` is set where a convener notes it for a member without email. */
export const sideFields = z.object({
  id: idField(),
  side: choiceField(sides),
  person: optionalText(36).pipe(z.uuid('forms.stale').nullable()),
});

/** What came of four weeks as an impact group. */
export const trialDecisions = ['continued', 'returned'] as const;
export type TrialDecision = (typeof trialDecisions)[number];

export const trialFields = z.object({
  id: idField(),
  decision: choiceField(trialDecisions),
  words: optionalText(groupTextMax.closingWords),
});
