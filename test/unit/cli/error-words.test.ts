import { createServer } from 'node:net';
import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { wordError } from '../../../src/cli/error-words.ts';

test('an adopter whose port is taken is told which, and what to set', async () => {
  const first = createServer().listen(0, '127.0.0.1');
  await once(first, 'listening');
  const { port } = first.address() as AddressInfo;
  const [error] = (await once(createServer().listen(port, '127.0.0.1'), 'error')) as [unknown];
  first.close();
  expect(wordError(error)).toMatch(new RegExp(`port ${port} of 127.0.0.1 already.*set PORT`));
});

test('an adopter whose data folder cannot be made is told which and why', async () => {
  const error: unknown = await mkdir('/dev/null/data', { recursive: true }).catch((each: unknown) => each);
  expect(wordError(error)).toMatch(/\/dev\/null.*part of its path is a file/);
});

test('an adopter whose database does not exist hears it, however deep the driver hides it', () => {
  const refusal = Object.assign(new Error('database "town" does not exist'), { code: '3D000' });
  expect(wordError(new Error('Failed query', { cause: refusal }))).toMatch(/"town" does not exist.*createdb/);
});

test('what only a programmer can tell keeps its trace', () => {
  expect(wordError(new TypeError('x is not a function'))).toBeNull();
  expect(wordError('text')).toBeNull();
});
