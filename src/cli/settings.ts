import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadTown } from '#features/town/content.server.ts';
import type { Town } from '#features/town/town.ts';
import { completeSettings } from '#server/secret.ts';
import { type GivenSettings, readSettings, type Settings } from '#server/settings.ts';
import { wordError } from './error-words.ts';
import { root } from './root.ts';

/** The settings from the environment and, for what it leaves open, from the project's `.env`. */
export function settingsFromEnvironment(): GivenSettings {
  const file = path.join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readSettings(process.env, root);
}

/** Settings and town that a command works with. */
export async function loadPortal(): Promise<{ settings: Settings; town: Town }> {
  const given = settingsFromEnvironment();
  const town = await loadTown(given.contentDir);
  return { settings: await completeSettings(given, town.id, root), town };
}

/** Runs a command; what the person at the terminal can put right is said without a stack trace. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(wordError(error) ?? error);
    process.exit(1);
  }
}

/** A command cannot go on; the message says why and what to do. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** The town's name in its first language, for the terminal. */
export function nameOf(town: Town): string {
  return town.name[town.languages[0] ?? ''] ?? town.id;
}
