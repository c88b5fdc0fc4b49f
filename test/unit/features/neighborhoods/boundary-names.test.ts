import { expect, test } from 'vitest';
import { calmName, cleanName, isShouted } from '#features/neighborhoods/boundaries/name-style.ts';
import { nameAreas } from '#features/neighborhoods/boundaries/names.ts';
import { isRefused } from '#features/neighborhoods/boundaries/refusal.ts';
import { collect, namesOf, noticeCodes, place, square, townIn } from '#test/support/boundary-files.ts';

type Properties = Record<string, unknown>;

function chosen(rows: readonly Properties[], languages = ['en']) {
  const areas = rows.map((properties) => ({ properties, polygons: [] }));
  const named = nameAreas(areas, null, languages);
  if (isRefused(named)) throw new Error(JSON.stringify(named));
  return {
    property: named.property,
    names: named.names.map(({ name }) => name),
    texts: named.names.map(({ text }) => text),
  };
}

/** The way cities write their files: a few rows each, and the property that holds the names. */
const cities: readonly (readonly [city: string, property: string, rows: readonly Properties[]])[] = [
  [
    'New York',
    'ntaname',
    [
      {
        borocode: '3',
        boroname: 'Brooklyn',
        countyfips: '047',
        nta2020: 'BK0101',
        ntaname: 'Greenpoint',
        ntaabbrev: 'Grnpt',
        ntatype: '0',
        cdtaname: 'BK01 Williamsburg-Greenpoint (CD 1 Equivalent)',
        shape_area: '35321204.8',
      },
      {
        borocode: '3',
        boroname: 'Brooklyn',
        countyfips: '047',
        nta2020: 'BK0102',
        ntaname: 'Williamsburg',
        ntaabbrev: 'Wllmsbrg',
        ntatype: '0',
        cdtaname: 'BK01 Williamsburg-Greenpoint (CD 1 Equivalent)',
        shape_area: '28862135.9',
      },
      {
        borocode: '4',
        boroname: 'Queens',
        countyfips: '081',
        nta2020: 'QN0101',
        ntaname: 'Astoria (North)',
        ntaabbrev: 'Astr_N',
        ntatype: '0',
        cdtaname: 'QN01 Astoria-Queensbridge (CD 1 Equivalent)',
        shape_area: '1.2',
      },
      {
        borocode: '4',
        boroname: 'Queens',
        countyfips: '081',
        nta2020: 'QN0102',
        ntaname: 'Old Astoria',
        ntaabbrev: 'OldAst',
        ntatype: '0',
        cdtaname: 'QN01 Astoria-Queensbridge (CD 1 Equivalent)',
        shape_area: '2.2',
      },
    ],
  ],
  [
    'Portland',
    'NAME',
    [
      {
        OBJECTID: 1,
        NAME: 'LINNTON',
        COMMPLAN: null,
        SHARED: 'N',
        COALIT: 'NWNW',
        HORZ_VERT: 'HORZ',
        MAPLABEL: 'Linnton',
        ID: 1,
      },
      {
        OBJECTID: 2,
        NAME: 'FOREST PARK',
        COMMPLAN: null,
        SHARED: 'N',
        COALIT: 'NWNW',
        HORZ_VERT: 'HORZ',
        MAPLABEL: 'Forest Park',
        ID: 2,
      },
      {
        OBJECTID: 3,
        NAME: 'CATHEDRAL PARK',
        COMMPLAN: 'ALBINA',
        SHARED: 'N',
        COALIT: 'NPNS',
        HORZ_VERT: 'HORZ',
        MAPLABEL: 'Cathedral Park',
        ID: 31,
      },
    ],
  ],
  [
    'Berlin',
    'BEZNAME',
    [
      {
        gml_id: 's_wfs_alkis_bezirk.F176__1',
        BEZNAME: 'Reinickendorf',
        BEZ: '12',
        AGS: '11000012',
        LAN: 'Berlin',
        SDATE: '2024-01-01',
      },
      {
        gml_id: 's_wfs_alkis_bezirk.F176__2',
        BEZNAME: 'Mitte',
        BEZ: '01',
        AGS: '11000001',
        LAN: 'Berlin',
        SDATE: '2024-01-01',
      },
    ].map(({ BEZ, ...row }) => ({ ...row, bez: BEZ })),
  ],
  [
    'Madrid',
    'NOMBRE',
    [
      {
        OBJECTID_1: 1,
        COD_BAR: '011',
        NOMDIS: 'Centro',
        NOMBRE: 'Palacio',
        COD_DIS: '01',
        FCH_ALTA: '2017-12-31T00:00:00Z',
      },
      {
        OBJECTID_1: 2,
        COD_BAR: '012',
        NOMDIS: 'Centro',
        NOMBRE: 'Embajadores',
        COD_DIS: '01',
        FCH_ALTA: '2017-12-31T00:00:00Z',
      },
      {
        OBJECTID_1: 3,
        COD_BAR: '021',
        NOMDIS: 'Arganzuela',
        NOMBRE: 'Imperial',
        COD_DIS: '02',
        FCH_ALTA: '2017-12-31T00:00:00Z',
      },
    ],
  ],
  [
    'Lisbon',
    'NOME',
    [
      {
        OBJECTID: 9,
        COD_SIG: '16401001',
        IDTIPO: 164,
        NOME: 'Estrela',
        GlobalID: '{2C9E8F1B-0000-0000-0000-000000000001}',
      },
      {
        OBJECTID: 10,
        COD_SIG: '16401002',
        IDTIPO: 164,
        NOME: 'São Vicente',
        GlobalID: '{2C9E8F1B-0000-0000-0000-000000000002}',
      },
    ],
  ],
  [
    'Tokyo',
    'N03_004',
    [
      { N03_001: '東京都', N03_002: null, N03_003: null, N03_004: '千代田区', N03_007: '13101' },
      { N03_001: '東京都', N03_002: null, N03_003: null, N03_004: '中央区', N03_007: '13102' },
      { N03_001: '東京都', N03_002: null, N03_003: null, N03_004: '港区', N03_007: '13103' },
      { N03_001: '東京都', N03_002: null, N03_003: null, N03_004: '新宿区', N03_007: '13104' },
    ],
  ],
  [
    'Amsterdam',
    'naam',
    [
      {
        identificatie: '03630980000211',
        code: 'FA',
        naam: 'Nieuw-West',
        status: 'Vastgesteld',
        ligtInStadsdeelNaam: 'Nieuw-West',
        documentnummer: 'GV00000402',
      },
      {
        identificatie: '03630980000212',
        code: 'FB',
        naam: 'Oud-Zuid',
        status: 'Vastgesteld',
        ligtInStadsdeelNaam: 'Zuid',
        documentnummer: 'GV00000402',
      },
    ],
  ],
  [
    'Chicago',
    'pri_neigh',
    [
      {
        pri_neigh: 'Grand Boulevard',
        sec_neigh: 'BRONZEVILLE',
        shape_area: '48492503.1554',
        shape_len: '28196.837157',
      },
      {
        pri_neigh: 'Printers Row',
        sec_neigh: 'PRINTERS ROW',
        shape_area: '2162137.97139',
        shape_len: '6864.247156',
      },
    ],
  ],
  [
    'Seattle',
    'S_HOOD',
    [
      { OBJECTID: 27, L_HOOD: 'Ballard', S_HOOD: 'Loyal Heights', S_HOOD_ALT_NAMES: null, Shape__Area: 1 },
      { OBJECTID: 28, L_HOOD: 'Ballard', S_HOOD: 'Adams', S_HOOD_ALT_NAMES: null, Shape__Area: 2 },
      {
        OBJECTID: 29,
        L_HOOD: 'Ballard',
        S_HOOD: 'Whittier Heights',
        S_HOOD_ALT_NAMES: 'Whittier',
        Shape__Area: 3,
      },
      { OBJECTID: 30, L_HOOD: 'Ballard', S_HOOD: 'West Woodland', S_HOOD_ALT_NAMES: null, Shape__Area: 4 },
    ],
  ],
  [
    'Paris',
    'l_qu',
    [
      {
        n_sq_qu: 750000010,
        c_qu: 10,
        c_quinsee: 7510302,
        l_qu: 'Enfants-Rouges',
        c_ar: 3,
        perimetre: 2139.6,
      },
      { n_sq_qu: 750000011, c_qu: 11, c_quinsee: 7510303, l_qu: 'Archives', c_ar: 3, perimetre: 2558.1 },
    ],
  ],
  [
    'London',
    'NAME',
    [
      {
        NAME: 'Kingston upon Thames',
        GSS_CODE: 'E09000021',
        HECTARES: 3726.117,
        ONS_INNER: 'F',
        SUB_2009: null,
      },
      { NAME: 'Croydon', GSS_CODE: 'E09000008', HECTARES: 8649.441, ONS_INNER: 'F', SUB_2009: null },
    ],
  ],
  [
    'English wards',
    'WD23NM',
    [
      {
        FID: 1,
        WD23CD: 'E05000650',
        WD23NM: 'Astley Bridge',
        WD23NMW: ' ',
        LAD23NM: 'Bolton',
        BNG_E: 371400,
        GlobalID: 'a1b2c3d4-0000-1111-2222-333344445555',
      },
      {
        FID: 2,
        WD23CD: 'E05000651',
        WD23NM: 'Bradshaw',
        WD23NMW: ' ',
        LAD23NM: 'Bolton',
        BNG_E: 373000,
        GlobalID: 'a1b2c3d4-0000-1111-2222-333344445556',
      },
      {
        FID: 3,
        WD23CD: 'E05000652',
        WD23NM: 'Breightmet',
        WD23NMW: ' ',
        LAD23NM: 'Bolton',
        BNG_E: 374000,
        GlobalID: 'a1b2c3d4-0000-1111-2222-333344445557',
      },
      {
        FID: 4,
        WD23CD: 'E05000653',
        WD23NM: 'Crompton',
        WD23NMW: ' ',
        LAD23NM: 'Bolton',
        BNG_E: 371000,
        GlobalID: 'a1b2c3d4-0000-1111-2222-333344445558',
      },
    ],
  ],
  [
    'a hand-made map',
    'title',
    [
      {
        id: 'a',
        title: 'Old Docks',
        description: 'Where the cranes were',
        fill: '#ff0000',
        stroke: '#000000',
      },
      { id: 'b', title: 'Brook End', description: 'By the brook', fill: '#00ff00', stroke: '#000000' },
    ],
  ],
];

test.each(cities)('the names in a file of %s are found in %s', (_, property, rows) => {
  expect(chosen(rows).property).toBe(property);
});

test('of several languages of a name, the town’s own come first, and each page speaks its own', () => {
  const rows = [
    {
      'name:fr': 'Molenbeek-Saint-Jean',
      'name:nl': 'Sint-Jans-Molenbeek',
      'name:en': 'Molenbeek',
      'name:es': 'Molenbeek de San Juan',
    },
    { 'name:fr': 'Forest', 'name:nl': 'Vorst', 'name:en': 'Forest', 'name:es': 'Forest' },
  ];
  const inSpanish = chosen(rows, ['es', 'en']);
  expect(inSpanish.property).toBe('name:es');
  expect(inSpanish.texts).toEqual([{ es: 'Molenbeek de San Juan', en: 'Molenbeek' }, null]);
  expect(
    chosen(
      rows.map((row) => ({ ...row, name: row['name:fr'] })),
      ['en'],
    ).names[0],
  ).toBe('Molenbeek-Saint-Jean');
  expect(
    chosen([{ name: { fr: 'Saint-Gilles', en: 'St Giles' } }, { name: { fr: 'Uccle', en: 'Uccle' } }]).names,
  ).toEqual(['St Giles', 'Uccle']);
});

test('a name without Latin letters takes its address from the English one, or is numbered', () => {
  const area = (properties: Properties, at: number) => ({
    type: 'Feature',
    properties,
    geometry: square(139.7 + at / 100, 35.6),
  });
  const rows = [
    { name: '千代田区', name_en: 'Chiyoda' },
    { name: '港区', name_en: 'Minato' },
    { name: '中央区' },
  ];
  const town = townIn({ type: 'FeatureCollection', features: rows.map(area) });
  expect(town.neighborhoods.map(({ id }) => id)).toEqual(['chiyoda', 'minato', 'area-3']);
});

test('names all in capitals are written as people write them, and the adopter hears it', () => {
  const names = [
    'FRY’S SPRING',
    '10TH & PAGE',
    'NW HEIGHTS',
    'SAN JOSÉ DE LA LUZ',
    'WARD IV',
    'O’HARE',
    'ST. JOHNS',
  ];
  const town = townIn({
    type: 'FeatureCollection',
    features: names.map((name, at) => ({
      type: 'Feature',
      properties: { name },
      geometry: square(4 + at / 100, 52),
    })),
  });
  expect(namesOf(town)).toEqual([
    'Fry’s Spring',
    '10th & Page',
    'NW Heights',
    'San José de la Luz',
    'Ward IV',
    'O’Hare',
    'St. Johns',
  ]);
  expect(noticeCodes(town)).toContain('calmed-names');
  expect(isShouted(['LEITH', 'New Town'])).toBe(false);
  expect(calmName('DE PIJP')).toBe('De Pijp');
});

test.each([
  ['  Rabot  - Blaisantvest\n', 'Rabot - Blaisantvest'],
  ['10th &amp; Page', '10th & Page'],
  ['Fry&#39;s Spring', "Fry's Spring"],
  ['\u0000Docks\u200b', 'Docks'],
  ['   ', null],
  ['N/A', null],
  ['<Null>', null],
])('the name %j is kept as %j', (raw, name) => {
  expect(cleanName(raw)).toBe(name);
});

test('wards that have numbers for names are called wards, and the adopter hears it', () => {
  const wards = collect(
    ...[1, 2, 3, 4].map((number) => ({
      ...place(null, square(4 + number / 100, 52)),
      properties: { OBJECTID: number + 10, WARD_NO: number, sq_mi: 3.25 * number },
    })),
  );
  const town = townIn(wards);
  expect(namesOf(town)).toEqual(['Ward 1', 'Ward 2', 'Ward 3', 'Ward 4']);
  expect(town.notices).toContainEqual({ code: 'numbers-as-names', property: 'WARD_NO', word: 'Ward' });
  expect(namesOf(townIn(wards, { nameProperty: 'WARD_NO' }))).toEqual(namesOf(town));
});

test.each<[what: string, names: unknown[], told: string[]]>([
  ['numbers', [1, 2, 3], ['1', '2', '3']],
  ['letters', ['A', 'B', 'C'], ['A', 'B', 'C']],
])('areas whose “name” holds %s are called by them', (_, names, told) => {
  const file = collect(
    ...names.map((name, at) => ({
      ...place(null, square(4 + at / 100, 52)),
      properties: { OBJECTID: at + 10, name },
    })),
  );
  expect(namesOf(townIn(file))).toEqual(told);
});

test('a community area’s name wins over its code', () => {
  const { property } = chosen([
    { area_numbe: '35', code: 'A1', community_area_name: 'Douglas' },
    { area_numbe: '36', code: 'A2', community_area_name: 'Oakland' },
  ]);
  expect(property).toBe('community_area_name');
});
