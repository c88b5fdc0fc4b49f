/** The chapters of the narrative, and what the town answers to them. */
export const chapters = {
  noPartYet: 'No group has said its part in this yet.',
  allOfFocus: 'All {count, number} groups of {focus}',
  answers: 'What people answer',
  learned: 'What groups learned since',
  helped: 'this helped',
  live: 'Read what groups and neighbors say to this chapter',
  contents: 'Chapters',
  changed: 'What changed here, and why',
  readings: 'Other readings',
  signed: 'Signed by {by}, {date}',
  readingOf: '{title}, by {by}',
  questionFirst: 'Each chapter begins with what nobody here knows yet.',
  allRevisions: 'All {count, number} changes since the first draft',
  changedChapters: 'Changed',
} as const;
