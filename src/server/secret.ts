import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GivenSettings, Settings } from './settings.ts';

/**
 * Fills in what the settings leave to the town: its own data folder (`.data/<town id>` under `root`), and a secret that
 * the first start makes and keeps there, readable by this user only.
 */
export async function completeSettings(
  given: GivenSettings,
  townId: string,
  root: string,
): Promise<Settings> {
  const dataDir = given.dataDir ?? path.join(root, '.data', townId);
  if (given.secret) return { ...given, dataDir, secret: given.secret };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'secret');
  const secret = existsSync(file) ? await readFile(file, 'utf8') : await keptSecret(file);
  return { ...given, dataDir, secret };
}

async function keptSecret(file: string): Promise<string> {
  const proposed = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(proposed, randomBytes(32).toString('hex'), { mode: 0o600 });
  // A link appears whole and fails when the name is taken, so that two first starts agree on one secret.
  await link(proposed, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(proposed);
  return readFile(file, 'utf8');
}
