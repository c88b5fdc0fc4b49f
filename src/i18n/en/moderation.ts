/** The moderator's view of a group, and the town's moderators. */
export const moderation = {
  title: 'Moderating {group}',
  heading: 'For whoever asks the questions',
  moderatorsOnly: 'This page is for the group’s moderators and conveners',
  description: 'What {group} committed to and what came, and a question that might help now.',
  intro:
    'What the group’s own records say, so that you can ask rather than tell. It says nothing of who was there or how anyone is doing.',
  questionTitle: 'A question for {date}',
  writeOne: 'Write one of your own for this group',
  notAskedTitle: 'What nobody has asked about',
  nothing: 'Nothing stands out. What would a newcomer ask?',
  'not-measure-never-questioned':
    'The measure has been counted the same way for {count} reports. Does it still count what matters?',
  'not-no-expectation':
    'The last {count} reports did not say what was expected. What would have surprised you?',
  'not-no-hours': 'The last {count} reports say nothing of hours. What does this cost you?',
  'not-no-next-question':
    'The last {count} reports end without a next question. What do you want to know now?',
  'not-never-reflected': 'You have met {count} times and never stepped back to look.',
  'not-never-asked-others': 'The group has never asked the other groups anything. Who else might know?',
  'not-never-tried-others':
    'The group has never tried what works elsewhere. Whose way would you like to see?',
  'not-chapter-untouched': 'The chapter “{chapter}” asks something the group has not answered:',
  cameTitle: 'What was expected and what came, since {date}',
  askedTitle: 'Asked lately',
  didChange: 'changed a plan',
  noChange: 'changed nothing',
  nobodySaid: 'nobody said',
  townTitle: 'What this group measures',
  townText:
    'You are the town’s moderators, a group like any other. Your measure is how many questions changed a plan, and these are the figures for your reports, from all groups together. Which group said what stays with the group.',
  townNone: 'No question has been asked at a meeting yet.',
  month: 'Month',
  asked: 'Asked',
  changedPlans: 'Changed a plan',
  privateNote:
    'Moderators and conveners of the group read this. Whoever runs this server could technically read it.',
  membersLink: 'Moderate',
  chooseTitle: 'The town’s moderators',
  chooseText:
    'A group like any other, whose members ask questions in the groups and write questions for all of them. Its measure is how many changed a plan.',
  chooseLabel: 'Which group is it?',
  chooseNone: 'None',
  chooseButton: 'Name it',
  chosen: 'Noted, and written down in the audit log.',
  'refusals.no-such-group': 'This group is not here any more.',
} as const;
