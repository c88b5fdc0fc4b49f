import { expect, it } from 'vitest';
import { loadTown } from '#features/town/content.server.ts';
import { problemsAfter, tidewellDir } from './town-folder.ts';

const replace = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);

it('reads Tidewell whole, every text in both languages', async () => {
  const town = await loadTown(tidewellDir);
  expect([town.id, town.languages, town.demonstration]).toEqual(['tidewell', ['en', 'es'], true]);
  expect([town.neighborhoods.length, town.focuses.length, town.measures.length]).toEqual([12, 6, 15]);
  expect(town.chapters.map(({ language, chapter }) => `${language}${chapter}`)).toHaveLength(12);
  for (const language of town.languages) {
    expect(town.pages.filter((page) => page.language === language)).toHaveLength(5);
    expect(town.prompts.every((prompt) => prompt.text[language])).toBe(true);
    expect(new Set(town.prompts.map((prompt) => prompt.text[language])).size).toBe(40);
  }
  for (const state of ['forming', 'passive', 'stuck', 'rushing', 'thriving'])
    expect(town.prompts.filter((prompt) => prompt.state === state)).toHaveLength(8);
});

it('tells an adopter all mistakes at once, each with its file, line and field', async () => {
  const problems = await problemsAfter('focuses/both-banks.yaml', (text) =>
    text.replace('  es: Las dos orillas\n', '').replace('order: 5', 'order: five'),
  );
  expect(problems).toEqual([
    'focuses/both-banks.yaml:2 order: must be number, not string',
    'focuses/both-banks.yaml:4 name.es: is missing',
  ]);
});

const mistakes: [what: string, file: string, change: (text: string) => string | null, answer: string][] = [
  ['a missing town.yaml', 'town.yaml', () => null, 'town.yaml is missing'],
  ['YAML that is not YAML', 'town.yaml', replace('id: tidewell', 'id: "tidewell'), 'town.yaml:'],
  [
    'an unknown field',
    'town.yaml',
    replace('hue: 354', 'hue: 354\ncolour: red'),
    'town.yaml:11 colour: is not a field known here',
  ],
  [
    'an id that is no slug',
    'town.yaml',
    replace('id: tidewell', 'id: Tide Well'),
    'town.yaml:3 id: must be lower-case',
  ],
  [
    'a language without an interface',
    'town.yaml',
    replace('[en, es]', '[en, eo]'),
    'town.yaml:6 languages[1]: must be one of “en”, “es”',
  ],
  [
    'a language twice',
    'town.yaml',
    replace('[en, es]', '[en, en]'),
    'town.yaml:6 languages: names a language twice',
  ],
  [
    'a time zone that is none',
    'town.yaml',
    replace('America/New_York', 'Atlantic/Tidewell'),
    'town.yaml:7 timeZone: is not a time zone',
  ],
  ['a currency that is none', 'town.yaml', replace('USD', 'TWD$'), 'town.yaml:8 currency: is not a currency'],
  ['a hue off the circle', 'town.yaml', replace('hue: 354', 'hue: 400'), 'town.yaml:10 hue: '],
  [
    'bounds the wrong way round',
    'town.yaml',
    replace('[[-69.4, 43.1], [-69.30153, 43.15396]]', '[[-69.3, 43.1], [-69.4, 43.2]]'),
    'town.yaml:16 map.bounds: must be [[west, south], [east, north]]',
  ],
  [
    'bounds that leave a neighborhood out',
    'town.yaml',
    replace('[-69.30153, 43.15396]', '[-69.33, 43.15396]'),
    'neighborhoods.geojson features[0].properties.id: “the-bar” lies outside map.bounds of town.yaml',
  ],
  [
    'a focus file with another id',
    'focuses/both-banks.yaml',
    replace('id: both-banks', 'id: one-bank'),
    'focuses/both-banks.yaml:1 id: must be the file’s name, not “one-bank”',
  ],
  [
    'a measure of a focus that is not there',
    'measures/doorways-flooded.yaml',
    replace('focus: when-the-water-comes', 'focus: dry-feet'),
    'measures/doorways-flooded.yaml:2 focus: “dry-feet” is no focus of this town',
  ],
  [
    'a kind of measure that is none',
    'measures/doorways-flooded.yaml',
    replace('kind: level', 'kind: average'),
    'measures/doorways-flooded.yaml:9 kind: must be one of “count”, “level”, “share”, “never”',
  ],
  [
    'a share of nothing',
    'measures/samples-passing.yaml',
    replace(/outOf:\n.*\n.*\n/, ''),
    'measures/samples-passing.yaml:1 outOf: is missing: a share needs to say of what',
  ],
  [
    'a unit that is no message',
    'measures/calls-and-visits.yaml',
    replace('{count, plural, one {call or visit}', '{count, plural, one {call or visit'),
    'measures/calls-and-visits.yaml:6 unit: is not an ICU message with the argument count',
  ],
  [
    'an SDG target that is none',
    'measures/calls-and-visits.yaml',
    (text) => `${text}sdg: '99.9'\n`,
    'sdg: must look like “11.5”',
  ],
  [
    'a prompt in a state that is none',
    'prompts/stuck.yaml',
    replace('state: stuck', 'state: lost'),
    'prompts/stuck.yaml:3 [0].state: must be one of',
  ],
  [
    'a prompt id used twice',
    'prompts/stuck.yaml',
    replace('id: one-door', 'id: who-gains'),
    'prompts/stuck.yaml:37 [7].id: “who-gains” is there twice',
  ],
  [
    'GeoJSON that is not JSON',
    'neighborhoods.geojson',
    (text) => text.slice(0, 400),
    'neighborhoods.geojson is not JSON: ',
  ],
  [
    'a neighborhood that is a line',
    'neighborhoods.geojson',
    replace('"type":"Polygon"', '"type":"LineString"'),
    'neighborhoods.geojson features[0].geometry.type: must be a Polygon or a MultiPolygon',
  ],
  [
    'a neighborhood id used twice',
    'neighborhoods.geojson',
    replace('"id":"quayside"', '"id":"the-bar"'),
    'neighborhoods.geojson features[1].properties.id: “the-bar” is there twice',
  ],
  [
    'a neighborhood without a Spanish name',
    'neighborhoods.geojson',
    replace(',"es":"La Barra"', ''),
    'neighborhoods.geojson features[0].properties.name.es: is missing',
  ],
  [
    'texts of a neighborhood that is not there',
    'neighborhoods.yaml',
    replace('id: withy-end', 'id: withy-begin'),
    'neighborhoods.yaml:',
  ],
  [
    'a base map with an unknown kind',
    'basemap.geojson',
    replace('"kind":"weir"', '"kind":"dam"'),
    '.properties.kind: ',
  ],
  ['a page that is not written', 'pages/es/privacy.md', () => null, 'pages/es/privacy.md is missing'],
  [
    'a page nobody asked for',
    'pages/en/news.md',
    () => '---\ntitle: News\ndescription: What is new\n---\n\nNothing.\n',
    'pages/en/news.md is no page of the portal',
  ],
  [
    'a chapter in one language only',
    'narrative/es/twice-a-day.md',
    () => null,
    'narrative/es/twice-a-day.md is missing',
  ],
  [
    'a chapter without fields',
    'narrative/en/twice-a-day.md',
    () => 'The water comes.\n',
    'narrative/en/twice-a-day.md:1 does not begin with fields between two lines of ---',
  ],
  [
    'a chapter without a text',
    'narrative/en/twice-a-day.md',
    replace(/\n---\n[\s\S]*$/, '\n---\n'),
    'narrative/en/twice-a-day.md has no text',
  ],
  [
    'a chapter that opens an unknown focus',
    'narrative/en/five-at-a-table.md',
    replace('known-by-name, both-banks', 'known-by-nobody, both-banks'),
    'narrative/en/five-at-a-table.md:7 focuses[0]: “known-by-nobody” is no focus of this town',
  ],
  [
    'a chapter with the number of another',
    'narrative/en/five-at-a-table.md',
    replace('chapter: 4', 'chapter: 5'),
    'narrative/en/five-at-a-table.md:2 chapter: 5 is also the number of narrative/en/count-it-then-doubt-it.md',
  ],
  [
    'a chapter numbered differently in Spanish',
    'narrative/es/five-at-a-table.md',
    replace('chapter: 4', 'chapter: 9'),
    'narrative/es/five-at-a-table.md:2 chapter: must be 4 as in narrative/en/five-at-a-table.md',
  ],
  [
    'a revision of a chapter that is not there',
    'narrative/en/revisions/one-dry-sample.md',
    replace('count-it-then-doubt-it', 'count-it-twice'),
    'narrative/en/revisions/one-dry-sample.md:4 chapters[1]: “count-it-twice” is no chapter',
  ],
  [
    'a revision on a day that never was',
    'narrative/en/revisions/one-dry-sample.md',
    replace('2026-09-20', '2026-09-31'),
    'narrative/en/revisions/one-dry-sample.md:2 date: must be a day such as 2026-04-18',
  ],
  [
    'an unsigned reading',
    'narrative/en/readings/leave-it-a-little-ugly.md',
    replace(/by: .*\n/, ''),
    'narrative/en/readings/leave-it-a-little-ugly.md:2 by: is missing',
  ],
];

it.each(mistakes)('answers %s by naming it', async (_what, file, change, answer) => {
  const problems = await problemsAfter(file, change);
  expect(
    problems.some((problem) => problem.includes(answer)),
    problems.join('\n'),
  ).toBe(true);
});

it('blames nobody else for a mistake: one wrong chapter gives one problem', async () => {
  expect(await problemsAfter('narrative/en/twice-a-day.md', replace('chapter: 1', 'chapter: one'))).toEqual([
    'narrative/en/twice-a-day.md:2 chapter: must be number, not string',
  ]);
});

it('does without a base map, texts of neighborhoods, measures and prompts on the first day', async () => {
  for (const file of [
    'basemap.geojson',
    'neighborhoods.yaml',
    'prompts/stuck.yaml',
    'measures/did-it-unaided.yaml',
  ])
    expect(await problemsAfter(file, () => null)).toEqual([]);
});
