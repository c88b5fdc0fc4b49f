/** Focuses, neighborhoods, and search among them. */
export const places = {
  counts:
    '{groups, plural, =0 {No group yet} one {One group} other {# groups}}{groups, plural, =0 {} one {{places, plural, =0 {, no place free} other {, with places}}} other {, {places, plural, =0 {none} other {#}} with places}}',
  clubs: '{count, plural, one {One community of interest} other {# communities of interest}}',
  waiting:
    '{count, plural, one {One person waits here} other {# people wait here}}, and no group has a place.',
  sister: 'Begin a sister group',
  allHere: 'All {count, number} groups here, with filters',
  onTheMap: 'On the map, to choose by day and by place',
  allOfFocus: 'All {count, number} groups of this focus, with filters',
  question: 'What it asks',
  chapters: 'In the narrative',
  resultTitle: 'Search: {words}',
} as const;
