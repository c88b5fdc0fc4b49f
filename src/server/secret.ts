import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
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
  return { ...given, dataDir, secret: await keptSecret(path.join(dataDir, 'secret')) };
}

async function keptSecret(file: string): Promise<string> {
  try {
    // `wx` fails when the file is there, so that two first starts cannot each keep their own.
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}
