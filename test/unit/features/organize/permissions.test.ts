import { describe, expect, it } from 'vitest';
import {
  acts,
  may,
  permissions,
  roles,
  type Act,
  type Actor,
  type Subject,
} from '#features/organize/permissions.ts';

/**
 * The matrix once more, written by hand as the product words it, one letter a role:
 * a anonymous, s signed in, m member, o moderator (asks), c convener, t organizer (town), p the person themselves.
 */
const expected: Record<Act, string> = {
  'read-public': 'asmoctp',
  search: 'asmoctp',
  'export-public-data': 'asmoctp',
  'read-exact-place': 'moc',
  'read-own-visit-place': 'p',
  'read-member-names': 'moc',
  'read-private-notes': 'moc',
  'read-sensitive-figures': 'moc',
  'read-ease': 'moc',
  'arrange-visit': 'asmoctp',
  'cancel-visit': 'p',
  'answer-visit': 'c',
  'request-membership': 'smoctp',
  'withdraw-request': 'p',
  'answer-offer': 'p',
  'note-offer-yes': 'c',
  'accept-request': 'c',
  'decline-request': 'c',
  'leave-group': 'p',
  'remove-member': 'c',
  'add-member-without-email': 'c',
  'make-moderator': 'c',
  'hand-over': 'c',
  'start-group': 'smoctp',
  'edit-group': 'c',
  'rest-group': 'c',
  'close-group': 'c',
  'choose-measure': 'c',
  'print-poster': 'asmoctp',
  'read-meetings': 'moc',
  'open-meeting': 'moc',
  'change-meeting-date': 'oc',
  'make-calendar-link': 'p',
  'try-as-group': 'ct',
  'decide-trial': 'c',
  'divide-group': 'c',
  'choose-side': 'moc',
  'post-report': 'moc',
  'amend-report': 'moc',
  'withdraw-report': 'moc',
  'confirm-report': 'moc',
  'share-report': 'moc',
  'redact-report': 'moct',
  'raise-flag': 'asmoctp',
  'ask-question': 'smoctp',
  'ask-for-group': 'moc',
  'answer-question': 'smoctp',
  'answer-for-group': 'moc',
  'withdraw-answer': 'p',
  'say-it-helped': 'mocp',
  'resolve-question': 'mocp',
  'write-approach': 'moc',
  'edit-approach': 'moc',
  'adopt-approach': 'moc',
  'tell-adoption': 'moc',
  'write-prompt': 'oc',
  'write-town-prompt': 'moc',
  'open-reflection': 'moc',
  'answer-reflection': 'moc',
  'read-hands': 'moc',
  'ask-for-a-hand': 'moc',
  'ask-organizers': 'oc',
  'pass-hand-on': 'oc',
  'settle-hand': 'octp',
  'read-asked-hands': 't',
  'read-moderation': 'oc',
  'choose-moderators': 't',
  'check-in': 'moc',
  'read-check-ins': 'moc',
  follow: 'smoctp',
  unfollow: 'p',
  'read-my-follows': 'p',
  'choose-mails': 'p',
  'stop-mails-by-link': 'asmoctp',
  'read-my-page': 'p',
  'edit-my-account': 'p',
  'end-my-sessions': 'p',
  'export-my-data': 'p',
  'delete-my-account': 'p',
  'say-what-i-explore': 'p',
  'read-console': 't',
  'export-console': 't',
  'read-member-counts': 't',
  'open-member-list-with-reason': 't',
  'hide-content': 't',
  'unhide-content': 't',
  'settle-flag': 't',
  'grant-role': 't',
  'revoke-role': 't',
  'read-audit-log': 't',
  'read-catalogs': 't',
};

const letters = {
  a: 'anonymous',
  s: 'signed-in',
  m: 'member',
  o: 'moderator',
  c: 'convener',
  t: 'organizer',
  p: 'self',
} as const;
const ana: Actor = { personId: 'ana', organizer: false };
const someoneElse = 'ben';
/** Somebody who is this and nothing more, facing something that is not theirs unless they are themselves. */
const asRole: Record<keyof typeof letters, [Actor | null, Subject]> = {
  a: [null, { personId: someoneElse }],
  s: [ana, { groupRole: null, personId: someoneElse }],
  m: [ana, { groupRole: 'member', personId: someoneElse }],
  o: [ana, { groupRole: 'moderator', personId: someoneElse }],
  c: [ana, { groupRole: 'convener', personId: someoneElse }],
  t: [
    { ...ana, organizer: true },
    { groupRole: null, personId: someoneElse },
  ],
  p: [ana, { groupRole: null, personId: 'ana' }],
};

const cells = acts.flatMap((act) =>
  (Object.keys(letters) as (keyof typeof letters)[]).map((letter) => ({
    act,
    letter,
    role: letters[letter],
    allowed: expected[act].includes(letter),
  })),
);

describe('the permission matrix', () => {
  it.each(cells)('$role, $act: $allowed', ({ act, letter, allowed }) => {
    const [actor, subject] = asRole[letter];
    expect(may(actor, act, subject)).toBe(allowed);
  });

  it('has a cell for every act and role', () => {
    expect(Object.keys(expected).sort()).toEqual([...acts].sort());
    expect(cells.length).toBe(acts.length * roles.length);
    expect(
      Object.values(permissions)
        .flat()
        .every((role) => roles.includes(role)),
    ).toBe(true);
  });
});

describe('roles do not spill over', () => {
  it('a convener of another group is nobody special here', () => {
    expect(may(ana, 'accept-request', { groupRole: null })).toBe(false);
  });
  it('an organizer does not see what a group keeps to itself', () => {
    const organizer = { ...ana, organizer: true };
    const kept: Act[] = [
      'read-member-names',
      'read-exact-place',
      'read-private-notes',
      'read-sensitive-figures',
    ];
    expect(kept.some((act) => may(organizer, act))).toBe(false);
  });
  it('an organizer who is also a member sees it as a member', () => {
    expect(may({ ...ana, organizer: true }, 'read-member-names', { groupRole: 'member' })).toBe(true);
  });
  it('nobody signed in is never mistaken for a subject without a person', () => {
    expect(may(null, 'read-my-page', {})).toBe(false);
    expect(may(ana, 'read-my-page', {})).toBe(false);
  });
});
