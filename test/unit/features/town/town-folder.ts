import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTown } from '#features/town/content.server.ts';
import { formatProblem, TownContentError } from '#features/town/problems.ts';

/** The town that the repository ships. */
export const tidewellDir = 'content';

/** What is wrong with a copy of Tidewell in which one file was changed; `null` takes the file away. */
export async function problemsAfter(
  file: string,
  change: (text: string) => string | null,
): Promise<string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'commonward-town-'));
  try {
    await cp(tidewellDir, dir, { recursive: true });
    const text = await readFile(join(dir, file), 'utf8').catch(() => '');
    const changed = change(text);
    if (changed === text) throw new Error(`nothing to change in ${file}`);
    await (changed === null ? rm(join(dir, file)) : writeFile(join(dir, file), changed));
    await loadTown(dir);
    return [];
  } catch (error) {
    if (error instanceof TownContentError) return error.problems.map(formatProblem);
    throw error;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
