/** What every form says, whatever it asks. */
export const forms = {
  summaryTitle: 'There is a problem',
  errorPrefix: 'Error:',
  optional: '{label} (optional)',
  missing: 'Please fill this in',
  tooLong: 'Please keep this to {maximum, plural, one {# character} other {# characters}} at most',
  wrong: 'We cannot read this: please check it',
  emailMissing: 'Enter an email address',
  emailWrong: 'Enter an email address in full, like ana@example.org',
  tickMissing: 'Tick the box to confirm',
  choiceMissing: 'Choose one of the answers',
  dateMissing: 'Choose a date',
  dateWrong: 'There is no such day. Write it like 2026-03-31',
  stale:
    'This page had grown old: something changed since you opened it. Nothing was saved yet. What you typed is still here; look at it and send it again.',
  signedOut:
    'You are signed out, so nothing was saved. What you typed is still here. Sign in in another tab, then come back and send it again.',
  signedOutTitle: 'You were signed out meanwhile',
  signInElsewhere: 'Sign in in another tab',
  written: 'What you wrote',
  sendAgain: 'Send it again',
  notAllowed: 'This is not yours to do. Nothing was changed.',
  tooLarge: 'That is more than we can take at once. Nothing was saved: shorten it and send it again.',
  tooOften: 'That was a lot at once. What you typed is still here: wait a few minutes, then send it again.',
  unavailable:
    'We cannot reach our records just now. Nothing was saved; what you typed is still here. Send it again in a minute.',
  failed:
    'Something broke on our side, and it has been written down. What you typed is still here. Try again in a minute.',
} as const;
