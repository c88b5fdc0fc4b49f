import { expect, it } from 'vitest';
import { withQuery } from '#lib/with-query.ts';

it.each([
  ['a list as it is', {}, '/questions/'],
  ['nothing that anybody chose', { focus: undefined, state: '' }, '/questions/'],
  [
    'what somebody chose, and no more',
    { focus: undefined, state: 'open', page: '2' },
    '/questions/?state=open&page=2',
  ],
  ['what needs to be written otherwise', { focus: 'a & b' }, '/questions/?focus=a+%26+b'],
])('an address names %s', (_, query, address) => {
  expect(withQuery('/questions/', query)).toBe(address);
});
