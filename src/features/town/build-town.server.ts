import { readSettings } from '#server/settings.ts';
import { loadTown } from './content.server.ts';
import type { Town } from './town.ts';

let loaded: Promise<Town> | undefined;

/** The town of `CONTENT_DIR`, read once, for pages that are made at build time. */
export function loadTownOfBuild(): Promise<Town> {
  loaded ??= loadTown(readSettings(process.env).contentDir);
  return loaded;
}
