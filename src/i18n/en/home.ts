/** The first page, and the week in the town. */
export const home = {
  invitation: 'Today’s invitation',
  'near-here':
    'In {neighborhood}{when, select, none {} other {, {when}}}: {people, plural, =0 {a group is beginning} one {one person is working on this} other {# people are working on this}}.',
  'near-foot':
    '{minutes, plural, one {One minute} other {# minutes}} on foot from the middle of {neighborhood}{when, select, none {} other {, {when}}}: {people, plural, =0 {a group is beginning} one {one person is working on this} other {# people are working on this}}.',
  'near-far':
    '{kilometers, plural, other {# kilometers}} from the middle of {neighborhood}{when, select, none {} other {, {when}}}: {people, plural, =0 {a group is beginning} one {one person is working on this} other {# people are working on this}}.',
  wholeWeek: 'All {count, number} figures of the week',
  answers:
    '{count, plural, =0 {Nobody has answered yet: be the first} one {One answer, and yours} other {# answers, and yours}}',
  weekDescription: 'What the groups of {town} reported in seven days, with the reports behind every figure.',
  weekSummary:
    '{groups, plural, one {One group} other {# groups}} sent {reports, plural, one {one report} other {# reports}}, {span}.',
  weekRule:
    'The last seven days, today included, by the day a report was sent. Figures are as the groups state them; what needs confirming later counts here at once.',
  weekFigures: 'What they add up to',
  weekReports: 'Every report of these days',
  weekNone: 'No report in these seven days.',
  weekNoFigures: 'Figures begin when three groups have reported.',
  weekOther: '{count, plural, one {# report} other {# reports}} of groups that are not listed.',
  backToWeek: 'The whole week',
  townSince: 'The town’s figures since the beginning',
} as const;
