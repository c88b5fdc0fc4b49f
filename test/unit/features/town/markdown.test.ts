import { expect, it } from 'vitest';
import { loadTown } from '#features/town/content.server.ts';
import { renderMarkdown } from '#features/town/markdown.server.ts';
import { tidewellDir } from './town-folder.ts';

const html = async (markdown: string) => (await renderMarkdown(markdown)).html;

it('gives a reader headings to link to', async () => {
  const { html: text, headings } = await renderMarkdown('## Qué no sabemos\n\nMucho.');
  expect(text).toContain('<h2 id="qué-no-sabemos">');
  expect(headings).toEqual([{ depth: 2, slug: 'qué-no-sabemos', text: 'Qué no sabemos' }]);
});

it('lets no HTML, script address or foreign picture through', async () => {
  const text = await html(
    '<script>alert(1)</script>\n\n<b onclick="x()">bold</b> [a](javascript:alert(1)) [b](JavaScript:x) [c](data:text/html,x) ![d](https://elsewhere.example/pixel.png) ![e](//elsewhere.example/p.png)',
  );
  expect(text).not.toMatch(/<script|onclick|javascript:|data:|elsewhere/i);
});

it('keeps links inside the portal and to the rest of the world, and the portal’s own pictures', async () => {
  const text = await html(
    '[a](/groups/) [b](#c) [d](https://example.org/) [e](mailto:a@example.org) ![f](/sheet.png)',
  );
  expect(text.match(/ (href|src)="[^"]+"/g)).toEqual([
    ' href="/groups/"',
    ' href="#c"',
    ' href="https://example.org/"',
    ' href="mailto:a@example.org"',
    ' src="/sheet.png"',
  ]);
});

it('tells a screen reader the language of a quotation', async () => {
  expect(await html('> [es] Buenos *días*\n>\n> y noches')).toBe(
    '<blockquote lang="es">\n<p>Buenos <em>días</em></p>\n<p>y noches</p>\n</blockquote>',
  );
  expect(await html('> [sic] as it stands')).not.toContain('lang="s');
});

it('renders every text of Tidewell without an inline style', async () => {
  const { chapters, revisions, readings, pages } = await loadTown(tidewellDir);
  for (const { markdown, file } of [...chapters, ...revisions, ...readings, ...pages])
    expect(await html(markdown), file).not.toMatch(/ style=|\[e[ns]\]/);
});
