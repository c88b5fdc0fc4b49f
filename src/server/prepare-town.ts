import { existsSync } from 'node:fs';
import path from 'node:path';
import { hasDemoLife, loadDemo, seedDemo } from '#features/demo/demo.server.ts';
import { seedOrganizer } from '#features/demo/organizer.server.ts';
import { followKinds } from '#features/impact/rebuild-impact.server.ts';
import { upsertChapterQuestions } from '#features/questions/chapter-questions.server.ts';
import { keepToTown } from '#features/town/kept-town.server.ts';
import { upsertCatalogs } from '#features/town/stored-catalog.server.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import type { Services } from './services.ts';

/**
 * Makes a migrated database agree with the town's content, and gives a demonstration town its life once.
 * @throws OtherTownError when the database is another town's
 */
export async function prepareTown(services: Services): Promise<void> {
  const { db, town, settings, log } = services;
  await keepToTown(db, town.id);
  await followKinds(db, () => upsertCatalogs(db, town));
  await upsertChapterQuestions(db, town, services.now());
  if (!town.demonstration || !existsSync(path.join(settings.contentDir, 'demo'))) return;
  if (await hasDemoLife(db)) return;
  const content = await loadDemo(settings.contentDir);
  await seedOrganizer(db, town);
  const seeded = await seedDemo(db, town, content, calendarDayIn(services.now(), town.timeZone));
  if (seeded) log.info(seeded, 'the demonstration town has its people, groups and reports');
}
