import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress } from '#server/client-address.ts';

const request = (forwarded?: string) =>
  ({
    socket: { remoteAddress: '10.0.0.1' },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('the address a reader is known by', () => {
  it('is the one that connected when no proxy is trusted, whatever they claim', () => {
    expect(clientAddress(request('192.0.2.9'), 0)).toBe('10.0.0.1');
  });

  it('is what the outermost trusted proxy saw, not what stands left of it', () => {
    expect(clientAddress(request('192.0.2.9, 203.0.113.5'), 1)).toBe('203.0.113.5');
    expect(clientAddress(request('192.0.2.9, 203.0.113.5, 10.0.0.7'), 2)).toBe('203.0.113.5');
  });

  it('is the one that connected when the header is missing, too short or no address', () => {
    expect(clientAddress(request(), 1)).toBe('10.0.0.1');
    expect(clientAddress(request('203.0.113.5'), 2)).toBe('10.0.0.1');
    expect(clientAddress(request('unknown'), 1)).toBe('10.0.0.1');
  });
});
