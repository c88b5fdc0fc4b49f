import { describe, expect, it } from 'vitest';
import { acceptedEncoding, formFor, makeForm, prepareAnswer } from '#server/page-store/answer.ts';

describe('a reader who says which encodings they accept', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.000, gzip;q=0', 'identity'],
    ['br;q=0.5', 'br'],
    ['*', 'br'],
    ['*, br;q=0', 'gzip'],
    ['GZIP', 'gzip'],
    ['brotli', 'identity'],
    ['', 'identity'],
    [undefined, 'identity'],
  ])('%s gets %s', (header, encoding) => {
    expect(acceptedEncoding(header)).toBe(encoding);
  });
});

describe('a live answer', () => {
  const page = () => prepareAnswer({ identity: Buffer.from('groups') }, {}, true);

  it('is compressed when somebody first wants it so, once for all who want it at the same time', async () => {
    const answer = page();
    let runs = 0;
    const compress = (body: Buffer, encoding: string) => {
      runs += 1;
      return Promise.resolve(Buffer.from(`${encoding} of ${body.toString()}`));
    };
    expect(formFor(answer, 'br')).toBeUndefined();
    await Promise.all([makeForm(answer, 'br', compress), makeForm(answer, 'br, gzip', compress)]);
    expect(formFor(answer, 'br')?.body.toString()).toBe('br of groups');
    expect(runs).toBe(1);
    expect(formFor(answer, undefined)?.body.toString()).toBe('groups');
  });

  it('can be wanted again after compressing it failed', async () => {
    const answer = page();
    await expect(makeForm(answer, 'br', () => Promise.reject(new Error('no memory')))).rejects.toThrow();
    await makeForm(answer, 'br', (body) => Promise.resolve(body));
    expect(formFor(answer, 'br')).toBeDefined();
  });

  it('that is not worth it is sent as it is', () => {
    const answer = prepareAnswer({ identity: Buffer.from('groups') }, {});
    expect(formFor(answer, 'br')?.body.toString()).toBe('groups');
  });
});
