import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadTown } from '#features/town/content.server.ts';
import { CommandError } from './settings.ts';

/** A file of a town's folder: its path with forward slashes, and its text. */
export interface TownFile {
  readonly path: string;
  readonly text: string;
}

const mostBytes = 200_000_000;

/** Makes sure that a town can be laid out in `dir`: it is not there yet, or it is an empty folder. */
export async function requireFreeFolder(dir: string, given: string): Promise<void> {
  const there = await stat(dir).catch(missing);
  if (there === null) return;
  if (!there.isDirectory()) throw new CommandError(`${given} is a file. Name a new folder for the town.`);
  const entries = await readdir(dir).catch(unreadable(given));
  if (entries.length > 0) {
    throw new CommandError(
      `${given} is not empty, and nothing in it was touched. Name a new folder for the town.`,
    );
  }
}

/** The bytes of the boundary file. Throws CommandError that says why it cannot be read. */
export async function readBoundaryBytes(file: string, given: string): Promise<Uint8Array> {
  if (/^https?:\/\//i.test(given)) {
    throw new CommandError(
      `${given} is an address. Download it first, for example: curl -L -o boundaries.geojson '${given}'`,
    );
  }
  const there = await stat(file).catch(missing);
  if (there === null) throw new CommandError(`There is no file ${given}.`);
  if (!there.isFile()) throw new CommandError(`${given} is a folder. Give the boundary file itself.`);
  if (there.size > mostBytes) {
    throw new CommandError(
      `${given} has ${Math.round(there.size / 1e6)} MB, and 200 MB is the most. Simplify it first, for example at mapshaper.org.`,
    );
  }
  return readFile(file).catch(unreadable(given));
}

/**
 * Writes a town's folder, whole or not at all: into a folder beside it, which is checked as the portal would check
 * it and then takes its name.
 */
export async function writeTown(dir: string, given: string, files: readonly TownFile[]): Promise<void> {
  const draft = `${dir}.new-${process.pid}`;
  try {
    for (const file of files) {
      const target = path.join(draft, ...file.path.split('/'));
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, file.text, { flag: 'wx' });
    }
    await loadTown(draft);
    await rmdir(dir).catch(missing);
    await rename(draft, dir);
  } catch (error) {
    throw explain(error, 'write', given);
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
  }
}

function unreadable(given: string): (error: unknown) => never {
  return (error) => {
    throw explain(error, 'read', given);
  };
}

function missing(error: unknown): null {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw explain(error, 'read', (error as NodeJS.ErrnoException).path ?? 'the folder');
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ENOTDIR: 'part of its path is a file',
  EEXIST: 'part of its path is a file',
  ENOTEMPTY: 'something was put into it meanwhile',
  ENAMETOOLONG: 'its path is too long',
  EBUSY: 'it is in use',
};

/** An error of the file system in words; any other error as it is. */
function explain(error: unknown, act: 'read' | 'write', given: string): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  return reason === undefined ? error : new CommandError(`Could not ${act} ${given}: ${reason}.`);
}
