/** From whom to learn, and what was dropped. */
export const learn = {
  title: 'Who to learn from',
  description:
    'Groups of {town} that are clearly better than when they began, and groups that helped others.',
  intro:
    'Here are groups that are clearly better than when they began and, beside them, groups that helped others. Neither counts for more, and nobody is first.',
  better: 'Clearly better than when they began',
  betterBy: 'Clearly better than when they began: {measure}',
  helpers: 'Helped others',
  noBetter: 'No group has twelve reports that say so clearly yet.',
  noHelpers: 'No answer has helped, no approach was taken up and nobody visited yet.',
  none: 'Too early to say.',
  noneText: 'It takes twelve reports, or one answer that helped.',
  thenNow: 'First six reports: {first}. Latest six: {latest}.',
  allOfMeasure: 'All {count} of this measure',
  allHelpers: 'All {count} that helped',
  byName: 'By name, not by rank.',
  helped: '{count, plural, one {# answer that helped} other {answers that helped with # questions}}',
  adopted:
    '{count, plural, one {an approach that # group took up} other {approaches that # groups took up}}{kept, plural, =0 {} one { (# kept it)} other { (# kept it)}}',
  visits: '{count, plural, one {# visit received} other {# visits received}}',
  rule: 'How groups come to stand here, and in what order',
  ruleBetter:
    'A group is compared with its own beginning and with nobody else: its latest six reports with its first six, by the count of pairs that its own page explains. Each measure has its own list, since litter and phone calls cannot be compared. Sensitive measures are left out.',
  ruleHelped:
    'Help counts when those who were helped say so: an answer somebody marked as helping, an approach that another group took up, a visit from another group that took place. Of the last {days} days.',
  ruleOrder:
    'There is no rank and no size. Which groups are shown, and in what order, changes every day by a draw; full lists are by name.',
  ruleOut: 'A group may stay out of this page: its conveners say so where they edit the group.',
  dropped: 'What was dropped, and why',
  droppedIntro:
    'Written down by those who stopped. A failure that can be read saves the next group a winter.',
  noDropped: 'Nobody has written down yet what they dropped.',
  allDropped: 'Read all of it',
  'kind-reflection': 'From a reflection',
  'kind-closing': 'Closing words',
  staysOut: 'Leave us out of “Who to learn from”',
  staysOutHint:
    'Your reports, answers and approaches stay where they are; the group is not named on that page.',
} as const;
