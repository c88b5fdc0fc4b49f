import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Town } from '#features/town/town.ts';
import { buildFolder } from '#server/astro-handler.ts';
import { isLoopback } from '#server/loopback.ts';
import type { GivenSettings } from '#server/settings.ts';
import { root } from './root.ts';
import { CommandError, loadPortal, nameOf, runCommand } from './settings.ts';

const sources = ['src', 'db', 'public', 'astro.config.mjs', 'package-lock.json', 'tsconfig.json'];

/**
 * Makes sure that the town's build is of today's source, content and settings. Building takes a process of its own, so
 * that a portal which stays up for months does not carry the build's memory.
 */
export async function ensureBuilt(town: Town, settings: GivenSettings): Promise<void> {
  if (await isUpToDate(town, await fingerprint(settings))) return;
  const { status } = spawnSync(process.execPath, [import.meta.filename], { stdio: 'inherit' });
  if (status !== 0) throw new CommandError('The site could not be built. What is wrong stands above.');
}

async function build(): Promise<void> {
  const { settings, town } = await loadPortal();
  const wanted = await fingerprint(settings);
  if (await isUpToDate(town, wanted)) return console.log('The build is up to date.');
  console.log(`Building the site of ${nameOf(town)} …`);
  process.env.NODE_ENV = 'production';
  const astro = await import('astro');
  await astro.build({ root, logLevel: 'warn' });
  await writeFile(stampFile(town), wanted);
}

function stampFile(town: Town): string {
  return path.join(buildFolder(root, town.id), 'stamp');
}

async function isUpToDate(town: Town, wanted: string): Promise<boolean> {
  return (await readFile(stampFile(town), 'utf8').catch(() => '')) === wanted;
}

/** Everything a build is made of, as one hash. */
async function fingerprint(settings: GivenSettings): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([builtFor(settings.siteUrl), process.version]));
  for (const source of [...sources.map((each) => path.join(root, each)), settings.contentDir]) {
    for (const file of await filesOf(source))
      hash
        .update(file)
        .update('\0')
        .update(await readFile(file))
        .update('\0');
  }
  return hash.digest('hex');
}

/** Of an address on this machine the port is left out: nobody else follows links to it, and it changes with every try. */
function builtFor(siteUrl: string): string {
  return isLoopback(new URL(siteUrl).hostname) ? 'this machine' : siteUrl;
}

async function filesOf(source: string): Promise<string[]> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return existsSync(source) ? [source] : [];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

if (import.meta.main) await runCommand(build);
