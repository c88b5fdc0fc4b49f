import { describe, expect, it } from 'vitest';
import { contentPolicy } from '#server/headers.ts';

const attribution = 'Somebody';
const policyFor = (url: string) => contentPolicy({ url, attribution });

describe('what a page may load', () => {
  it('is nothing from elsewhere in a town that draws its own map', () => {
    expect(contentPolicy(null).join(';')).not.toMatch(/https?:/);
  });
  it('is pictures from the servers of a town’s tiles, and nothing else from there', () => {
    expect(policyFor('https://tiles.example/{z}/{x}/{y}.png')).toContain(
      "img-src 'self' data: https://tiles.example",
    );
    expect(policyFor('https://{s}.tiles.example/{z}/{x}/{y}.png')).toContain(
      "img-src 'self' data: https://a.tiles.example https://b.tiles.example https://c.tiles.example",
    );
    expect(policyFor('https://tiles.example/{z}/{x}/{y}.png').join(';')).not.toContain('connect-src');
  });
  it('is data from where the town’s file of vector tiles lies, and no pictures', () => {
    const policy = policyFor('https://files.example/towns/ours.pmtiles');
    expect(policy).toContain("connect-src 'self' https://files.example");
    expect(policy).toContain("img-src 'self' data:");
  });
});
