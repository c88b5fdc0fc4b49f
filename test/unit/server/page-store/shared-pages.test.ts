import { describe, expect, it } from 'vitest';
import { sharedPageFinder, warmAddresses } from '#server/page-store/shared-pages.ts';

const keyOf = sharedPageFinder(['en', 'es']);

describe('the address of a shared page', () => {
  it('is the same page in whatever order its filters come, with what the page does not read left out', () => {
    expect(keyOf('/groups/?places=1&utm_source=poster&focus=water')).toBe('/groups/?focus=water&places=1');
    expect(keyOf('/groups/?focus=water&places=1')).toBe('/groups/?focus=water&places=1');
    expect(keyOf('/groups/?utm_source=poster')).toBe('/groups/');
    expect(keyOf('/groups/?focus=')).toBe('/groups/');
  });

  it('keeps every value of a filter that may be chosen twice', () => {
    expect(keyOf('/groups/?focus=water&focus=trade')).toBe('/groups/?focus=trade&focus=water');
  });

  it('cuts what is longer than any filter can be', () => {
    expect(keyOf(`/groups/?focus=${'x'.repeat(5000)}`)?.length).toBeLessThan(200);
  });

  it('lets the next page of a list and all its filters through', () => {
    expect(keyOf('/groups/?step-free=1&time=evening&page=2')).toBe(
      '/groups/?page=2&step-free=1&time=evening',
    );
  });

  it('is nobody’s where it says where a reader is', () => {
    expect(keyOf('/groups/?lat=43.1&lon=-69.3')).toBeNull();
    expect(keyOf('/groups.geojson?lat=43.1')).toBeNull();
    expect(keyOf('/groups/?lat=&lon=')).toBe('/groups/');
  });

  it('lets what a chapter asks for later through whole, even an empty part', () => {
    const asked = `/_server-islands/OurPart/?e=abc&p=${'x'.repeat(300)}&s=`;
    expect(keyOf(`${asked}&utm=1`)).toBe(asked);
  });

  it('is known in every language of the town', () => {
    expect(keyOf('/es/groups/low-door-watch/')).toBe('/es/groups/low-door-watch/');
    expect(warmAddresses(['en', 'es'])).toContain('/es/groups/');
  });

  it.each([
    '/me/',
    '/sign-in/',
    '/groups/low-door-watch/members/',
    '/groups',
    '/fr/groups/',
    '/groups/a/b/',
    '/groupsXgeojson',
    '/questions/ask/',
    '/es/questions/ask/',
  ])('%s is not one', (url) => {
    expect(keyOf(url)).toBeNull();
  });
});
