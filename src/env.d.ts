/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Database, settings, clock and jobs; there on live pages and in actions, never while prerendering. */
    app: import('./server/services.ts').Services;
    town: import('./features/town/town.ts').Town;
    /** The language of this address. */
    lang: import('./i18n/catalog.ts').Lang;
    t: import('./i18n/translate.ts').Translate;
    /** The address of `path` (written without prefix, as `/groups/`) in this page's language. */
    href: (path: string) => string;
    /** Who is signed in; asked only on personal pages and in actions. Pages that are cached never call it. */
    person: () => Promise<import('./features/account/account.ts').SignedIn | null>;
    /** The reader's network address as far as `TRUST_PROXY` lets us know it, for rate limits. */
    clientAddress: string;
    /** A form that came in after its sender was signed out; the layout shows it once more. */
    signedOut?: import('./lib/signed-out.ts').SignedOutForm | undefined;
    /** The status of the refusal that this page explains; only while a refusal is shown. */
    problem: number | undefined;
  }
}
