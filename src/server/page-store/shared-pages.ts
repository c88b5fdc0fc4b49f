import { addressIn, languageOf } from '../site-language.ts';
import { briefParameter, positionParameters, sharedParameters } from '#features/groups/filters.ts';
import type { Town } from '#features/town/town.ts';

/** An address whose page is the same for all readers. */
interface SharedPage {
  /** Without language; `*` stands for one part. */
  readonly path: string;
  /** What `*` does not stand for: pages beside it that ask who reads them. */
  readonly except?: readonly string[];
  /** The query parameters that the page reads; every other one is dropped before it is rendered. */
  readonly parameters?: readonly string[];
  /** Asked by Astro's own script: long parameters, and an empty one means something. */
  readonly island?: boolean;
  /** Parameters that tell about one reader: an address with one of them is answered for that reader alone. */
  readonly personal?: readonly string[];
  /** Rendered at start, so that it is there even if the database goes away at once. */
  readonly warm?: boolean;
}

const townFilter = ['focus', 'neighborhood', 'month', 'quarter'] as const;

/**
 * Every live page and file that may be shared, with what it reads from its address. A page is kept once it says so
 * with `Astro.cache.set`; what it reads besides must be listed here, or it never sees it.
 */
const sharedPages: readonly SharedPage[] = [
  { path: '/', parameters: ['near'], warm: true },
  { path: '/groups/', parameters: sharedParameters, personal: positionParameters, warm: true },
  { path: '/groups/*/' },
  { path: '/groups/*/calendar.ics' },
  { path: '/groups/*/impact/' },
  { path: '/groups/*/check-in/card/' },
  { path: '/groups/*/poster/', parameters: ['paper'] },
  { path: '/reports/*/' },
  { path: '/questions/', parameters: ['focus', 'neighborhood', 'state', 'page'] },
  { path: '/questions/*/', except: ['ask'] },
  { path: '/approaches/', parameters: ['focus', 'neighborhood', 'page'] },
  { path: '/approaches/*/' },
  { path: '/prompts/' },
  { path: '/reflections/*/' },
  { path: '/learn/', parameters: ['measure', 'help'] },
  { path: '/learn/dropped/', parameters: ['page'] },
  { path: '/feed/', parameters: ['focus', 'neighborhood', 'group', 'kind', 'before'], warm: true },
  { path: '/feed.xml', parameters: ['focus', 'neighborhood', 'group', 'kind'] },
  { path: '/impact/', parameters: townFilter, warm: true },
  { path: '/impact/reports/', parameters: [...townFilter, 'measure', 'page'] },
  { path: '/impact/week/', parameters: ['measure', 'page'], warm: true },
  { path: '/impact/learning/', parameters: ['quarter'] },
  { path: '/impact/learning/rows/', parameters: ['figure', 'quarter', 'from', 'to', 'page'] },
  { path: '/impact/trajectory/', parameters: ['state', 'quarter', 'page'] },
  { path: '/narrative/*/our-part/' },
  // What Astro asks for a prerendered chapter: component, properties and slots, encrypted.
  { path: '/_server-islands/OurPart/', parameters: ['e', 'p', 's'], island: true },
  { path: '/focuses/', warm: true },
  { path: '/focuses/*/' },
  { path: '/neighborhoods/', warm: true },
  { path: '/neighborhoods/*/' },
  { path: '/rss.xml', warm: true },
  {
    path: '/groups.geojson',
    parameters: [...sharedParameters, briefParameter],
    personal: positionParameters,
    warm: true,
  },
  { path: '/groups.csv' },
  { path: '/groups.json' },
  { path: '/sitemap-index.xml' },
];

const longestParameter = 100;
const longestOfIsland = 600;

/** Finds the shared pages of a town by address. */
export function sharedPageFinder(languages: Town['languages']): (url: string) => string | null {
  const pages = sharedPages.map((page) => ({
    pattern: patternOf(page),
    parameters: [...(page.parameters ?? [])].sort(),
    island: page.island ?? false,
    personal: page.personal ?? [],
  }));
  return (url) => {
    const [path = '', query = ''] = url.split('?', 2);
    const lang = languageOf(path, languages);
    const bare = lang === languages[0] ? path : path.slice(lang.length + 1);
    const page = pages.find(({ pattern }) => pattern.test(bare));
    if (!page || asksPersonally(query, page.personal)) return null;
    return `${path}${knownQuery(query, page.parameters, page.island)}`;
  };
}

function patternOf({ path, except = [] }: SharedPage): RegExp {
  const onePart = except.length === 0 ? '[^/]+' : `(?!(?:${except.join('|')})/)[^/]+`;
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', onePart)}$`);
}

function asksPersonally(query: string, personal: readonly string[]): boolean {
  if (query === '' || personal.length === 0) return false;
  const given = new URLSearchParams(query);
  return personal.some((name) => given.get(name));
}

/** The parameters a page reads, in one order whatever the reader's was, so that one page is kept once. */
function knownQuery(query: string, parameters: readonly string[], island: boolean): string {
  if (query === '' || parameters.length === 0) return '';
  const given = new URLSearchParams(query);
  const known = new URLSearchParams();
  for (const name of parameters) {
    for (const value of given.getAll(name).sort())
      if (value || island) known.append(name, value.slice(0, island ? longestOfIsland : longestParameter));
  }
  const text = known.toString();
  return text && `?${text}`;
}

/** The addresses to render at start, in every language of the town. */
export function warmAddresses(languages: Town['languages']): string[] {
  const paths = sharedPages.filter((page) => page.warm).map((page) => page.path);
  return languages.flatMap((lang) => paths.map((path) => addressIn(lang, path, languages)));
}
