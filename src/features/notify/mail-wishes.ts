import { z } from 'zod';
import { choiceField, requiredText, tick } from '#lib/form-fields.ts';

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

/** Mails that remind of the meetings of one's groups; they have a switch of their own. */
export const reminderKinds: ReadonlySet<string> = new Set(['meeting-soon', 'report-missing']);

/** What a person lets the portal write: everything, no weekly mail, or only what they ask for at that moment. */
export const mailWishes = ['all', 'no-digest', 'none'] as const;
export type MailWish = (typeof mailWishes)[number];

/** The wish as a person's row holds it. */
export function wishOf(person: { readonly mailsOff: boolean; readonly digest: boolean }): MailWish {
  if (person.mailsOff) return 'none';
  return person.digest ? 'all' : 'no-digest';
}

/** The whole of it: the wish, and whether reminders come as long as it lets them. */
export interface MailWishes {
  readonly wish: MailWish;
  readonly reminders: boolean;
}

export const wishFields = z.object({ wish: choiceField(mailWishes), reminders: tick() });

/** What a link in a mail can stop: the weekly mail, reminders, or every mail that nobody asked for at that moment. */
export const stopScopes = ['digest', 'reminders', 'all'] as const;
export type StopScope = (typeof stopScopes)[number];

/** What can be chosen by such a link. */
export const stopChoices = [...mailWishes, 'no-reminders', 'reminders'] as const;
export type StopChoice = (typeof stopChoices)[number];

export const stopFields = z.object({ of: requiredText(200), wish: choiceField(stopChoices) });

/** What stands now about the mails that a link is for. */
export function standsNow(scope: StopScope, { wish, reminders }: MailWishes): StopChoice {
  if (scope !== 'reminders' || wish === 'none') return wish;
  return reminders ? 'reminders' : 'no-reminders';
}

const offers: Record<StopChoice, readonly StopChoice[]> = {
  all: ['no-digest', 'none'],
  'no-digest': ['none', 'all'],
  none: ['all'],
  reminders: ['no-reminders', 'none'],
  'no-reminders': ['reminders', 'none'],
};

/** What a link's page offers, the nearest first. */
export const offersFor = (now: StopChoice): readonly StopChoice[] => offers[now];

/** The page, without language, on which a mail's link lets its reader stop mails; mail clients post to it too. */
export const stopPage = '/unsubscribe/';
