const daysNamed = (name: string) =>
  `{${name}, select, 1 {Mondays} 2 {Tuesdays} 3 {Wednesdays} 4 {Thursdays} 5 {Fridays} 6 {Saturdays} 7 {Sundays} other {}}`;
const dayNamed = (name: string) =>
  `{${name}, select, 1 {Monday} 2 {Tuesday} 3 {Wednesday} 4 {Thursday} 5 {Friday} 6 {Saturday} 7 {Sunday} other {}}`;
const [days, day] = [daysNamed('weekday'), dayNamed('weekday')];
const bothDays = `${days} and ${daysNamed('second')}`;
const bothOf = (part: string) => `${day} and ${dayNamed('second')} ${part}`;
const inThePart =
  '{part, select, morning {in the morning} afternoon {in the afternoon} other {in the evening}}';

/** What one group's line or card says, in lists and on the map. */
export const groupLine = {
  weekdayAtTime: `{rhythm, select, daily {Every day} fortnightly {Every other ${day}} twice {${bothDays}} other {${days}}}, {clock} ${inThePart}`,
  atTime: `{clock} ${inThePart}`,
  weekdayPart: `{rhythm, select, daily {{part, select, morning {Every morning} afternoon {Every afternoon} evening {Every evening} other {Every day}}} fortnightly {Every other ${day}{part, select, morning { morning} afternoon { afternoon} evening { evening} other {}}} twice {{part, select, morning {${bothOf('mornings')}} afternoon {${bothOf('afternoons')}} evening {${bothOf('evenings')}} other {${bothDays}}}} other {{part, select, morning {${day} mornings} afternoon {${day} afternoons} evening {${day} evenings} other {${days}}}}}`,
  partOfDay: '{part, select, morning {Mornings} afternoon {Afternoons} other {Evenings}}',
  ourPart: 'Our part:',
  placeIn: '{neighborhood}, {gridRef}',
  places: '{count, plural, one {1 place} other {# places}}',
  placesLeft: '{count, plural, one {1 place left} other {# places left}}',
  noPlace: 'no place free',
  people: '{count, plural, =0 {nobody yet} one {1 person} other {# people}}',
  full: 'full',
  waiting: '{count, plural, one {1 waiting} other {# waiting}}',
  fullAndWaiting: 'full, {count, plural, one {1 waiting} other {# waiting}}',
  moreToBegin: '{count} more to begin',
  resting: 'resting',
  quiet: 'quiet for now',
  closed: 'closed',
  interest: 'a community of interest',
  stepFree: 'step-free',
  distance: '{kilometers, number, ::.0} km',
  legend: 'What the symbols mean',
  legendOpen: 'has places (number left)',
  legendFull: 'full, {capacity} people',
  legendForming: 'forming (people needed)',
  legendQuiet: 'resting or quiet',
  legendCrowd: 'groups close together (how many)',
  legendInterest: 'community of interest',
} as const;
