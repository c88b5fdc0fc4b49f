import type { TownSettings } from './town.ts';

/** A base map that somebody else draws: raster tiles, or a file of vector tiles. */
export type Tiles = NonNullable<TownSettings['map']['tiles']>;

/** Servers that `{s}` in an address stands for. */
const subdomains = ['a', 'b', 'c'];

/** Whether an address is that of one PMTiles file rather than of many pictures. */
export function isTileFile(url: string): boolean {
  return new URL(url.replaceAll(/[{}]/g, '')).pathname.endsWith('.pmtiles');
}

/** The origins that tiles of this address come from: one, or one for each server that `{s}` stands for. */
export function tileOrigins(url: string): string[] {
  const servers = url.includes('{s}') ? subdomains : [''];
  return servers.map((server) => new URL(url.replaceAll('{s}', server).replaceAll(/[{}]/g, '')).origin);
}
