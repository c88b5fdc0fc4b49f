import { z } from 'zod';
import { choiceField, requiredText } from '#lib/form-fields.ts';

/**
 * Mails that somebody asks for at that very moment: they come whatever the person switched off. Every other kind stops
 * when mails are off.
 */
export const askedForKinds: ReadonlySet<string> = new Set([
  'sign-in',
  // Coming once is asked for with an address, so that date and place come by mail at once.
  'visit-arranged',
  // `npm run town -- check-mail`.
  'check',
]);

/** What a person lets the portal write: everything, no weekly mail, or only what they ask for at that moment. */
export const mailWishes = ['all', 'no-digest', 'none'] as const;
export type MailWish = (typeof mailWishes)[number];

/** The wish as a person's row holds it. */
export function wishOf(person: { readonly mailsOff: boolean; readonly digest: boolean }): MailWish {
  if (person.mailsOff) return 'none';
  return person.digest ? 'all' : 'no-digest';
}

export const wishFields = z.object({ wish: choiceField(mailWishes) });

/** What a link in a mail can stop: the weekly mail, or every mail that nobody asked for at that moment. */
export const stopScopes = ['digest', 'all'] as const;
export type StopScope = (typeof stopScopes)[number];

export const stopFields = z.object({ of: requiredText(200), wish: choiceField(mailWishes) });

/** The page, without language, on which a mail's link lets its reader stop mails; mail clients post to it too. */
export const stopPage = '/unsubscribe/';
