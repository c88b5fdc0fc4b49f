import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DataInUseError, holdDataDir } from '#server/data-guard.ts';
import { completeSettings } from '#server/secret.ts';
import { readSettings } from '#server/settings.ts';

const folders: string[] = [];
async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'commonward-guard-'));
  folders.push(made);
  return made;
}
afterEach(async () => {
  for (const each of folders.splice(0)) await rm(each, { recursive: true });
});

describe('a data folder', () => {
  it('is held by one process at a time and free again afterwards', async () => {
    const dataDir = await folder();
    const release = await holdDataDir(dataDir);
    await expect(holdDataDir(dataDir)).rejects.toThrow(DataInUseError);
    await release();
    await (
      await holdDataDir(dataDir)
    )();
  });

  it('is free after its process was killed', async () => {
    const dataDir = await folder();
    const guard = path.resolve('src/server/data-guard.ts');
    const code = `import(${JSON.stringify(guard)}).then(async (m) => { await m.holdDataDir(${JSON.stringify(dataDir)}); console.log('held'); setInterval(() => {}, 1000); })`;
    const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await expect(holdDataDir(dataDir)).rejects.toThrow(DataInUseError);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (
      await holdDataDir(dataDir)
    )();
  });

  it('can lie deeper than the address of a socket is long', async () => {
    const dataDir = path.join(await folder(), 'x'.repeat(120));
    const release = await holdDataDir(dataDir);
    await expect(holdDataDir(dataDir)).rejects.toThrow(DataInUseError);
    await release();
  });

  it('keeps one secret for all starts, for this user only', async () => {
    const dataDir = await folder();
    const given = readSettings({ DATA_DIR: dataDir });
    const starts = await Promise.all([1, 2, 3].map(() => completeSettings(given, 'tidewell', '/srv')));
    expect(new Set(starts.map((each) => each.secret)).size).toBe(1);
    expect(starts[0]?.secret).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(path.join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
  });
});
