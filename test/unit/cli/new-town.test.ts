import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadTown } from '#features/town/content.server.ts';
import { pageSlugs } from '#features/town/narrative.ts';
import { wavyTown } from '#test/support/wavy-town.ts';

const workshop = mkdtempSync(path.join(tmpdir(), 'new-town-'));
afterAll(() => {
  rmSync(workshop, { recursive: true, force: true });
});

const larkwater = path.resolve('test/fixtures/towns/larkwater.geojson');
let rooms = 0;

interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `town` as a person would, standing in a folder of their own. */
function town(cwd: string, ...args: readonly string[]): Promise<Told> {
  const env = { ...process.env, INIT_CWD: cwd, TZ: 'Europe/Brussels', LANG: 'en_US.UTF-8' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli/town.ts', ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** An empty folder to stand in. */
function room(): string {
  const dir = path.join(workshop, String((rooms += 1)));
  mkdirSync(dir);
  return dir;
}

function filesUnder(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** A refusal is a sentence or two on the error channel, and leaves nothing behind. */
function expectRefused(told: Told, cwd: string, words: RegExp, left: readonly string[] = []): void {
  expect(told.err).toMatch(words);
  expect(told.err).not.toMatch(/\n\s+at |Error:|node:internal/);
  expect(told.out).toBe('');
  expect(told.code).toBe(1);
  expect(readdirSync(cwd)).toEqual(left);
}

test('an adopter lays out a town in both languages with one command, and it can be opened', async () => {
  const cwd = room();
  const told = await town(
    cwd,
    'new',
    'lark',
    '--name',
    'Larkwater: “the *lake*”',
    '--boundaries',
    larkwater,
    '--languages',
    'es,en',
    '--currency',
    'gbp',
    '--time-zone',
    'Europe/London',
  );
  expect(told.err).toBe('');
  expect(told.out).toContain('13 neighborhoods');
  expect(told.out).toContain(`CONTENT_DIR=${path.join(cwd, 'lark')} npm start`);
  expect(told.code).toBe(0);
  expect(readdirSync(cwd)).toEqual(['lark']);
  const laid = await loadTown(path.join(cwd, 'lark'));
  expect(laid).toMatchObject({
    id: 'larkwater-the-lake',
    languages: ['es', 'en'],
    timeZone: 'Europe/London',
    currency: 'GBP',
    demonstration: false,
    name: { en: 'Larkwater: “the *lake*”' },
  });
  expect(laid.neighborhoods).toHaveLength(13);
  expect(laid.chapters).toHaveLength(12);
  expect(laid.focuses).toHaveLength(6);
  expect(laid.measures.map(({ focus }) => focus).sort()).toEqual(
    laid.focuses.flatMap(({ id }) => [id, id]).sort(),
  );
  expect(laid.pages).toHaveLength(2 * pageSlugs.length);
  expect(laid.revisions).toHaveLength(2);
  expect(new Set(laid.prompts.map(({ state }) => state)).size).toBe(5);
  expect(laid.basemap.map(({ properties }) => properties.kind)).toEqual(['land']);
});

test('every text carries the town’s name and leads only to pages of its language', async () => {
  const cwd = room();
  await town(cwd, 'new', 'lark', '--name', 'Larkwater', '--boundaries', larkwater, '--languages', 'en,es');
  const texts = filesUnder(path.join(cwd, 'lark')).map(
    (file) => [path.relative(cwd, file), readFileSync(file, 'utf8')] as const,
  );
  for (const [file, text] of texts) {
    expect(text, file).not.toMatch(/\{\{\w+\}\}|undefined|\[object|TODO|Lorem/);
    const links = [...text.matchAll(/\]\((\/[^)]*)\)/g)].map(([, link = '']) => link);
    for (const link of links) expect(link.startsWith('/es/'), `${file}: ${link}`).toBe(file.includes('/es/'));
  }
  const chapters = texts.filter(([file]) => /narrative\/..\/[^/]+\.md$/.test(file));
  expect(chapters).toHaveLength(12);
  for (const [file, text] of chapters) {
    expect(text, file).toContain('Larkwater');
    expect(text.slice(text.indexOf('question'), text.indexOf('description')), file).toContain('?');
    expect(text, file).toMatch(/> \*\*(?:To be made our own|Para hacerlo nuestro)\.\*\*/);
  }
});

test('a town in English only holds no Spanish, guesses what was not given, and says so', async () => {
  const cwd = room();
  const told = await town(cwd, 'new', 'lark', '--name', 'Larkwater', '--boundaries', larkwater);
  expect(told.out).toMatch(/time zone is Europe\/Brussels, from this machine/);
  expect(told.out).toMatch(/currency is EUR, from the time zone Europe\/Brussels/);
  expect(told.out).toMatch(/pages are in English; --languages en,es/);
  const laid = await loadTown(path.join(cwd, 'lark'));
  expect(laid.languages).toEqual(['en']);
  for (const file of filesUnder(path.join(cwd, 'lark'))) {
    expect(file).not.toMatch(/\/es\//);
    if (file.endsWith('.yaml')) expect(readFileSync(file, 'utf8'), file).not.toMatch(/^\s*es:/m);
  }
});

test.each(['1', 'true', '1e3'])('a town with a neighborhood called %s can be opened', async (name) => {
  const cwd = room();
  const area = (called: string, x: number) =>
    `{"type":"Feature","properties":{"name":"${called}"},"geometry":{"type":"Polygon","coordinates":[[[${x},52],[${x + 1},52],[${x},53],[${x},52]]]}}`;
  writeFileSync(
    path.join(cwd, 'given.geojson'),
    `{"type":"FeatureCollection","features":[${area(name, 4)},${area('Old Docks', 6)}]}`,
  );
  const args = ['--name', '1984', '--boundaries', 'given.geojson', '--name-property', 'name'];
  expect(await town(cwd, 'new', 'lark', ...args)).toMatchObject({ code: 0, err: '' });
  expect((await loadTown(path.join(cwd, 'lark'))).neighborhoods.map(({ id }) => id)).toEqual([
    name,
    'old-docks',
  ]);
});

test('a town whose clock cannot be right is laid out with a word about it', async () => {
  const told = await town(
    room(),
    'new',
    'lark',
    '--name',
    'Larkwater',
    '--boundaries',
    larkwater,
    '--time-zone',
    'Asia/Tokyo',
  );
  expect(told.out).toMatch(/Asia\/Tokyo is far from there/);
  expect(told.code).toBe(0);
});

test('a folder that holds anything is left as it was', async () => {
  const cwd = room();
  mkdirSync(path.join(cwd, 'lark'));
  writeFileSync(path.join(cwd, 'lark', 'notes.txt'), 'mine');
  const told = await town(cwd, 'new', 'lark', '--name', 'Larkwater', '--boundaries', larkwater);
  expectRefused(told, cwd, /lark is not empty, and nothing in it was touched/, ['lark']);
  expect(readdirSync(path.join(cwd, 'lark'))).toEqual(['notes.txt']);
  writeFileSync(path.join(cwd, 'file'), '');
  expectRefused(
    await town(cwd, 'new', 'file', '--name', 'L', '--boundaries', larkwater),
    cwd,
    /file is a file/,
    ['file', 'lark'],
  );
  expectRefused(
    await town(cwd, 'new', 'file/in', '--name', 'L', '--boundaries', larkwater),
    cwd,
    /part of its path is a file/,
    ['file', 'lark'],
  );
});

test('an empty folder, and a folder inside folders that do not exist yet, take a town', async () => {
  const cwd = room();
  mkdirSync(path.join(cwd, 'empty'));
  for (const dir of ['empty', 'a/b/c']) {
    expect((await town(cwd, 'new', dir, '--name', 'Larkwater', '--boundaries', larkwater)).code).toBe(0);
    expect(existsSync(path.join(cwd, dir, 'town.yaml'))).toBe(true);
  }
  expect(readdirSync(cwd)).toEqual(['a', 'empty']);
  expect(statSync(path.join(cwd, 'empty')).isDirectory()).toBe(true);
});

const files: readonly (readonly [what: string, content: string | Uint8Array, words: RegExp])[] = [
  ['an empty file', '', /is empty\. Download it again/],
  [
    'half a file',
    readFileSync(larkwater, 'utf8').slice(0, 9000),
    /breaks off at line \d+, column \d+, after “.+”\. .*download it again/,
  ],
  ['broken JSON', '{"type": "FeatureCollection", "features": [,]}', /stops being JSON at line 1, column 44/],
  ['a web page', '<!doctype html><title>Open data</title>', /is a web page, not data/],
  [
    'a shapefile’s zip',
    Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]),
    /is a zip archive, as shapefiles are published/,
  ],
  ['TopoJSON', '{"type":"Topology","arcs":[],"objects":{}}', /is TopoJSON, not GeoJSON/],
  ['ArcGIS JSON', '{"geometryType":"esriGeometryPolygon","features":[]}', /f=geojson instead of f=json/],
  ['a table', 'id,name\n1,Old Docks\n', /is a table \(CSV\)/],
  ['no features', '{"type":"FeatureCollection","features":[]}', /has no features in it/],
  ['a point', '{"type":"Point","coordinates":[4,52]}', /has no areas in it, only 1 point/],
  [
    'meters',
    JSON.stringify({
      type: 'Polygon',
      coordinates: [
        [
          [44e4, 44e5],
          [45e4, 44e5],
          [45e4, 45e5],
          [44e4, 44e5],
        ],
      ],
    }),
    /not in degrees.*ogr2ogr.*-t_srs EPSG:4326/,
  ],
  [
    'codes only',
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"CODE":"A1"},"geometry":{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,52]]]}},{"type":"Feature","properties":{"CODE":"A2"},"geometry":{"type":"Polygon","coordinates":[[[5,52],[6,52],[6,53],[5,52]]]}}]}',
    /Choose one of these:\n {2}--name-property CODE {3}as in “A1”/,
  ],
];

test.each(files)(
  'an adopter with %s is told what to do, and no folder appears',
  async (_, content, words) => {
    const cwd = room();
    writeFileSync(path.join(cwd, 'given.geojson'), content);
    const told = await town(cwd, 'new', 'lark', '--name', 'Larkwater', '--boundaries', 'given.geojson');
    expectRefused(told, cwd, words, ['given.geojson']);
    expect(told.err).toMatch(/given\.geojson/);
  },
);

test.each<readonly [what: string, args: readonly string[], words: RegExp]>([
  ['no folder', ['--name', 'L', '--boundaries', larkwater], /Name the folder/],
  ['two folders', ['lark', 'water', '--name', 'L', '--boundaries', larkwater], /there is also “water”/],
  ['no name', ['lark', '--boundaries', larkwater], /--name NAME/],
  ['a name of two lines', ['lark', '--name', 'Lark\nwater', '--boundaries', larkwater], /one line/],
  [
    'a name without Latin letters',
    ['lark', '--name', '千代田', '--boundaries', larkwater],
    /Give one with --id/,
  ],
  [
    'a bad id',
    ['lark', '--name', 'L', '--id', 'Old Docks', '--boundaries', larkwater],
    /“Old Docks” cannot be an id/,
  ],
  ['no file', ['lark', '--name', 'L'], /--boundaries FILE/],
  [
    'a file that is not there',
    ['lark', '--name', 'L', '--boundaries', 'nowhere.geojson'],
    /There is no file nowhere\.geojson/,
  ],
  ['a folder for a file', ['lark', '--name', 'L', '--boundaries', '.'], /is a folder/],
  [
    'an address for a file',
    ['lark', '--name', 'L', '--boundaries', 'https://city.example/w.geojson'],
    /Download it first/,
  ],
  [
    'Dutch',
    ['lark', '--name', 'L', '--boundaries', larkwater, '--languages', 'nl,en'],
    /does not speak “nl” yet.*en, es/,
  ],
  [
    'no language',
    ['lark', '--name', 'L', '--boundaries', larkwater, '--languages', ','],
    /Choose among its languages: en, es/,
  ],
  [
    'a bad time zone',
    ['lark', '--name', 'L', '--boundaries', larkwater, '--time-zone', 'Mars/Dome'],
    /“Mars\/Dome” is not a time zone/,
  ],
  [
    'a bad currency',
    ['lark', '--name', 'L', '--boundaries', larkwater, '--currency', 'shells'],
    /is not a currency/,
  ],
  ['an unknown option', ['lark', '--title', 'L'], /--title/],
])('an adopter who gives %s is told what to change', async (_, args, words) => {
  const cwd = room();
  expectRefused(await town(cwd, 'new', ...args), cwd, words);
});

test('a large file says what is being done, and not on the channel that scripts read', async () => {
  const cwd = room();
  const file = wavyTown({ columns: 5, rows: 4, corners: 700 });
  writeFileSync(path.join(cwd, 'large.geojson'), JSON.stringify(file));
  const told = await town(cwd, 'new', 'large', '--name', 'Large', '--boundaries', 'large.geojson');
  expect(told.err.trim().split('\n')).toHaveLength(6);
  expect(told.err).toMatch(/large\.geojson has 2\.\d MB/);
  expect(told.out).not.toContain('…');
  expect((await loadTown(path.join(cwd, 'large'))).neighborhoods).toHaveLength(20);
});

test('a person who asks finds the subcommands and how each is used', async () => {
  const cwd = room();
  expect((await town(cwd)).out).toMatch(/npm run town -- SUBCOMMAND[\s\S]* new /);
  expect((await town(cwd, 'new', '--help')).out).toMatch(/--boundaries FILE/);
  const unknown = await town(cwd, 'constructor');
  expect([unknown.code, unknown.err]).toEqual([1, expect.stringMatching(/There is no “constructor”/)]);
});
