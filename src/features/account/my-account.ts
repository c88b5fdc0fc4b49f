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

export interface MyVisit {
  id: string;
  slug: string;
  name: string;
  lang: string;
  onDate: string;
  state: 'asked' | 'arranged';
  /** Where the group meets, once the visit is arranged. */
  place: string | null;
}
