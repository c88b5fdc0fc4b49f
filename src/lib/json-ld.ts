/** Something described in schema.org’s words. */
export type JsonLd = Readonly<Record<string, unknown>>;

/** Where a page stands: the pages above it, outermost first, and itself; with absolute addresses. */
export function breadcrumbs(trail: readonly { readonly name: string; readonly url: string }[]): JsonLd {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: trail.map(({ name, url }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: url,
    })),
  };
}

/** What a page says about itself to machines, as the text of a script element, which nothing in it can end. */
export function jsonLdText(things: readonly JsonLd[]): string {
  const data = { '@context': 'https://schema.org', '@graph': things };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
