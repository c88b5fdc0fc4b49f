import { figureMax } from '#features/impact/measure.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { hasKeptDecimals } from '#lib/exact-sum.ts';
import { cleanText } from '#lib/form-fields.ts';
import type { FieldIssue } from '#lib/form-faults.ts';
import { parseLocalizedNumber } from '#lib/localized-number.ts';
import { commitmentMax, type CommitmentOutcome, commitmentOutcomes, guestsMax } from './meetings.ts';

/** A value as a form saw it and as it is now: only what somebody changed is written over what others wrote meanwhile. */
export interface Changed<Value> {
  readonly was: Value;
  readonly now: Value;
}

/** What became of an earlier commitment. */
export interface OutcomeInput {
  readonly id: string;
  readonly outcome: Changed<CommitmentOutcome | null>;
  readonly cameOfIt: Changed<string | null>;
}

/** A commitment made at this meeting. Its key makes it one, however often and from however many phones it is sent. */
export interface CommitmentInput {
  readonly key: string;
  readonly text: Changed<string | null>;
  readonly expected: Changed<string | null>;
  readonly figure: Changed<number | null>;
  readonly measureId: string | null;
}

export interface MeetingInput {
  /** Of the form that was shown; makes the meeting's row once. */
  readonly key: string;
  readonly date: CalendarDay;
  /** People ticked and unticked since the form was shown. */
  readonly present: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Visits ticked as come, and unticked. */
  readonly came: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly guests: Changed<number>;
  /** The question that stood on the page; null when there was none. */
  readonly promptId: string | null;
  readonly promptChanged: Changed<boolean | null>;
  /** Asks for another question. */
  readonly another: boolean;
  readonly outcomes: readonly OutcomeInput[];
  readonly commitments: readonly CommitmentInput[];
}

/** The form as a browser sends it: texts, and lists of ids. */
export type MeetingForm = Readonly<Record<string, unknown>>;

interface Reading {
  readonly form: MeetingForm;
  readonly lang: string;
  readonly issues: FieldIssue[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the meeting's form. Beside each field stands what it showed (`…Was`), so that two phones at one table lose
 * nothing: what a person did not touch is left as it is.
 * @returns the input, or what is wrong, field by field
 */
export function readMeetingForm(
  form: MeetingForm,
  { key, date, lang }: { key: string; date: CalendarDay; lang: string },
): { input: MeetingInput; issues: readonly FieldIssue[] } {
  const reading: Reading = { form, lang, issues: [] };
  const input = {
    key,
    date,
    present: ticks(reading, 'present'),
    came: ticks(reading, 'came'),
    guests: { was: count(reading, 'guestsWas'), now: count(reading, 'guests') },
    promptId: textOf(reading, 'prompt'),
    promptChanged: { was: yesNo(reading, 'changedWas'), now: yesNo(reading, 'changed') },
    another: textOf(reading, 'then') === 'another',
    outcomes: ids(reading, 'open[]').map((id) => readOutcome(reading, id)),
    commitments: ids(reading, 'row[]').map((row) => readCommitment(reading, row)),
  };
  return { input, issues: reading.issues };
}

function readOutcome(reading: Reading, id: string): OutcomeInput {
  return {
    id,
    outcome: { was: outcomeOf(reading, `outcomeWas-${id}`), now: outcomeOf(reading, `outcome-${id}`) },
    cameOfIt: { was: textOf(reading, `cameWas-${id}`), now: line(reading, `came-${id}`) },
  };
}

function readCommitment(reading: Reading, key: string): CommitmentInput {
  const text = line(reading, `text-${key}`);
  const expected = line(reading, `expected-${key}`);
  const figure = figureOf(reading, `figure-${key}`);
  const wasText = textOf(reading, `textWas-${key}`);
  if (text === null && wasText === null && (expected !== null || figure !== null))
    reading.issues.push({ path: [`text-${key}`], message: 'meetings.errors.expectedAlone' });
  return {
    key,
    text: { was: wasText, now: text },
    expected: { was: textOf(reading, `expectedWas-${key}`), now: expected },
    figure: { was: parseFigure(reading, `figureWas-${key}`), now: figure },
    measureId: textOf(reading, `measure-${key}`),
  };
}

function raw({ form }: Reading, name: string): string {
  const text = cleanText(form[name]);
  return typeof text === 'string' ? text : '';
}

const textOf = (reading: Reading, name: string): string | null => raw(reading, name) || null;

/** A text of the person's own, no longer than a commitment may be. */
function line(reading: Reading, name: string): string | null {
  const text = textOf(reading, name);
  if (text !== null && text.length > commitmentMax)
    reading.issues.push({ path: [name], message: 'forms.tooLong', maximum: commitmentMax });
  return text;
}

function list({ form }: Reading, name: string): string[] {
  const value = form[name];
  const texts = Array.isArray(value) ? value : [value];
  return texts.filter((each): each is string => typeof each === 'string' && uuid.test(each));
}

const ids = (reading: Reading, name: string): string[] => [...new Set(list(reading, name))].slice(0, 60);

function ticks(reading: Reading, name: string) {
  const now = ids(reading, name);
  const was = raw(reading, `${name}Was`)
    .split(' ')
    .filter((id) => uuid.test(id));
  return { added: now.filter((id) => !was.includes(id)), removed: was.filter((id) => !now.includes(id)) };
}

function count(reading: Reading, name: string): number {
  const text = raw(reading, name);
  if (text === '') return 0;
  const guests = Number(text);
  if (Number.isInteger(guests) && guests >= 0 && guests <= guestsMax) return guests;
  reading.issues.push({ path: ['guests'], message: 'meetings.errors.guests' });
  return 0;
}

function yesNo(reading: Reading, name: string): boolean | null {
  const text = raw(reading, name);
  return text === 'yes' ? true : text === 'no' ? false : null;
}

function outcomeOf(reading: Reading, name: string): CommitmentOutcome | null {
  return commitmentOutcomes.find((each) => each === raw(reading, name)) ?? null;
}

function parseFigure(reading: Reading, name: string): number | null {
  return parseLocalizedNumber(raw(reading, name), reading.lang);
}

function figureOf(reading: Reading, name: string): number | null {
  if (raw(reading, name) === '') return null;
  const figure = parseFigure(reading, name);
  const fits = figure !== null && Math.abs(figure) <= figureMax && hasKeptDecimals(figure);
  if (!fits) reading.issues.push({ path: [name], message: 'meetings.errors.expectedFigure' });
  return fits ? figure : null;
}
