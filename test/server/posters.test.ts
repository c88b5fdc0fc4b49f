import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPortal, type Portal } from '#test/support/portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

const poster = async (path: string) => {
  const answer = await fetch(portal.url + path);
  return { status: answer.status, text: await answer.text() };
};
const codeOf = (html: string) =>
  /role="img" aria-label="([^"]*)" data-address="([^"]*)"/.exec(html)?.slice(1);

test('somebody at the notice board finds a code that leads to coming once, in the language of the poster', async () => {
  const english = await poster('/groups/gully-gang/poster/');
  const address = `${portal.url}/groups/gully-gang/come-once/`;
  expect(codeOf(english.text)).toEqual([`Code that leads to ${address}`, address]);
  const spanish = await poster('/es/groups/gully-gang/poster/');
  expect(codeOf(spanish.text)?.[1]).toBe(`${portal.url}/es/groups/gully-gang/come-once/`);
  expect((await fetch(`${portal.url}/es/groups/gully-gang/come-once/`)).status).toBe(200);
});

test('whoever hangs up a club’s poster invites to read about it, since a club takes no visits', async () => {
  const { text } = await poster('/groups/netmakers-knitting-circle/poster/');
  expect(codeOf(text)?.[1]).toBe(`${portal.url}/groups/netmakers-knitting-circle/`);
});

test('whoever prints it chooses the paper, and anything else is A4', async () => {
  const paper = async (query: string) =>
    /<article class="poster (\w+)/.exec((await poster(`/groups/gully-gang/poster/${query}`)).text)?.[1];
  expect(await paper('')).toBe('a4');
  expect(await paper('?paper=letter')).toBe('letter');
  expect(await paper('?paper=napkin')).toBe('a4');
});

test('a passer-by tears off one of seven strips with the address as one types it', async () => {
  const { text } = await poster('/groups/gully-gang/poster/');
  const strips = /<ul role="list" aria-label="Strips to tear off"[\s\S]*?<\/ul>/.exec(text)?.[0] ?? '';
  expect(strips.match(/<li/g)).toHaveLength(7);
  const [first = ''] = /<span class="address"[\s\S]*?<\/span>/.exec(strips) ?? [];
  expect(first.replace(/<[^>]+>|\s/g, '')).toBe(`${new URL(portal.url).host}/groups/gully-gang`);
});

test('nobody prints the poster of a group that is not there', async () => {
  expect((await poster('/groups/no-such-group/poster/')).status).toBe(404);
});
