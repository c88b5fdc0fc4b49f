import type { Database } from '#db/client.ts';
import type { SignInAsk, SignInOffice } from '#features/account/sign-in.server.ts';
import { askToSignIn } from '#features/account/sign-in.server.ts';
import { mails } from '#db/schema/index.ts';
import { desc, eq } from 'drizzle-orm';
import type { Town } from '#features/town/town.ts';

const town = { name: { en: 'Tidewell', es: 'Tidewell' }, languages: ['en', 'es'] } as unknown as Town;

/** The parts of a portal that signing in needs; mails stay in the database. */
export function signInOffice(now: () => Date = () => new Date()): SignInOffice {
  return {
    town,
    settings: { siteUrl: 'https://tidewell.example', secret: 'a secret for tests, long enough to be one' },
    now,
    enqueue: () => Promise.resolve(),
  };
}

/** Asks to sign in and reads the mail that comes of it. */
export async function askAndRead(
  db: Database,
  office: SignInOffice,
  ask: Partial<SignInAsk> & { email: string },
) {
  const full = { name: null, lang: 'en', intent: null, browser: 'a browser', ...ask };
  await db.transaction((tx) => askToSignIn(office, tx, full));
  const [mail] = await db
    .select()
    .from(mails)
    .where(eq(mails.recipient, ask.email))
    .orderBy(desc(mails.createdAt))
    .limit(1);
  const text = mail?.bodyText ?? '';
  const token = /token=([\w-]+)/.exec(text)?.[1] ?? '';
  const code = /\b(\d{6})\b/.exec(text.replaceAll(/https?:\S+/g, ''))?.[1] ?? '';
  return { token, code, text };
}

/** A six-figure code that is not `code`. */
export function wrongCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
