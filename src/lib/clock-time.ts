import type { ClockTime } from './zoned-time.ts';

const shapes = [
  // 19:30, 7.30, 19h30, 19:30:00, with a.m. and p.m. or an h behind it
  /^(?<hour>\d{1,2})[:.h](?<minute>\d{2})(?::\d{2})?(?:h|(?<half>[ap])m)?$/,
  // 7 pm, 19h
  /^(?<hour>\d{1,2})(?:h|(?<half>[ap])m)$/,
];

/** The time that somebody wrote, as they write it: `19:30`, `7:30 pm`, `7.30`, `19h30`; null when it says none. */
export function readClockTime(text: string): ClockTime | null {
  const bare = text
    .toLowerCase()
    .replaceAll(/\s/g, '')
    .replace(/([ap])\.m\.?$/, '$1m')
    .replace(/hrs?\.?$|h\.$/, 'h');
  const said = shapes.map((shape) => shape.exec(bare)?.groups).find((groups) => groups !== undefined);
  if (!said) return null;
  const minute = Number(said.minute ?? 0);
  const hour = hourOf(Number(said.hour), said.half);
  if (hour === null || hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The hour from midnight; twelve a.m. is midnight, twelve p.m. noon. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}
