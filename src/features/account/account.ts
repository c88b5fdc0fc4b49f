import { z } from 'zod';
import { emailField, optionalText, requiredText } from '#lib/form-fields.ts';

/** Who is signed in. */
export interface SignedIn {
  id: string;
  name: string;
  email: string;
  lang: string;
  isOrganizer: boolean;
  sessionId: string;
}

const minuteSeconds = 60;
const daySeconds = 86_400;

/** How long a mailed link and code can be used. */
export const signInLifetimeSeconds = 15 * minuteSeconds;
/** How long what somebody came for survives a link and code that they did not use in time. */
export const unfinishedKeptSeconds = 60 * minuteSeconds;
/** Wrong codes after which a request to sign in is dead; `sign_in_requests_tries` holds the same. */
export const signInTriesMax = 5;
export const signInCodeLength = 6;
/** A session ends this long after it was last used. */
export const sessionLifetimeSeconds = 30 * daySeconds;

export const personNameMaxLength = 60;
export const emailMaxLength = 254;

/** The mailed code as people type it: spaces and dashes do not matter. */
const codeField = z
  .string()
  .nullish()
  .transform((text) => (text ?? '').replaceAll(/[\s-]/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'account.codeMissing')
      .regex(/^\d{6}$/, 'account.codeWrong'),
  );

export const signInForm = z.object({
  email: emailField(),
  name: optionalText(personNameMaxLength),
  path: optionalText(500),
});
export const codeForm = z.object({ email: emailField(), code: codeField });
export const nameForm = z.object({ name: requiredText(personNameMaxLength, 'account.nameMissing') });
