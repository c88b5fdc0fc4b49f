/** The weekly mail, and what somebody lets the portal mail them. */
export const digest = {
  subject: '{town} this week: {first}{more, plural, =0 {} other {, and # more}}',
  intro:
    'Here is what is new in your groups and in what you follow{count, plural, one {. One thing this week:} other {. # things this week, what is closest to you first:}}',
  action: 'See all of it',
  why: 'You get this on Thursdays because you belong to a group here or follow something. In weeks without news there is no mail.',
  stop: 'Stop the weekly mail with one press:',
  mailsTitle: 'What the portal may mail me',
  wish: 'Mails',
  'wish-all': 'What concerns me, and once a week what is new',
  'wish-no-digest': 'What concerns me, but no weekly mail',
  'wish-none': 'Nothing at all',
  'wish-all-hint':
    'Requests, answers and reminders of your groups; on Thursday mornings one mail with what you follow, if there is news.',
  'wish-none-hint':
    'Only what you ask for at that moment: the code to sign in, and the place when you ask to come once. No reminder, no answer to a request, not even that a meeting moved.',
  save: 'Save',
  stopTitle: 'Which mails shall stop?',
  stopDescription: 'Stop mails from the portal of {town}.',
  stopIntro: 'Nothing has changed yet. Choose, and it holds at once, without signing in.',
  stopDigest: 'Stop the weekly mail',
  stopAll: 'Stop every mail',
  startAgain: 'Send them again',
  'now-all': 'You get what concerns you, and once a week what is new.',
  'now-no-digest': 'You get what concerns you, and no weekly mail.',
  'now-none': 'You get no mail but what you ask for at that moment.',
  badLink: 'This link is not complete',
  badLinkText: 'Copy the whole address from the mail, or choose on your page what the portal may mail you.',
} as const;
