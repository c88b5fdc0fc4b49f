import { z } from 'zod';
import type { CalendarDay } from '#lib/calendar-day.ts';
import {
  choiceField,
  dayField,
  idField,
  optionalDay,
  optionalText,
  requiredText,
  tick,
  timeField,
} from '#lib/form-fields.ts';
import type { TextKey } from '#i18n/translate.ts';
import { joinings, partsOfDay, rhythms, runners } from './groups.ts';
import { readPoint } from './grid-point.ts';

/** Longest texts of a group, in characters. */
export const groupTextMax = {
  name: 80,
  about: 400,
  ourPart: 280,
  place: 160,
  contactName: 40,
  closingWords: 2000,
} as const;

/** What asks for a safeguarding checklist before a group is listed. */
export const safeguardingConcerns = ['children', 'homes', 'driving'] as const;

/** Languages a group can say it speaks (BCP 47); their names come from Intl. */
export const spokenLanguages = [
  ...[
    'en',
    'es',
    'ar',
    'bn',
    'ca',
    'de',
    'el',
    'eu',
    'fa',
    'fr',
    'gl',
    'hi',
    'ht',
    'it',
    'ja',
    'ko',
    'nl',
    'pl',
  ],
  ...['pt', 'ro', 'ru', 'so', 'sw', 'tl', 'tr', 'uk', 'ur', 'vi', 'yue', 'zh'],
] as const;

const optionalChoice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  optionalText(40).pipe(z.enum(values, 'forms.choiceMissing').nullable());
const weekdayField = () =>
  optionalText(1).pipe(
    z
      .string()
      .regex(/^[1-7]$/, 'forms.choiceMissing')
      .transform(Number)
      .nullable(),
  );

/** After how many meetings a group steps back; the database holds it too, as `groups_reflect_every`. */
export const reflectEveryLimits = { least: 2, most: 26, usual: 6 } as const;
const reflectEveryField = () =>
  optionalText(4).transform((text, context) => {
    const every = text === null ? reflectEveryLimits.usual : Number(text);
    const fits =
      Number.isInteger(every) && every >= reflectEveryLimits.least && every <= reflectEveryLimits.most;
    if (!fits) context.addIssue({ code: 'custom', message: 'reflections.errors.every' });
    return every;
  });
/** As what a group begins: an impact group, a community of interest, a sister of a full group, or a club's trial. */
export const foundedAs = ['impact', 'interest', 'sister', 'trial'] as const;

/** The four answers that start a group: name, what, where, first date. `key` makes sending twice harmless. */
export const foundingFields = z.object({
  key: idField(),
  name: requiredText(groupTextMax.name, 'groups.errors.nameMissing'),
  about: requiredText(groupTextMax.about, 'groups.errors.aboutMissing'),
  neighborhoodId: requiredText(60, 'groups.errors.neighborhoodMissing'),
  place: optionalText(groupTextMax.place),
  placeIsPublic: tick(),
  firstMeetingOn: dayField(),
  startsAt: timeField(),
  as: z.preprocess((given) => given ?? 'impact', choiceField(foundedAs)),
  /** The group it comes of: the sister's, or the club that tries. */
  origin: optionalText(36).pipe(z.uuid('forms.stale').nullable()),
});
export type Founding = z.infer<typeof foundingFields>;

/** The rest, when it is known. `seen` tells which version of the group the form showed. */
export const groupFields = z
  .object({
    id: idField(),
    seen: requiredText(64),
    name: requiredText(groupTextMax.name, 'groups.errors.nameMissing'),
    about: requiredText(groupTextMax.about, 'groups.errors.aboutMissing'),
    ourPart: optionalText(groupTextMax.ourPart),
    lang: requiredText(12),
    focusId: optionalText(60),
    neighborhoodId: requiredText(60, 'groups.errors.neighborhoodMissing'),
    place: optionalText(groupTextMax.place),
    placeIsPublic: tick(),
    point: optionalText(60).transform((text, context) => {
      const point = text === null ? null : readPoint(text);
      if (text !== null && !point) context.addIssue({ code: 'custom', message: 'groups.errors.pointWrong' });
      return point;
    }),
    rhythm: optionalChoice(rhythms),
    weekday: weekdayField(),
    secondWeekday: weekdayField(),
    firstMeetingOn: optionalDay(),
    startsAt: timeField(),
    showsExactTime: tick(),
    showsEase: tick(),
    partOfDay: optionalChoice(partsOfDay),
    languages: z
      .array(z.enum(spokenLanguages, 'forms.choiceMissing'))
      .min(1, 'groups.errors.languageMissing'),
    stepFree: optionalChoice(['yes', 'no']),
    welcomesVisitors: tick(),
    staysOut: tick(),
    joining: choiceField(joinings),
    runBy: choiceField(runners),
    contactName: optionalText(groupTextMax.contactName),
    reflectEvery: reflectEveryField(),
    typedCheckIn: tick(),
    concerns: z.array(z.enum(safeguardingConcerns)).default([]),
    safeguarded: tick(),
  })
  .superRefine((group, context) => {
    for (const [field, message] of Object.entries(groupFaults(group))) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
  });
export type GroupFields = z.infer<typeof groupFields>;

interface Plan {
  rhythm: string | null;
  weekday: number | null;
  secondWeekday: number | null;
  firstMeetingOn: CalendarDay | null;
  place: string | null;
  placeIsPublic: boolean;
  point: readonly [number, number] | null;
}

/** What is wrong about answers that do not fit together, by field. */
function groupFaults(group: Plan): Record<string, TextKey> {
  const faults: Record<string, TextKey> = {};
  const { rhythm, weekday, secondWeekday } = group;
  if (rhythm !== null && rhythm !== 'daily' && weekday === null)
    faults.weekday = 'groups.errors.weekdayMissing';
  if (rhythm === 'twice-weekly' && (secondWeekday === null || secondWeekday === weekday))
    faults.secondWeekday = 'groups.errors.secondWeekdayMissing';
  if (rhythm === 'fortnightly' && group.firstMeetingOn === null)
    faults.firstMeetingOn = 'groups.errors.fortnightNeedsDate';
  if (group.placeIsPublic && group.place === null) faults.place = 'groups.errors.publicPlaceMissing';
  if (group.point && !group.placeIsPublic) faults.point = 'groups.errors.pointNotPublic';
  return faults;
}
