import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { translator } from '#i18n/translate.ts';
import { addDays, calendarDayIn, type Quarter, quarterEnd, quarterOf } from '#lib/calendar-day.ts';
import { fillIn, open, type PlainForm } from './plain-form.ts';
import { codeIn, newAddress, type Walk } from './walking.ts';
import { type Visitor, visitor } from './visitor.ts';

/** A clock that stands at the beginning of a quarter and is moved day by day. */
export interface SeasonClock {
  /** Settings for the portal that follows it. */
  readonly env: Record<string, string>;
  readonly quarter: Quarter;
  /** The calendar day that is so many days into the season. */
  readonly dayOf: (day: number) => string;
  /** Moves the clock to that day, to noon in the town unless another hour (of Greenwich) is given. */
  readonly moveTo: (day: number, hour?: number) => void;
  readonly remove: () => void;
}

/** Days on which the town sends no weekly digest, which a portal that wakes would send first. */
const quietDays = [1, 2, 3];

/** From the beginning of the next quarter: whenever the test runs, the whole season lies in one. */
export function seasonClock(): SeasonClock {
  const folder = mkdtempSync(join(tmpdir(), 'commonward-season-'));
  const file = join(folder, 'ahead');
  let first = addDays(quarterEnd(quarterOf(calendarDayIn(new Date(), 'UTC'))), 1);
  while (!quietDays.includes(new Date(first).getUTCDay())) first = addDays(first, 1);
  const dayOf = (day: number) => addDays(first, day);
  return {
    env: {
      TEST_CLOCK_FILE: file,
      NODE_OPTIONS: `--import ${new URL('moved-clock.ts', import.meta.url).href}`,
    },
    quarter: quarterOf(first),
    dayOf,
    moveTo: (day, hour = 17) =>
      writeFileSync(file, String(Date.parse(`${dayOf(day)}T${hour}:00:00Z`) - Date.now())),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Somebody who takes part without JavaScript: asks to join by mail, and comes in by its code. */
export async function joinOverHttp({ portal, post }: Walk, group: string, name: string): Promise<Visitor> {
  const person = visitor(portal.url);
  const email = newAddress(name.toLowerCase());
  const path = `${group}join/`;
  await fillIn(person, path, 'membership.joinByMail', () => ({ name, email }));
  const code = codeIn(await post.mailTo(email));
  const entered = await fillIn(person, '/sign-in/code/', 'account.code', () => ({ email, code }));
  expect((await person.get(entered)).text).toContain(translator('en')('membership.mine-active'));
  return person;
}

/** A weekly meeting as one member types it in. */
export interface Evening {
  readonly result: number;
  readonly outcome: 'kept' | 'carried' | null;
  /** What they set out to do; null when something is carried on. */
  readonly text: string | null;
  readonly learned: string;
}

/** Types a meeting of today in and its report after it; everybody is there. @returns the report's id */
export async function meetOverHttp(member: Visitor, group: string, evening: Evening): Promise<string> {
  const { outcome, text, result, learned } = evening;
  const page = await open(member, `${group}meeting/`);
  const present = [...page.text.matchAll(/name="present" value="([^"]*)"/g)].map(([, id]) => id ?? '');
  const next = await fillIn(member, `${group}meeting/`, 'meetings.save', (shown) => {
    const [row = ''] = [shown['row[]'] ?? ''].flat();
    const looked: PlainForm = {};
    for (const id of [shown['open[]'] ?? []].flat()) if (outcome) looked[`outcome-${id}`] = outcome;
    const said: PlainForm = text === null ? {} : { [`text-${row}`]: text, [`figure-${row}`]: '6' };
    return { present, ...looked, ...said, then: 'report' };
  });
  const posted = await fillIn(member, next, 'impact.report', () => ({ value: String(result), learned }));
  return new URLSearchParams(posted.split('?')[1]).get('posted') ?? '';
}
