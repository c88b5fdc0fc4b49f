/** A group's poster for a notice board. */
export const posters = {
  link: 'Print the poster',
  title: 'Poster of {group}',
  description: 'One sheet about {group} for a notice board, with a code to scan and strips to tear off.',
  hint: 'This is the sheet as it will be printed. Choose your paper, print it without margins, cut between the strips, and hang it where neighbors wait: the library, the bakery, the bus stop.',
  map: 'Where it is: {place}',
  code: 'Code that leads to {address}',
  scanVisit: 'Scan it, and come once',
  scanRead: 'Scan it, and read on',
  strips: 'Strips to tear off',
  placeMailed: 'Say that you come, and the place is mailed to you.',
  stepFree: 'step-free',
  askFor: 'Ask for {name}.',
  whenUnknown: 'The day is still open: say which suits you',
  'runBy-residents': 'run by residents',
  'runBy-town': 'sponsored by the town',
} as const;
