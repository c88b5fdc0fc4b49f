/** A heading of a rendered text, with the id to link to. */
export interface Heading {
  readonly depth: number;
  readonly slug: string;
  readonly text: string;
}

/** A text as HTML, ready for `set:html`. */
export interface RenderedMarkdown {
  readonly html: string;
  readonly headings: readonly Heading[];
}

interface HtmlNode {
  readonly type: string;
  readonly tagName?: string;
  properties?: Record<string, unknown>;
  value?: string;
  children?: HtmlNode[];
}

type Renderer = Awaited<ReturnType<typeof createRenderer>>;

let renderer: Promise<Renderer> | undefined;

/**
 * CommonMark with tables as HTML: headings get ids, HTML in the text is left out, links go to http, https, mailto or
 * inside the portal, and pictures come from the portal itself only. No attribute needs an inline style. A quotation
 * that begins with a language in brackets, `> [es] Buenos días`, says so to screen readers instead.
 */
export async function renderMarkdown(markdown: string): Promise<RenderedMarkdown> {
  renderer ??= createRenderer();
  const { code, metadata } = await (await renderer).render(markdown);
  return { html: code, headings: metadata.headings };
}

// Loaded on first use: the processor costs a quarter of a second and 30 MB that a running server does not need.
async function createRenderer() {
  const { createMarkdownProcessor } = await import('@astrojs/markdown-remark');
  return createMarkdownProcessor({
    syntaxHighlight: false,
    remarkRehype: { allowDangerousHtml: false },
    rehypePlugins: [() => keepToThePortal, () => markQuotedLanguages],
  });
}

/** Takes the address off links with another scheme, and removes pictures of other sites. */
function keepToThePortal(node: HtmlNode): void {
  if (node.tagName === 'a' && !isLink(node.properties?.href)) delete node.properties?.href;
  node.children = node.children?.filter(
    (child) => child.tagName !== 'img' || isOwnPath(child.properties?.src),
  );
  node.children?.forEach(keepToThePortal);
}

/** Turns the `[es]` with which a quotation begins into its `lang`. */
function markQuotedLanguages(node: HtmlNode): void {
  node.children?.forEach(markQuotedLanguages);
  if (node.tagName !== 'blockquote') return;
  const opening = node.children?.find((child) => child.tagName === 'p')?.children?.[0];
  const language = /^\[(?<tag>[a-z]{2,3})\] /.exec(opening?.value ?? '')?.groups?.tag;
  if (opening?.value === undefined || language === undefined || !isLanguage(language)) return;
  opening.value = opening.value.slice(language.length + 3);
  node.properties = { ...node.properties, lang: language };
}

function isLanguage(tag: string): boolean {
  return new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag) !== undefined;
}

function isLink(href: unknown): boolean {
  return typeof href === 'string' && (/^(https?|mailto):/i.test(href) || !/^[^/?#]*:/.test(href));
}

function isOwnPath(src: unknown): boolean {
  return typeof src === 'string' && /^\/(?!\/)/.test(src);
}

/** The HTML alone, for a page that lists no headings. */
export async function htmlOf(markdown: string): Promise<string> {
  return (await renderMarkdown(markdown)).html;
}
