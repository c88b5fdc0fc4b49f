import { loadCatalog } from './catalog.server.ts';
import { loadGeography } from './geography.server.ts';
import { loadNarrative } from './narrative.server.ts';
import { TownContentError } from './problems.ts';
import { TownSource } from './source.server.ts';
import { type Town, townLanguagesSchema, type TownSettings, townSettingsSchema } from './town.ts';

/**
 * Reads and checks a town's folder; Markdown stays Markdown (`renderMarkdown` makes it HTML).
 * @throws TownContentError with everything that is wrong, each problem naming its file, field and (YAML) line.
 */
export async function loadTown(dir: string): Promise<Town> {
  const source = new TownSource(dir);
  const settings = await loadSettings(source);
  const town = settings && (await loadFolder(source, settings));
  if (town === undefined || source.problems.length > 0) throw new TownContentError(dir, source.problems);
  return town;
}

async function loadSettings(source: TownSource): Promise<TownSettings | undefined> {
  const file = await source.yaml('town.yaml');
  const languages = source.check(file, townLanguagesSchema)?.languages;
  return languages && source.check(file, townSettingsSchema(languages));
}

async function loadFolder(source: TownSource, settings: TownSettings): Promise<Town> {
  const geography = await loadGeography(source, settings);
  const { focusIds, ...catalog } = await loadCatalog(source, settings.languages);
  const narrative = await loadNarrative(source, settings.languages, focusIds);
  return { ...settings, ...geography, ...catalog, ...narrative };
}
