import { z } from 'zod';
import { spokenLanguages } from '#features/groups/group-form.ts';
import { partsOfDay, type PartOfDay, type Rhythm } from '#features/groups/groups.ts';
import { type SaidWord, wordsMost } from '#features/search/said-words.ts';
import { optionalText } from '#lib/form-fields.ts';

export const exploreWordsMax = 500;
/** How many groups are proposed at most: few enough to look at each. */
export const proposalsMost = 6;
/** A neighborhood within this distance is near, in meters: about a quarter of an hour on foot. */
export const nearMeters = 1200;

/** What somebody cares about and would explore. Everything may be left open. */
export const explorationFields = z.object({
  words: optionalText(exploreWordsMax),
  focusIds: z.array(z.string().max(60)).max(40).default([]),
  neighborhoodId: optionalText(60),
  weekdays: z.array(z.coerce.number().int().min(1).max(7)).max(7).default([]),
  partsOfDay: z.array(z.enum(partsOfDay, 'forms.choiceMissing')).max(3).default([]),
  languages: z.array(z.enum(spokenLanguages, 'forms.choiceMissing')).max(10).default([]),
});
export type Exploration = z.infer<typeof explorationFields>;

/** A group that might be proposed, as far as the public knows it. */
export interface Candidate {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly lang: string;
  readonly about: string;
  readonly focusId: string | null;
  readonly neighborhoodId: string;
  readonly rhythm: Rhythm | null;
  readonly weekday: number | null;
  readonly secondWeekday: number | null;
  readonly partOfDay: PartOfDay | null;
  readonly languages: readonly string[];
  readonly placesLeft: number;
  readonly welcomesVisitors: boolean;
  /** What it is asking now; null when it asks nothing. */
  readonly question: { readonly id: string; readonly text: string; readonly lang: string } | null;
  /** Of the words the person wrote, those that it or its questions use too; the most telling first. */
  readonly says: readonly SaidWord[];
  /** From the person's neighborhood to the group's, in meters; null when they named none. */
  readonly meters: number | null;
}

/** Why a group is proposed. */
export const exploreReasons = [
  'focus',
  'words',
  'question',
  'same-place',
  'near',
  'time',
  'language',
] as const;
export type ExploreReason = (typeof exploreReasons)[number];

export interface Proposal {
  readonly group: Candidate;
  /** Strongest first; never empty. */
  readonly reasons: readonly ExploreReason[];
}

/**
 * How much each reason weighs: what somebody cares about before where and when it happens. `words` is for one word
 * that hardly any group uses; a common one weighs less, and several add up.
 */
const weights: Record<ExploreReason, number> = {
  focus: 4,
  words: 4,
  question: 2,
  'same-place': 3,
  near: 2,
  time: 2,
  language: 1,
};

/**
 * Which groups to propose to somebody, and why: by what they care about, nearness, time, language and the question
 * each is asking. A group that speaks none of their languages is left out. Equal ones stand nearest first, then by name,
 * so that the same answers always give the same list.
 */
export function propose(candidates: readonly Candidate[], wants: Exploration): Proposal[] {
  return candidates
    .filter((group) => wants.languages.length === 0 || speaks(group, wants))
    .map((group) => ({ group, reasons: reasonsFor(group, wants) }))
    .filter((proposal) => proposal.reasons.length > 0)
    .sort(
      (a, b) =>
        weigh(b) - weigh(a) ||
        (a.group.meters ?? 0) - (b.group.meters ?? 0) ||
        a.group.slug.localeCompare(b.group.slug),
    )
    .slice(0, proposalsMost);
}

function weigh({ group, reasons }: Proposal): number {
  const ofWords = group.says.slice(0, wordsMost).reduce((sum, { rarity }) => sum + rarity ** 2, 0);
  return reasons.reduce((sum, reason) => sum + weights[reason] * (reason === 'words' ? ofWords : 1), 0);
}

const speaks = (group: Candidate, wants: Exploration) =>
  wants.languages.some((each) => group.languages.includes(each));

function reasonsFor(group: Candidate, wants: Exploration): ExploreReason[] {
  const cares = group.focusId !== null && wants.focusIds.includes(group.focusId);
  const here = wants.neighborhoodId !== null && group.neighborhoodId === wants.neighborhoodId;
  const holds: Record<ExploreReason, boolean> = {
    focus: cares,
    words: group.says.length > 0,
    question: group.question !== null && (cares || group.says.length > 0),
    'same-place': here,
    near: !here && group.meters !== null && group.meters <= nearMeters,
    time: fits(group, wants),
    language: wants.languages.length > 0 && speaks(group, wants),
  };
  const found = exploreReasons.filter((reason) => holds[reason]);
  // That a group speaks one's language is no reason by itself to go there.
  return found.some((reason) => reason !== 'language') ? found : [];
}

/** Whether a group meets on one of the days and in one of the parts of the day that somebody has; at least one is said. */
function fits(group: Candidate, { weekdays, partsOfDay: parts }: Exploration): boolean {
  if (weekdays.length + parts.length === 0 || (group.weekday === null && group.rhythm !== 'daily'))
    return false;
  const day =
    weekdays.length === 0 ||
    group.rhythm === 'daily' ||
    [group.weekday, group.secondWeekday].some((each) => each !== null && weekdays.includes(each));
  const part = parts.length === 0 || (group.partOfDay !== null && parts.includes(group.partOfDay));
  return day && part;
}
