import path from 'node:path';
import { parseArgs } from 'node:util';
import { isCurrency, isTimeZone } from '#features/town/town.ts';
import { slugSchema } from '#features/town/localized.ts';
import { interfaceLanguages, type Lang } from '#i18n/catalog.ts';
import { slugify } from '#lib/slug.ts';
import { guessCurrency, guessTimeZone } from './place-guess.ts';
import { CommandError } from './settings.ts';

/** Everything a new town is laid out from. Paths are absolute; the `given…` ones are as the person typed them. */
export interface NewTown {
  readonly dir: string;
  readonly givenDir: string;
  readonly boundaries: string;
  readonly givenBoundaries: string;
  readonly id: string;
  readonly name: string;
  readonly nameProperty: string | null;
  readonly languages: readonly Lang[];
  readonly timeZone: string;
  readonly currency: string;
  /** What was not given and had to be guessed, each as a sentence. */
  readonly guesses: readonly string[];
}

/** How `npm run town -- new` is used. */
export const newTownHelp = `npm run town -- new DIR --name NAME --boundaries FILE [options]

Lays out a town in the new folder DIR from its boundary file: GeoJSON with one area for each neighborhood, as
cities publish it. Writes settings, map, and a first narrative with focuses, measures and questions to make
your own. Nothing is written unless all of it is right.

  --name NAME            what the town is called
  --boundaries FILE      the GeoJSON file of its neighborhoods, wards or districts
  --name-property NAME   the property that names each area, if it is not found by itself
  --languages LIST       languages of the pages, the first one being the default: ${interfaceLanguages.join(', ')} (default en)
  --time-zone ZONE       such as Europe/Brussels (default: this machine’s)
  --currency CODE        such as EUR (default: that of the time zone’s country)
  --id ID                names the town’s data for good (default: made from the name)

For example:
  npm run town -- new ghent --name Ghent --boundaries wijken.geojson --time-zone Europe/Brussels`;

const longestName = 80;

/** Reads the arguments of `town new`. Throws CommandError that says what to change. */
export function readNewTown(args: readonly string[]): NewTown {
  const { positionals, values } = parse(args);
  const [givenDir, ...more] = positionals;
  if (givenDir === undefined)
    throw new CommandError(`Name the folder to lay out the town in.\n\n${newTownHelp}`);
  if (more.length > 0)
    throw new CommandError(
      `One folder is enough, but there is also “${more.join(' ')}”. Put names of several words in quotes.`,
    );
  const givenBoundaries = values.boundaries ?? '';
  if (givenBoundaries === '') throw new CommandError('Give the town’s boundary file with --boundaries FILE.');
  const name = checkName(values.name ?? '');
  const timeZone = values['time-zone'] ?? guessTimeZone().value;
  if (!isTimeZone(timeZone))
    throw new CommandError(
      `“${timeZone}” is not a time zone. Give one such as Europe/Brussels or America/New_York.`,
    );
  const currency = (values.currency ?? guessCurrency(timeZone).value).toUpperCase();
  if (!isCurrency(currency))
    throw new CommandError(`“${currency}” is not a currency. Give its three letters, such as EUR or USD.`);
  return {
    dir: fromWhereTheyStand(givenDir),
    givenDir,
    boundaries: fromWhereTheyStand(givenBoundaries),
    givenBoundaries,
    id: checkId(values.id, name),
    name,
    nameProperty: values['name-property'] ?? null,
    languages: checkLanguages(values.languages ?? 'en'),
    timeZone,
    currency,
    guesses: guessesOf(values, timeZone, currency),
  };
}

type Values = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    name: text,
    boundaries: text,
    'name-property': text,
    languages: text,
    'time-zone': text,
    currency: text,
    id: text,
  };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const [first = ''] = (error as Error).message.split('. ');
    throw new CommandError(`${first.replace(/\.$/, '')}.\n\n${newTownHelp}`);
  }
}

/** npm runs its scripts in the project’s folder and says in INIT_CWD where the person stands. */
function fromWhereTheyStand(given: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
}

function checkName(given: string): string {
  const name = given.normalize('NFC').trim();
  if (name === '') throw new CommandError('Say what the town is called with --name NAME.');
  if (/\p{Cc}/u.test(name) || Array.from(name).length > longestName) {
    throw new CommandError(`The town’s name must be one line of at most ${longestName} letters.`);
  }
  return name;
}

function checkId(given: string | undefined, name: string): string {
  const id = given ?? slugify(name);
  if (slugSchema.safeParse(id).success) return id;
  throw new CommandError(
    given === undefined
      ? `No id can be made from “${name}”. Give one with --id, in letters a to z, digits and hyphens.`
      : `“${given}” cannot be an id: it must be lower-case letters a to z, digits and single hyphens, 60 at most.`,
  );
}

function checkLanguages(given: string): Lang[] {
  const languages = [...new Set(given.split(/[\s,]+/).filter((language) => language !== ''))];
  const known = interfaceLanguages.filter((language) => languages.includes(language));
  const other = languages.filter((language) => !(interfaceLanguages as readonly string[]).includes(language));
  if (other.length === 0 && known.length > 0) return languages as Lang[];
  const named = other.length > 0 ? `The portal does not speak “${other.join('”, “')}” yet. ` : '';
  throw new CommandError(`${named}Choose among its languages: ${interfaceLanguages.join(', ')}.`);
}

/** Whether a time zone is that of machines, not of people anywhere. */
function isNoPlace(timeZone: string): boolean {
  return /^(?:UTC|GMT|Etc\/.*|Zulu|UCT|Universal)$/i.test(timeZone);
}

function guessesOf(values: Values, timeZone: string, currency: string): string[] {
  const guesses: string[] = [];
  if (values['time-zone'] === undefined)
    guesses.push(
      isNoPlace(timeZone)
        ? `The time zone is ${timeZone}, as servers are set: put your town’s own into timeZone in town.yaml before anybody uses the portal, since days and months are counted in it.`
        : `The time zone is ${timeZone}, from this machine’s clock; timeZone in town.yaml changes it.`,
    );
  if (values.currency === undefined)
    guesses.push(
      `The currency is ${currency}, from ${guessCurrency(timeZone).from}; currency in town.yaml changes it.`,
    );
  if (values.languages === undefined)
    guesses.push(`The pages are in English; --languages en,es would add Spanish.`);
  return guesses;
}
