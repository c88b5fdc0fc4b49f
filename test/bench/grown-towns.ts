import postgres from 'postgres';
import { openDatabase } from '#db/client.ts';
import { rebuildImpact } from '#features/impact/rebuild-impact.server.ts';
import { startPortal, type Portal } from '#test/support/portal.ts';
import { type DigestTime, measureDigest } from './digest.ts';
import { type Growth, type GrownTown, measureGrowth } from './growth.ts';
import { deepenTown, multiplyTown } from './large-town.ts';

/** How many times the small town the large one is; fewer only to try this bench itself. */
const growthTimes = Number(process.env.BENCH_GROWTH_TIMES ?? 100);

/** Lays out a town of about 50 groups and 5,000 reports and one of a hundred such, and renders the pages of both. */
export async function measureTowns(
  serverUrl: string,
  env: Record<string, string>,
  rounds: number,
): Promise<{ growths: Growth[]; digest: DigestTime }> {
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
  const opened = [await open(small), await open(large)] as const;
  console.log('waiting until both portals have written the mails that are due (a minute or more)');
  await Promise.all(opened.map(untilQuiet));
  const growths = await measureGrowth(...opened, rounds);
  await Promise.all(portals.map((portal) => portal.stop()));
  const digest = await measureDigest(large.databaseUrl);
  await Promise.all(towns.map(({ sql }) => sql.end()));
  return { growths, digest };
}

const patienceMs = 300_000;

/** A portal that opens a town writes what its groups are to be reminded of; pages are measured after that. */
async function untilQuiet({ sql }: GrownTown): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let quiet = 0; quiet < 3;) {
    if (Date.now() > deadline) throw new Error('the jobs of a grown town do not come to an end');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const [jobs] = await sql`
      select count(*)::int as due from pgboss.job_common where state < 'completed' and start_after <= now()`;
    quiet = jobs?.due === 0 ? quiet + 1 : 0;
  }
  await sql`vacuum analyze`;
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
