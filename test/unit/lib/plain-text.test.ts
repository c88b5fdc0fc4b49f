import { expect, test } from 'vitest';
import { beginning, plainText } from '#lib/plain-text.ts';

test('a chapter’s text reads without its marks', () => {
  const markdown = [
    '## What *we* do not know',
    '',
    '- a [drain](/groups/) that `fails`',
    '2. ![no](x.png)twice',
    '',
    '| door | height |',
    '| --- | --: |',
    '| 4 | 1.2 |',
    '> said **so**',
  ].join('\n');
  const text = plainText(markdown);
  for (const word of ['What', 'we', 'drain', 'fails', 'twice', 'door', '1.2', 'said', 'so'])
    expect(text).toContain(word);
  expect(text).not.toMatch(/[#*`|[\]>]|---|groups|png/);
});

test('the beginning of a long text ends at a word', () => {
  expect(beginning('one two three', 20)).toBe('one two three');
  expect(beginning('one two, three', 12)).toBe('one two…');
});
