import { describe, expect, it } from 'vitest';
import { isSameSite } from '#server/origin.ts';

const from = (headers: Record<string, string>, site = 'https://tidewell.example') =>
  isSameSite(new Headers(headers), site);

describe('a form that is sent', () => {
  it('from the site itself is taken', () => {
    expect(from({ origin: 'https://tidewell.example' })).toBe(true);
  });

  it.each(['https://evil.example', 'http://tidewell.example', 'https://tidewell.example:444', 'null'])(
    'from %s is refused, whatever else the browser says',
    (origin) => {
      expect(from({ origin, 'sec-fetch-site': 'same-origin', referer: 'https://tidewell.example/' })).toBe(
        false,
      );
    },
  );

  it('without Origin is judged by Sec-Fetch-Site', () => {
    expect(from({ 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(from({ 'sec-fetch-site': 'same-site', referer: 'https://tidewell.example/' })).toBe(false);
    expect(from({ 'sec-fetch-site': 'none' })).toBe(false);
  });

  it('without either is judged by its Referer', () => {
    expect(from({ referer: 'https://tidewell.example/groups/' })).toBe(true);
    expect(from({ referer: 'https://tidewell.example.evil.example/' })).toBe(false);
    expect(from({})).toBe(false);
  });

  it('on this machine is taken from any name this machine has, at the port that was asked', () => {
    const site = 'http://localhost:4321';
    expect(from({ origin: 'http://127.0.0.1:4321', host: '127.0.0.1:4321' }, site)).toBe(true);
    expect(from({ origin: 'http://localhost:9999', host: 'localhost:4321' }, site)).toBe(false);
    expect(from({ origin: 'http://evil.example:4321', host: 'evil.example:4321' }, site)).toBe(false);
  });
});
