import { z } from 'zod';
import { interfaceLanguages, type Lang } from '#i18n/catalog.ts';
import type { Focus, CatalogMeasure, Prompt } from './catalog.ts';
import { type BasemapFeature, lonLatSchema, type Neighborhood } from './geography.ts';
import { localizedTextSchema, slugSchema, textSchema } from './localized.ts';
import type { Chapter, Reading, Revision, TownPage } from './narrative.ts';

/** The languages of `town.yaml`, read before the rest, since every other text depends on them. */
export const townLanguagesSchema = z.object({
  languages: z
    .array(z.enum(interfaceLanguages))
    .min(1, 'names no language')
    .refine((all) => new Set(all).size === all.length, 'names a language twice'),
});

const boundsSchema = z
  .tuple([lonLatSchema, lonLatSchema])
  .refine(
    ([[west, south], [east, north]]) => west < east && south < north,
    'must be [[west, south], [east, north]]',
  );

/** `town.yaml` of a town with these languages. */
export function townSettingsSchema(languages: readonly string[]) {
  const text = localizedTextSchema(languages);
  return z.strictObject({
    /** Names the town's data and builds; never changes. */
    id: slugSchema,
    name: text,
    /** The first is the default and has no prefix in addresses. */
    languages: townLanguagesSchema.shape.languages,
    timeZone: z.string().refine(isTimeZone, 'is not a time zone such as “America/New_York”'),
    currency: z.string().refine(isCurrency, 'is not a currency such as “EUR”'),
    /** OKLCH hue, in degrees, of the one color that means “here you can act”. */
    hue: z.number().min(0).max(360),
    /** An invented town with invented people, shown with a banner. */
    demonstration: z.boolean().default(false),
    map: z.strictObject({
      bounds: boundsSchema,
      center: lonLatSchema,
      zoom: z.number().min(0).max(22),
      tiles: z.strictObject({ url: z.url(), attribution: textSchema }).nullable().default(null),
    }),
    grid: z.strictObject({ columns: z.int().min(1).max(26), rows: z.int().min(1).max(26) }),
    /** The opportunity in one screen: what home says first. */
    home: z.strictObject({ kicker: text, title: text, lead: text }),
    /** Where people reach whoever runs the portal. */
    contact: z.strictObject({ name: text, email: z.email().optional(), address: text.optional() }),
  });
}
export type TownSettings = Readonly<z.infer<ReturnType<typeof townSettingsSchema>>>;

/** A town as its folder describes it, checked: every reference exists, every text is there in every language. */
export interface Town extends TownSettings {
  readonly neighborhoods: readonly Neighborhood[];
  readonly basemap: readonly BasemapFeature[];
  /** In their order. */
  readonly focuses: readonly Focus[];
  /** In their order. */
  readonly measures: readonly CatalogMeasure[];
  readonly prompts: readonly Prompt[];
  /** By number, in every language. */
  readonly chapters: readonly Chapter[];
  /** Newest first, in every language. */
  readonly revisions: readonly Revision[];
  readonly readings: readonly Reading[];
  readonly pages: readonly TownPage[];
}

/** The town's default language, whose addresses have no prefix. */
export function defaultLanguage(town: Pick<TownSettings, 'languages'>): Lang {
  const [first] = town.languages;
  if (first === undefined) throw new Error('a town has at least one language');
  return first;
}

/** The neighborhood with this id, or undefined. */
export function neighborhoodById(town: Pick<Town, 'neighborhoods'>, id: string): Neighborhood | undefined {
  return town.neighborhoods.find((each) => each.id === id);
}

/** The focus with this id, or undefined. */
export function focusById(town: Pick<Town, 'focuses'>, id: string): Focus | undefined {
  return town.focuses.find((each) => each.id === id);
}

/** What a town wrote in one language: chapters, revisions, readings and pages alike. */
export function inLanguage<T extends { readonly language: string }>(
  documents: readonly T[],
  language: string,
): T[] {
  return documents.filter((each) => each.language === language);
}

/** Whether Intl knows this time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether this is a currency Intl has a name for (ISO 4217, upper case). */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}
