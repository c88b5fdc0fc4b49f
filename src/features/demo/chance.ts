import { randomLcg, randomNormal } from 'd3-random';
import { hash32 } from '#lib/hash.ts';

/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** True with this probability. */
  yes(probability: number): boolean;
  normal(mean: number, deviation: number): number;
  uuid(): string;
}

/** A source of chance; `seed` is any text. */
export function chance(seed: string): Chance {
  const next = randomLcg(hash32(seed) / 2 ** 32);
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[int(0, list.length - 1)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  };
  return {
    next,
    int,
    pick,
    yes: (probability) => next() < probability,
    normal: (mean, deviation) => randomNormal.source(next)(mean, deviation)(),
    uuid: () => uuidFrom(Array.from({ length: 16 }, () => int(0, 255))),
  };
}

/** A version 4 UUID (RFC 9562) with these sixteen bytes. */
function uuidFrom(bytes: number[]): string {
  const hex = bytes
    .map((byte, i) => (i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
