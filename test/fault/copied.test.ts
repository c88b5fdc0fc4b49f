import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { checkIns, groups } from '#db/schema/index.ts';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { visitor } from '#test/support/visitor.ts';

const words = 'Tired, and glad to be here.';

type Sums = Readonly<Record<string, string>>;

/** Opens an embedded database while no portal runs on it. */
async function withDatabase<Found>(
  folder: string,
  look: (opened: Awaited<ReturnType<typeof openDatabase>>) => Promise<Found>,
): Promise<Found> {
  const opened = await openDatabase(join(folder, 'database'));
  try {
    return await look(opened);
  } finally {
    await opened.close();
  }
}

/** Each table of the town with the number and the checksum of its rows. */
function checksums(folder: string): Promise<Sums> {
  return withDatabase(folder, async (opened) => {
    if (opened.kind !== 'embedded') throw new Error('not an embedded database');
    const { rows: tables } = await opened.client.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const sums: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await opened.client.query<{ sum: string }>(
        `select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from "${name}" t`,
      );
      sums[name] = rows[0]?.sum ?? '';
    }
    return sums;
  });
}

/** What a group achieved, as its page tells it. */
async function impactOf({ url }: Portal): Promise<string> {
  const { text } = await visitor(url).get('/groups/gully-gang/impact/');
  return /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '';
}

describe('an adopter who stops the portal and copies its folder', () => {
  let lived: Portal;
  let page: string;
  let sums: Sums;
  const copy = mkdtempSync(join(tmpdir(), 'commonward-copied-'));

  beforeAll(async () => {
    lived = await startPortal();
    page = await impactOf(lived);
    await lived.kill();
    await withDatabase(lived.dataDir, async ({ db }) => {
      const [group] = await db.select({ id: groups.id }).from(groups).limit(1);
      const forDate = new Date().toISOString().slice(0, 10);
      await db.insert(checkIns).values({ groupId: group?.id ?? '', forDate, words });
    });
    await lived.restart();
    await lived.end();
    sums = await checksums(lived.dataDir);
    cpSync(lived.dataDir, copy, { recursive: true });
  });
  afterAll(async () => {
    await lived.stop();
    rmSync(copy, { recursive: true, force: true });
  });

  it('has every row of the town, and a portal on the copy says the same', async () => {
    expect(Object.keys(sums).length).toBeGreaterThan(40);
    expect(sums.reports).toMatch(/^[1-9]\d{2,}:/);
    expect(await checksums(copy)).toEqual(sums);
    const restored = await startPortal({ DATA_DIR: copy });
    const again = await impactOf(restored);
    await restored.end();
    expect(page).toContain('Gully Gang');
    expect(again).toBe(page);
  });

  it('has nothing of what members typed as they arrived', () => {
    expect(sums.check_ins).toBe('0:');
  });
});
