import type { JsonLd } from '#lib/json-ld.ts';

/** What the first page says to machines; addresses are absolute. */
export interface DescribedSite {
  readonly url: string;
  readonly name: string;
  readonly description: string;
  /** The search page. */
  readonly search: string;
  readonly lang: string;
}

/** The site, how to search it, and whose it is. */
export function siteJsonLd({ url, name, description, search, lang }: DescribedSite): JsonLd[] {
  const townId = `${url}#town`;
  return [
    {
      '@type': 'WebSite',
      '@id': `${url}#site`,
      url,
      name,
      description,
      inLanguage: lang,
      publisher: { '@id': townId },
      potentialAction: {
        '@type': 'SearchAction',
        target: `${search}?q={query}`,
        'query-input': 'required name=query',
      },
    },
    { '@type': 'Organization', '@id': townId, name, url, areaServed: { '@type': 'Place', name } },
  ];
}
