import path from 'node:path';
import { importBoundaries, type ImportStep } from '#features/neighborhoods/boundaries.ts';
import { isRefused } from '#features/neighborhoods/boundaries/refusal.ts';
import { count, wordNotices, wordRefusal } from './boundary-words.ts';
import { type NewTown, readNewTown } from './new-town-arguments.ts';
import { readBoundaryBytes, requireFreeFolder, writeTown } from './new-town-files.ts';
import { isFarFrom } from './place-guess.ts';
import { root } from './root.ts';
import { CommandError } from './settings.ts';
import { starterFiles } from './starter-files.ts';
import { settingsText, townFiles } from './town-files.ts';

export { newTownHelp as help } from './new-town-arguments.ts';

const announcedBytes = 1_000_000;

const steps: Readonly<Record<ImportStep, string>> = {
  reading: 'Reading it',
  checking: 'Checking its outlines',
  'joining-borders': 'Joining the borders that neighbors share',
  simplifying: 'Leaving out corners that nobody can see',
  measuring: 'Finding places for the names',
};

/** `npm run town -- new`: lays out a town from a boundary file, whole or not at all; resolves to the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const town = readNewTown(args);
  await requireFreeFolder(town.dir, town.givenDir);
  const bytes = await readBoundaryBytes(town.boundaries, town.givenBoundaries);
  const isLarge = bytes.byteLength > announcedBytes;
  if (isLarge)
    console.error(`${town.givenBoundaries} has ${megabytes(bytes.byteLength)}; this takes a moment.`);
  const outcome = importBoundaries(bytes, {
    nameProperty: town.nameProperty,
    languages: town.languages,
    townName: town.name,
    unnamed: (number) =>
      Object.fromEntries(town.languages.map((language) => [language, unnamedArea[language](number)])),
    onStep: (step) => {
      if (isLarge) console.error(`${steps[step]} …`);
    },
  });
  if (isRefused(outcome)) throw new CommandError(wordRefusal(outcome.refusal, town.givenBoundaries));
  const starter = await starterFiles(town);
  const texts = starter.map((file) =>
    file.path === 'town.yaml' ? { ...file, text: settingsText(town, outcome.view) + file.text } : file,
  );
  await writeTown(town.dir, town.givenDir, [...townFiles(town, outcome), ...texts]);
  const summary = [
    `${town.name} is laid out in ${town.givenDir}: ${count(outcome.neighborhoods.length, 'neighborhood')}.`,
    ...wordNotices(outcome.notices).map((sentence) => `- ${sentence}`),
    ...town.guesses.map((guess) => `- ${guess}`),
    ...(isFarFrom(town.timeZone, outcome.view.center[0], new Date())
      ? [
          `- ${town.timeZone} is far from there on the clock: check timeZone in town.yaml, or the coordinates.`,
        ]
      : []),
    `- The borders have ${count(outcome.cornersAfter, 'corner')} now, of ${count(outcome.cornersBefore, 'corner')} in the file.`,
    `- The map opens on ${lookUp(outcome.view.center)}. If that is not your town, the file has its coordinates the wrong way round.`,
    '',
    'Every text is a draft that reads well enough to open with; README.md in the folder says what to make your own first.',
    'To see it:',
    '',
    `  ${startCommand(town)}`,
  ];
  console.log(summary.join('\n'));
  return 0;
}

const unnamedArea: Readonly<Record<NewTown['languages'][number], (number: number) => string>> = {
  en: (number) => `Unnamed area ${number}`,
  es: (number) => `Zona sin nombre ${number}`,
};

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function lookUp([longitude, latitude]: readonly [number, number]): string {
  const north = `${Math.abs(latitude).toFixed(3)}° ${latitude < 0 ? 'south' : 'north'}`;
  return `${north}, ${Math.abs(longitude).toFixed(3)}° ${longitude < 0 ? 'west' : 'east'}`;
}

/** The portal reads CONTENT_DIR from its own folder, wherever the person stands. */
function startCommand(town: NewTown): string {
  const inside = path.relative(root, town.dir);
  const dir = inside.startsWith('..') || path.isAbsolute(inside) ? town.dir : inside;
  return `CONTENT_DIR=${/^[\w./~+-]+$/.test(dir) ? dir : `'${dir.replaceAll("'", `'\\''`)}'`} npm start`;
}
