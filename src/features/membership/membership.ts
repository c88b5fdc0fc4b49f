/** A person's way into, through and out of a group. */
export const membershipStates = [
  'requested',
  'waitlisted',
  'offered',
  'active',
  'declined',
  'withdrawn',
  'lapsed',
  'left',
  'removed',
] as const;
export type MembershipState = (typeof membershipStates)[number];

/** Of these a person has at most one in a group. */
export const liveStates = [
  'requested',
  'waitlisted',
  'offered',
  'active',
] as const satisfies MembershipState[];

/** Which step may follow which; the trigger `memberships_step` holds the same. */
export const steps: Readonly<Record<MembershipState, readonly MembershipState[]>> = {
  requested: ['active', 'waitlisted', 'declined', 'withdrawn'],
  waitlisted: ['offered', 'withdrawn'],
  offered: ['active', 'withdrawn', 'lapsed'],
  active: ['left', 'removed'],
  declined: [],
  withdrawn: [],
  lapsed: [],
  left: [],
  removed: [],
};

export const hourMs = 3_600_000;
/** How long a free place is kept for the head of the waitlist. */
export const offerHours = 72;
/** When somebody who was offered a place is reminded. */
export const offerReminderHours = 48;
/** When conveners are reminded of a request nobody answered. */
export const requestReminderHours = 48;

/** A member added twice with the same words within this time is one form sent twice. */
export const addedAgainMs = 10 * 60_000;

export const noteMax = 500;
export const answerMax = 500;
export const consentMax = 200;

/** Why an act did nothing. Each is a text `membership.refusals.<name>` and has a status in `refusalStatus`. */
export type MembershipRefusal =
  | 'no-such-group'
  | 'no-such-membership'
  | 'not-allowed'
  | 'group-closed'
  | 'no-membership-here'
  | 'group-full'
  | 'hand-over-first'
  | 'is-convener'
  | 'needs-email'
  | 'offer-over'
  | 'not-welcoming-visitors'
  | 'member-already'
  | 'no-such-date'
  | 'no-such-visit';

/** The HTTP status of a refusal, by Astro's name for it. */
export const refusalStatus = {
  'no-such-group': 'NOT_FOUND',
  'no-such-membership': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'group-closed': 'CONFLICT',
  'no-membership-here': 'CONFLICT',
  'group-full': 'CONFLICT',
  'hand-over-first': 'CONFLICT',
  'is-convener': 'CONFLICT',
  'needs-email': 'CONFLICT',
  'offer-over': 'GONE',
  'not-welcoming-visitors': 'CONFLICT',
  'member-already': 'CONFLICT',
  'no-such-date': 'CONFLICT',
  'no-such-visit': 'NOT_FOUND',
} as const satisfies Record<MembershipRefusal, string>;
