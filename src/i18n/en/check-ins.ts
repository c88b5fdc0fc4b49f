/** How people arrive: the spoken round, its card, and the typed one where a group wants it. */
export const checkIns = {
  title: 'How we arrive',
  heading: 'How we arrive',
  description: 'A short round before {group} begins.',
  intro: 'One after the other, a minute each, before anything else. Whoever wants to pass says “pass”.',
  'round-1': 'How do I come in today, in one word?',
  'round-2': 'What still occupies me that has nothing to do with this?',
  'round-3': 'What did I say I would try, and do I want to talk about it?',
  'round-4': 'What do I need from you tonight: a hand, an ear, or to be left alone?',
  rulesTitle: 'Three rules',
  'rule-1': 'Nobody answers, comforts or advises until the round is over.',
  'rule-2': 'What is said here stays here.',
  'rule-3': 'Passing is as good as speaking.',
  card: 'A card to print',
  cardHint: 'Print it, cut along the line, and let it go around the table.',
  print: 'Print this page',
  typedTitle: 'Typed before you meet',
  typedOff:
    'Your group speaks it, and types nothing. A convener can switch the typed round on where the group is edited.',
  typedIntro:
    'Your group also types how it arrives. No name and no time is kept with the words. They are shown together on the day of the meeting, {date}, in an order that means nothing, once at least {fewest} people have written; the day after they are gone for good.',
  typedNoDate: 'Your group has said no next date, so there is no meeting to type for yet.',
  wordsLabel: 'How do you arrive?',
  wordsHint: 'Write nothing that only one person could have written, if you do not want to be recognized.',
  privateNote:
    'Seen by the members of this group only; in no backup, export, search or log. Whoever runs this server could technically read it until it is gone; nothing that is kept says who wrote it.',
  send: 'Leave it for the group',
  'done-left': 'Left for the group. Nobody can tell that it was you, not even to let you take it back.',
  readTitle: 'How you arrive today',
  tooFew:
    'What was written is shown here on the day, once at least {fewest} people have written. Speak it instead.',
  notYet: 'It is shown here on the day of the meeting.',
  switchOn: 'Members may type how they arrive before a meeting',
  switchHint:
    'Without names, seen by the group only, gone the day after the meeting. The spoken round needs nothing of this. Switching it off deletes what is there.',
  membersLink: 'How we arrive',
  'errors.wordsMissing': 'Write a line, or leave the page: nobody has to.',
  'refusals.no-such-group': 'This group is not here any more.',
  'refusals.not-allowed': 'This is for the members of the group. Nothing was kept.',
  'refusals.switched-off': 'Your group types nothing. Nothing was kept.',
  'refusals.no-meeting': 'There is no next meeting to write for. Nothing was kept.',
  'refusals.enough': 'So much was written for this meeting that nothing more is kept. Speak it instead.',
} as const;
