import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { parse } from 'yaml';
import type { Database, Transaction } from '#db/client.ts';
import { installation, memberships, people } from '#db/schema/index.ts';
import { rebuildImpact } from '#features/impact/rebuild-impact.server.ts';
import type { Town } from '#features/town/town.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { type DemoContent, demoSchema } from './demo.ts';
import { writeApproaches } from './approaches.server.ts';
import { writeGroups } from './groups.server.ts';
import { writeMeetings, writeOwnPrompts, writeReflections } from './meetings.server.ts';
import { demoOrganizerEmail } from './organizer.ts';
import { planMeetings, type PlannedMeeting } from './plan-meetings.ts';
import { type PlannedReflection, planReflections } from './plan-reflections.ts';
import { planLife } from './plan.ts';
import type { PlannedGroup, PlannedLife } from './planned.ts';
import { inChunks, instantOf } from './rows.ts';
import { writeQuestions } from './questions.server.ts';
import { type PlannedTelling, planTownReports, writeReports } from './reports.server.ts';
import { writeDivisions, writeFollows, writeHands, writeVisits } from './town-life.server.ts';

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
    commitments: await read('commitments'),
    reflections: await read('reflections'),
    hands: await read('hands'),
    town: await read('town'),
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
    await writeGroups(tx, town, life, content, seed);
    await inChunks(life.groups.flatMap(membershipRows), (rows) => tx.insert(memberships).values(rows));
    const reports = planTownReports(town, life, content, seed, today);
    const rhythm = planMeetings({
      life,
      reported: daysReported(reports),
      content,
      prompts: town.prompts,
      seed,
      today,
    });
    await writeOwnPrompts(tx, life, content.town.prompts, seed, today);
    await writeMeetings(tx, rhythm);
    await writeReports(tx, life, reports, rhythm.meetings);
    await writeApproaches(tx, life, content.approaches, seed, today);
    await writeQuestions(tx, life, content.questions, seed, today);
    await writeReflections(tx, reflectionsOf(life, rhythm.meetings, content, today));
    await writeDivisions(tx, life, seed);
    await writeVisits(tx, life, content.approaches, today);
    await writeHands(tx, life, content.hands, seed, today);
    await writeFollows(tx, life, content.town, demoOrganizerEmail(town), seed, today);
    await rebuildImpact(tx);
    return { people: life.people.length, groups: life.groups.length, reports: reports.length };
  });
}

/** The days on which standing reports of each group end. */
function daysReported(reports: readonly PlannedTelling[]): Map<string, Set<CalendarDay>> {
  const days = new Map<string, Set<CalendarDay>>();
  for (const { group, report } of reports) {
    if (report.withdrawn) continue;
    days.set(group.id, (days.get(group.id) ?? new Set()).add(report.periodEnd));
  }
  return days;
}

function reflectionsOf(
  life: PlannedLife,
  meetings: readonly PlannedMeeting[],
  content: DemoContent,
  today: CalendarDay,
): PlannedReflection[] {
  return life.groups
    .filter(({ kind }) => kind === 'impact')
    .flatMap((group) => {
      const own = meetings.filter((meeting) => meeting.group === group);
      return planReflections(group, own, content.reflections, seed, today);
    });
}

async function writePeople(tx: Transaction, life: PlannedLife): Promise<void> {
  const rows = life.people.map(({ joinedOn, ...person }) => ({ ...person, createdAt: instantOf(joinedOn) }));
  await inChunks(rows, (chunk) => tx.insert(people).values(chunk));
}

function membershipRows(group: PlannedGroup): (typeof memberships.$inferInsert)[] {
  return group.memberships.map(({ since, until, ...membership }) => ({
    ...membership,
    createdAt: instantOf(since),
    changedAt: instantOf(until ?? since),
    activeSince: membership.state === 'active' || membership.state === 'left' ? instantOf(since) : null,
    waitlistedAt: membership.state === 'waitlisted' ? instantOf(since) : null,
  }));
}
