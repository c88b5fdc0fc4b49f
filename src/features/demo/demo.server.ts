import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { parse } from 'yaml';
import type { Database, Transaction } from '#db/client.ts';
import { groupMeasures, groupPlaces, groups, installation, memberships, people } from '#db/schema/index.ts';
import { rebuildImpact } from '#features/impact/rebuild-impact.server.ts';
import type { Town } from '#features/town/town.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { type DemoContent, type DemoGroup, demoSchema } from './demo.ts';
import { writeApproaches } from './approaches.server.ts';
import { type PlannedGroup, type PlannedLife, planLife } from './plan.ts';
import { inChunks, instantOf } from './rows.ts';
import { writeQuestions } from './questions.server.ts';
import { writeReports } from './reports.server.ts';

/** What `seedDemo` laid down. */
export interface SeededLife {
  people: number;
  groups: number;
  reports: number;
}

const seededKey = 'demonstration-seeded';
/** Changing it gives the demonstration town another life. */
const seed = 'twice a day';

/** Reads and checks `content/demo/`. */
export async function loadDemo(contentDir: string): Promise<DemoContent> {
  const read = async (name: string): Promise<unknown> =>
    parse(await readFile(join(contentDir, 'demo', `${name}.yaml`), 'utf8'));
  return demoSchema.parse({
    groups: await read('groups'),
    words: await read('words'),
    diary: await read('diary'),
    approaches: await read('approaches'),
    questions: await read('questions'),
    people: await read('people'),
  });
}

/** Whether this database has its demonstration life. */
export async function hasDemoLife(db: Database): Promise<boolean> {
  const marks = await db.select().from(installation).where(eq(installation.key, seededKey));
  return marks.length > 0;
}

/**
 * Lays down the demonstration town's life up to `today`, once for a database: in one transaction, marked in
 * `installation`. Catalogs must be there.
 * @returns null when this database has its life already.
 */
export async function seedDemo(
  db: Database,
  town: Town,
  content: DemoContent,
  today: CalendarDay,
): Promise<SeededLife | null> {
  return db.transaction(async (tx) => {
    const [laid] = await tx
      .insert(installation)
      .values({ key: seededKey, value: today })
      .onConflictDoNothing()
      .returning();
    if (!laid) return null;
    const life = planLife({ content, seed, today });
    await writePeople(tx, life);
    for (const group of life.groups) await writeGroup(tx, town, group);
    await linkGroups(tx, life);
    await inChunks(life.groups.flatMap(membershipRows), (rows) => tx.insert(memberships).values(rows));
    const reports = await writeReports(tx, town, life, content, seed, today);
    await writeApproaches(tx, life, content.approaches, seed, today);
    await writeQuestions(tx, life, content.questions, seed, today);
    await rebuildImpact(tx);
    return { people: life.people.length, groups: life.groups.length, reports };
  });
}

async function writePeople(tx: Transaction, life: PlannedLife): Promise<void> {
  const rows = life.people.map(({ joinedOn, ...person }) => ({ ...person, createdAt: instantOf(joinedOn) }));
  await inChunks(rows, (chunk) => tx.insert(people).values(chunk));
}

async function writeGroup(tx: Transaction, town: Town, group: PlannedGroup): Promise<void> {
  const { brief } = group;
  const impact = group.kind === 'impact' ? (brief as DemoGroup) : null;
  const hour = Number(brief.at.slice(0, 2));
  const isPublic = impact?.public ?? true;
  await tx.insert(groups).values({
    id: group.id,
    slug: brief.slug,
    kind: group.kind,
    name: brief.name,
    lang: brief.lang,
    about: brief.about,
    ourPart: impact?.ourPart ?? null,
    focusId: impact?.focus ?? null,
    neighborhoodId: brief.neighborhood,
    place: isPublic ? brief.place : null,
    placeIsPublic: isPublic,
    rhythm: impact?.rhythm ?? 'weekly',
    weekday: brief.weekday,
    startsAt: brief.at,
    partOfDay: hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening',
    showsExactTime: isPublic,
    firstMeetingOn: group.foundedOn,
    languages: impact?.languages ?? [brief.lang],
    stepFree: impact?.stepFree ?? null,
    welcomesVisitors: group.closedOn === null,
    joining: impact?.joining ?? 'open',
    contactName: impact?.contact ?? null,
    safeguarding: impact?.children ? { concerns: ['children'], confirmedAt: group.foundedOn } : null,
    createdAt: instantOf(group.foundedOn),
    restingUntil: group.restingUntil,
    closedAt: group.closedOn ? instantOf(group.closedOn) : null,
    closingWords: impact?.closingWords ?? null,
  });
  await tx.insert(groupPlaces).values({ groupId: group.id, exactPlace: brief.place });
  if (!impact) return;
  const measure = town.measures.find((each) => each.id === impact.measure);
  if (!measure) throw new Error(`the demonstration town has no measure ${impact.measure}`);
  await tx.insert(groupMeasures).values({ groupId: group.id, measureId: measure.id });
}

async function linkGroups(tx: Transaction, life: PlannedLife): Promise<void> {
  const idOf = new Map(life.groups.map((group) => [group.brief.slug, group.id]));
  for (const { id, kind, brief } of life.groups) {
    if (kind !== 'impact') continue;
    const { dividedFrom, grownFrom } = brief as DemoGroup;
    if (dividedFrom)
      await tx
        .update(groups)
        .set({ dividedFromId: idOf.get(dividedFrom) })
        .where(eq(groups.id, id));
    if (grownFrom)
      await tx
        .update(groups)
        .set({ grownFromId: idOf.get(grownFrom) })
        .where(eq(groups.id, id));
  }
}

function membershipRows(group: PlannedGroup): (typeof memberships.$inferInsert)[] {
  return group.memberships.map(({ since, ...membership }) => ({
    ...membership,
    createdAt: instantOf(since),
    changedAt: instantOf(since),
    activeSince: membership.state === 'active' || membership.state === 'left' ? instantOf(since) : null,
    waitlistedAt: membership.state === 'waitlisted' ? instantOf(since) : null,
  }));
}
