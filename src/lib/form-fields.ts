import { z } from 'zod';
import type { TextKey } from '#i18n/translate.ts';
import { readClockTime } from './clock-time.ts';

/** Longest address that can be mailed to (RFC 5321, 4.5.3.1.3, without the angle brackets). */
const emailMaxLength = 254;

/**
 * A text as it is kept: trimmed, in one form, with one kind of line ends and without control characters, which no database
 * takes, nor those that turn the direction of whatever is written after them. An empty field arrives as null or not at all. What is no text comes back as it is.
 */
export function cleanText(value: unknown): unknown {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return value;
  return value
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .toWellFormed()
    .normalize('NFC')
    .trim();
}

/** A text that must be there, trimmed, of at most `maxLength` characters; `missing` says so when it is empty. */
export const requiredText = (maxLength: number, missing: TextKey = 'forms.missing') =>
  z.preprocess(cleanText, z.string().min(1, missing).max(maxLength, 'forms.tooLong'));

/** A text that may be left out (then null), trimmed, of at most `maxLength` characters. */
export const optionalText = (maxLength: number) =>
  z.preprocess(
    cleanText,
    z
      .string()
      .max(maxLength, 'forms.tooLong')
      .transform((text) => text || null),
  );

/** An email address in lower case, as it is stored and compared. */
export const emailField = () =>
  z.preprocess(
    cleanText,
    z
      .string()
      .min(1, 'forms.emailMissing')
      .max(emailMaxLength, 'forms.tooLong')
      .transform((text) => text.toLowerCase())
      .pipe(z.email('forms.emailWrong')),
  );

/** One of a list of answers. */
export const choiceField = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  missing: TextKey = 'forms.choiceMissing',
) => z.preprocess(cleanText, z.enum(values, missing));

/** A calendar day, `YYYY-MM-DD`. */
export const dayField = (missing: TextKey = 'forms.dateMissing') =>
  z.preprocess(cleanText, z.string().min(1, missing).pipe(z.iso.date('forms.dateWrong')));

/** A calendar day that may be left out (then null). */
export const optionalDay = () =>
  z.preprocess((value) => cleanText(value) || null, z.iso.date('forms.dateWrong').nullable());

/** A time on the clock that may be left out (then null), as `HH:MM`; the usual ways of writing one are read. */
export const timeField = () =>
  z.preprocess(
    cleanText,
    z.string().transform((text, context) => {
      const time = text === '' ? null : readClockTime(text);
      if (text !== '' && !time) context.addIssue({ code: 'custom', message: 'groups.errors.timeWrong' });
      return time;
    }),
  );

/** The id of a row, as hidden fields carry it; where it is a choice, `missing` says that none was made. */
export const idField = (missing: TextKey = 'forms.stale') =>
  z.preprocess(cleanText, z.string().min(1, missing).pipe(z.uuid('forms.stale')));

/** A box that is ticked or not. Read a second time, as a kept draft is, an answer stays what it was. */
export const tick = () =>
  z.preprocess((value) => value === true || (typeof value === 'string' && value !== ''), z.boolean());
