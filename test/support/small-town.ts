import type { Town } from '#features/town/town.ts';

const both = (en: string, es: string) => ({ en, es });

function square(id: string, name: Record<string, string>, west: number): Town['neighborhoods'][number] {
  const east = west + 0.01;
  return {
    id,
    name,
    text: null,
    firstGroupHint: null,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, 0],
          [east, 0],
          [east, 0.01],
          [west, 0.01],
          [west, 0],
        ],
      ],
    },
    label: [west + 0.005, 0.005],
    gridReference: west < 0.01 ? 'A1' : 'B1',
  };
}

const document = (slug: string, language: string, markdown: string) => ({
  slug,
  language,
  file: `${language}/${slug}.md`,
  markdown,
});

/** A town of two neighborhoods, one focus, one measure and one chapter, for tests; `given` changes what a test is about. */
export function smallTown(given: Partial<Town> = {}): Town {
  return {
    id: 'smalltown',
    name: both('Smalltown', 'Pueblochico'),
    languages: ['en', 'es'],
    timeZone: 'UTC',
    currency: 'EUR',
    hue: 350,
    demonstration: false,
    map: {
      bounds: [
        [0, 0],
        [0.02, 0.01],
      ],
      center: [0.01, 0.005],
      zoom: 13,
      tiles: null,
    },
    grid: { columns: 2, rows: 1 },
    home: {
      kicker: both('Now', 'Ahora'),
      title: both('A river to swim in', 'Un río para nadar'),
      lead: both('Nobody knows how.', 'Nadie sabe cómo.'),
    },
    contact: { name: both('The desk', 'La mesa') },
    neighborhoods: [
      square('saltpans', both('Saltpans', 'Salinas'), 0),
      square('quayside', both('Quayside', 'El Muelle'), 0.01),
    ],
    basemap: [],
    focuses: [
      {
        id: 'water',
        order: 1,
        name: both('Water', 'Agua'),
        question: both('Where does it come from?', '¿De dónde viene?'),
        description: both('Drains and tides.', 'Desagües y mareas.'),
      },
    ],
    measures: [
      {
        id: 'drains',
        focus: 'water',
        order: 1,
        name: both('Drains kept clear', 'Desagües limpios'),
        unit: both('drains', 'desagües'),
        better: 'more',
        kind: 'count',
        money: false,
        howToCount: both('Count after rain.', 'Cuenta tras la lluvia.'),
        sensitive: false,
      },
    ],
    prompts: [{ id: 'who-else', state: 'forming', text: both('Who is not here?', '¿Quién falta?') }],
    chapters: [
      {
        ...document('the-trees', 'en', 'The **oldest trees** of the town.'),
        chapter: 1,
        title: 'The trees',
        question: 'Who waters them?',
        description: 'On shade.',
        focuses: ['water'],
      },
      {
        ...document('the-trees', 'es', 'Los **árboles** más viejos del pueblo.'),
        chapter: 1,
        title: 'Los árboles',
        question: '¿Quién los riega?',
        description: 'Sobre la sombra.',
        focuses: ['water'],
      },
    ],
    revisions: [],
    readings: [],
    pages: [],
    ...given,
  };
}
