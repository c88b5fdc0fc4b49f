/** The town's sheet. */
export const map = {
  sheet: 'The sheet of {town}, with its groups',
  'symbol-open': 'has places',
  'symbol-full': 'full, 15 people',
  'symbol-forming': 'forming, people needed',
  'symbol-quiet': 'resting or quiet',
  'symbol-interest': 'community of interest',
  equal: 'Everything on the sheet stands in the list as well.',
  nearMe: 'Near me',
  nearMeAsk: 'Use my position',
  nearMeFailed: 'Your browser did not give a position. Choose a neighborhood instead.',
  crowd:
    '{name}: {groups, plural, one {# group} other {# groups}}, {withPlaces, plural, =0 {none} other {#}} with places',
} as const;
