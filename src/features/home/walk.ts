const metersPerMinute = 75;
const farMinutes = 45;

/** How a distance is said: `here`, minutes on `foot`, or kilometers where nobody would walk. */
export interface Walk {
  readonly way: 'here' | 'foot' | 'far';
  readonly minutes: number;
  readonly kilometers: number;
}

/** The walk over a distance in meters as the crow flies. */
export function walkFrom(meters: number): Walk {
  const minutes = Math.round(meters / metersPerMinute);
  const way = minutes === 0 ? 'here' : minutes > farMinutes ? 'far' : 'foot';
  return { way, minutes, kilometers: Math.round(meters / 1000) };
}
