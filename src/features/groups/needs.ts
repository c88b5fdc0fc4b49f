/** What a part of the town has, and what it lacks, in listed groups. */
export interface Need {
  /** Impact groups. */
  readonly groups: number;
  /** Impact groups that still look for the people to begin with. */
  readonly forming: number;
  /** Impact groups with a place that are neither resting nor quiet. */
  readonly withPlaces: number;
  /** Communities of interest. */
  readonly communities: number;
  /** People on a waitlist. */
  readonly waiting: number;
}

export const noGroups: Need = { groups: 0, forming: 0, withPlaces: 0, communities: 0, waiting: 0 };

/** People wait here, and no group of this part of the town has a place for them. */
export function isWaitingInVain({ waiting, withPlaces }: Need): boolean {
  return waiting > 0 && withPlaces === 0;
}
