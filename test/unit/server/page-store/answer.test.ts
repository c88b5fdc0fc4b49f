import { describe, expect, it } from 'vitest';
import { acceptedEncoding } from '#server/page-store/answer.ts';

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
