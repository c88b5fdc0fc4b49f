import type { z } from 'zod';
import { isCalendarDay, type CalendarDay } from '#lib/calendar-day.ts';
import { hasKeptDecimals } from '#lib/exact-sum.ts';
import { cleanText } from '#lib/form-fields.ts';
import { parseLocalizedNumber } from '#lib/localized-number.ts';
import { figureMax } from './measure.ts';

/** A form being read: what was typed, where issues go, and the language its numbers are written in. */
export interface Reader {
  form: Record<string, string | undefined>;
  ctx: z.RefinementCtx;
  lang: string;
}

interface FigureRules {
  required?: boolean;
  /** May lie below zero. */
  signed?: boolean;
  whole?: boolean;
  max?: number;
}

/** A number of the form; null when the field is empty or refused. */
export function readFigure(reader: Reader, name: string, rules: FigureRules): number | null {
  const typed = reader.form[name]?.trim() ?? '';
  if (typed === '') return rules.required ? refuse(reader, name, `${name}Missing`) : null;
  const figure = parseLocalizedNumber(typed, reader.lang);
  if (figure === null) return refuse(reader, name, 'notANumber');
  if (figure < 0 && !rules.signed) return refuse(reader, name, 'negative');
  if (Math.abs(figure) > (rules.max ?? figureMax)) return refuse(reader, name, 'tooLarge');
  if (rules.whole && !Number.isInteger(figure)) return refuse(reader, name, 'notWhole');
  return hasKeptDecimals(figure) ? figure : refuse(reader, name, 'tooManyDecimals');
}

/** The cases of a share, at least one, and no fewer than `part` (null for a rate). */
export function readCases(reader: Reader, part: number | null): number | null {
  const cases = readFigure(reader, 'cases', { required: true, whole: true });
  if (cases !== null && cases < 1) return refuse(reader, 'cases', 'casesBelowOne');
  if (cases !== null && part !== null && part > cases) return refuse(reader, 'value', 'moreThanCases');
  return cases;
}

export function readDay(reader: Reader, name: string): CalendarDay | null {
  const typed = reader.form[name]?.trim() ?? '';
  if (typed === '') return refuse(reader, name, `${name}Missing`);
  if (isCalendarDay(typed)) return typed;
  reader.ctx.addIssue({ code: 'custom', path: [name], message: 'forms.dateWrong' });
  return null;
}

/** A text with its line ends made one kind; null when empty. */
export function readText(reader: Reader, name: string, max: number): string | null {
  const text = String(cleanText(reader.form[name]));
  if (text.length > max)
    return refuse(reader, name, name === 'reason' ? 'reasonTooLong' : 'textTooLong', max);
  return text === '' ? null : text;
}

function refuse(reader: Reader, name: string, error: string, maximum?: number): null {
  const message = `impact.errors.${error}`;
  reader.ctx.addIssue({ code: 'custom', path: [name], message, params: { maximum } });
  return null;
}
