import postgres from 'postgres';
import { openDatabase } from '#db/client.ts';
import { rebuildImpact } from '#features/impact/rebuild-impact.server.ts';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { type Growth, type GrownTown, measureGrowth } from './growth.ts';
import { deepenTown, multiplyTown } from './large-town.ts';

/** How many times the small town the large one is; fewer only to try this bench itself. */
const growthTimes = Number(process.env.BENCH_GROWTH_TIMES ?? 100);

/** Lays out a town of about 50 groups and 5,000 reports and one of a hundred such, and renders the pages of both. */
export async function measureTowns(
  serverUrl: string,
  env: Record<string, string>,
  rounds: number,
): Promise<Growth[]> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  const urlOf = (name: string) => Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  await admin`create database small_town`;
  await layOut(urlOf('small_town'), env);
  await admin`create database large_town template small_town`;
  await admin.end();
  const towns = [urlOf('small_town'), urlOf('large_town')].map((databaseUrl) => ({
    databaseUrl,
    sql: postgres(databaseUrl, { max: 2, onnotice: () => undefined }),
  }));
  const [small, large] = towns;
  if (!small || !large) throw new Error('there are no towns');
  console.log(`laying out a town of ${growthTimes} such towns (a minute or more)`);
  await multiplyTown(large.sql, growthTimes);
  const portals: Portal[] = [];
  const open = async (town: Omit<GrownTown, 'url'>): Promise<GrownTown> => {
    const portal = await startPortal({ ...env, DATABASE_URL: town.databaseUrl });
    portals.push(portal);
    return { ...town, url: portal.url };
  };
  const growths = await measureGrowth(await open(small), await open(large), rounds);
  await Promise.all(portals.map((portal) => portal.stop()));
  await Promise.all(towns.map(({ sql }) => sql.end()));
  return growths;
}

/** The demonstration town as a portal seeds it, with a longer life. */
async function layOut(databaseUrl: string, env: Record<string, string>): Promise<void> {
  const portal = await startPortal({ ...env, DATABASE_URL: databaseUrl });
  await portal.stop();
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  await deepenTown(sql);
  await sql.end();
  const opened = await openDatabase(databaseUrl);
  await opened.db.transaction((tx) => rebuildImpact(tx));
  await opened.close();
}
