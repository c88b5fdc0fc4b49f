import { eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { installation } from '#db/schema/index.ts';

const townKey = 'town';

/** The database is another town's. */
export class OtherTownError extends Error {
  constructor(kept: string, given: string) {
    super(
      `The data are those of the town “${kept}”, and the folder of the content is that of “${given}”. CONTENT_DIR names ` +
        `the town’s folder, DATA_DIR or DATABASE_URL its data: give both of one town. A town’s id never changes: if ` +
        `you changed it in town.yaml, write “${kept}” there again.`,
    );
    this.name = 'OtherTownError';
  }
}

/**
 * Marks a database as this town's at its first start, and holds every later start to it, so that a forgotten setting
 * mixes no two towns.
 * @throws OtherTownError before anything of this town is written
 */
export async function keepToTown(db: Queryable, id: string): Promise<void> {
  await db.insert(installation).values({ key: townKey, value: id }).onConflictDoNothing();
  const [kept] = await db.select().from(installation).where(eq(installation.key, townKey));
  if (kept && kept.value !== id) throw new OtherTownError(kept.value, id);
}
