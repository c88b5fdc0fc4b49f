/** A group somebody belongs to, waits for or asked to join. */
export interface MyGroup {
  slug: string;
  name: string;
  lang: string;
  state: 'requested' | 'waitlisted' | 'offered' | 'active';
  role: 'member' | 'moderator' | 'convener';
  offerExpiresAt: Date | null;
  membershipId: string;
}

/** How long a person's page offers a place in a group they have been to. */
export const visitKeptDays = 30;

export interface MyVisit {
  id: string;
  slug: string;
  name: string;
  lang: string;
  onDate: string;
  state: 'asked' | 'arranged';
  /** Where the group meets, once the visit is arranged. */
  place: string | null;
  /** The day is past: whoever came may want a place. */
  isOver: boolean;
}
