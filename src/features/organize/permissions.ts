/**
 * Who somebody is to a subject. Several may hold at once; a convener is also a member, and everybody signed
 * in is also `signed-in`. `self` is the person whose own things the act touches.
 */
export const roles = [
  'anonymous',
  'signed-in',
  'member',
  'moderator',
  'convener',
  'organizer',
  'self',
] as const;
export type Role = (typeof roles)[number];

const everyone = ['anonymous', 'signed-in', 'member', 'moderator', 'convener', 'organizer', 'self'] as const;
const signedIn = ['signed-in', 'member', 'moderator', 'convener', 'organizer', 'self'] as const;
const group = ['member', 'moderator', 'convener'] as const;
const moderator = ['moderator', 'convener'] as const;
const convener = ['convener'] as const;
const organizer = ['organizer'] as const;
const self = ['self'] as const;

/**
 * The permission matrix: for each act, the roles that may do it. Roles in a group (member, moderator, convener)
 * count for that group only. An organizer is not a member: what a group keeps to itself stays with it.
 */
export const permissions = {
  // Reading
  'read-public': everyone,
  search: everyone,
  'export-public-data': everyone,
  'read-exact-place': group,
  'read-own-visit-place': self,
  'read-member-names': group,
  'read-private-notes': group,
  'read-sensitive-figures': group,
  'read-ease': group,
  // Coming once, joining, belonging
  'arrange-visit': everyone,
  'cancel-visit': self,
  'answer-visit': convener,
  'request-membership': signedIn,
  'withdraw-request': self,
  'answer-offer': self,
  'note-offer-yes': convener,
  'accept-request': convener,
  'decline-request': convener,
  'leave-group': self,
  'remove-member': convener,
  'add-member-without-email': convener,
  'make-moderator': convener,
  'hand-over': convener,
  // The group
  'start-group': signedIn,
  'edit-group': convener,
  'rest-group': convener,
  'close-group': convener,
  'choose-measure': convener,
  'print-poster': everyone,
  'try-as-group': ['convener', 'organizer'],
  'decide-trial': convener,
  'divide-group': convener,
  'choose-side': group,
  // Meetings
  'read-meetings': group,
  'open-meeting': group,
  'change-meeting-date': moderator,
  'make-calendar-link': self,
  // The ledger
  'post-report': group,
  'amend-report': group,
  'withdraw-report': group,
  'confirm-report': group,
  'share-report': group,
  'redact-report': ['member', 'moderator', 'convener', 'organizer'],
  'raise-flag': everyone,
  // Learning from each other
  'ask-question': signedIn,
  'ask-for-group': group,
  'answer-question': signedIn,
  'answer-for-group': group,
  'withdraw-answer': self,
  'say-it-helped': ['member', 'moderator', 'convener', 'self'],
  'resolve-question': ['member', 'moderator', 'convener', 'self'],
  'write-approach': group,
  'edit-approach': group,
  'adopt-approach': group,
  'tell-adoption': group,
  // Trust
  'write-prompt': ['moderator', 'convener'],
  /** In the group of the town's moderators. */
  'write-town-prompt': group,
  'open-reflection': group,
  'answer-reflection': group,
  'read-hands': group,
  'ask-for-a-hand': group,
  'ask-organizers': ['moderator', 'convener'],
  'pass-hand-on': ['moderator', 'convener'],
  /** Organizers only where they were asked. */
  'settle-hand': ['moderator', 'convener', 'organizer', 'self'],
  'read-asked-hands': organizer,
  'read-moderation': ['moderator', 'convener'],
  'choose-moderators': organizer,
  'check-in': group,
  'read-check-ins': group,
  // Following
  follow: signedIn,
  unfollow: self,
  'read-my-follows': self,
  'choose-mails': self,
  'stop-mails-by-link': everyone,
  // My page
  'read-my-page': self,
  'edit-my-account': self,
  'end-my-sessions': self,
  'export-my-data': self,
  'delete-my-account': self,
  'say-what-i-explore': self,
  // Organizers
  'read-console': organizer,
  'export-console': organizer,
  'read-member-counts': organizer,
  'open-member-list-with-reason': organizer,
  'hide-content': organizer,
  'unhide-content': organizer,
  'settle-flag': organizer,
  'grant-role': organizer,
  'revoke-role': organizer,
  'read-audit-log': organizer,
  'read-catalogs': organizer,
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof permissions;
export const acts = Object.keys(permissions) as Act[];

/** A signed-in person and their roles in the town. */
export interface Actor {
  personId: string;
  organizer: boolean;
}

export type GroupRole = 'member' | 'moderator' | 'convener';

/** What an act touches: a group (with the actor's active role in it, if any), a person's own things, or neither. */
export interface Subject {
  /** The actor's role in the group concerned, from an active membership; null when there is none. */
  groupRole?: GroupRole | null;
  /** Whose things they are. */
  personId?: string;
}

/** The roles an actor (null: nobody signed in) has towards a subject. */
export function rolesOf(actor: Actor | null, subject: Subject = {}): Role[] {
  if (!actor) return ['anonymous'];
  const held: Role[] = ['signed-in'];
  if (actor.organizer) held.push('organizer');
  if (subject.groupRole) held.push('member');
  if (subject.groupRole && subject.groupRole !== 'member') held.push(subject.groupRole);
  if (subject.personId === actor.personId) held.push('self');
  return held;
}

/** Whether `actor` may do `act` to `subject`: any one of their roles is enough. */
export function may(actor: Actor | null, act: Act, subject: Subject = {}): boolean {
  const allowed: readonly Role[] = permissions[act];
  return rolesOf(actor, subject).some((role) => allowed.includes(role));
}
