import { basename } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { z } from 'zod';
import {
  type Focus,
  focusSchema,
  type CatalogMeasure,
  measureSchema,
  type Prompt,
  promptsFileSchema,
} from './catalog.ts';
import type { SourceFile, TownSource } from './source.server.ts';

/** What a town opens, counts and asks. */
interface Catalog {
  readonly focuses: readonly Focus[];
  readonly measures: readonly CatalogMeasure[];
  readonly prompts: readonly Prompt[];
  /** Ids of all focus files, also of those that have mistakes of their own. */
  readonly focusIds: ReadonlySet<string>;
}

/** Reads focuses, measures and prompts; a town needs at least one focus, and may have no measures or prompts yet. */
export async function loadCatalog(source: TownSource, languages: readonly string[]): Promise<Catalog> {
  const files = await source.list('focuses', '.yaml');
  const focusIds = new Set(files.map((file) => basename(file, '.yaml')));
  if (files.length === 0) source.note('focuses', 'has no file: a town opens at least one focus');
  const focuses = await loadEntries(source, 'focuses', focusSchema(languages));
  const measures = await loadEntries(source, 'measures', measureSchema(languages), (measure, file) => {
    checkUnits(source, measure, file);
    if (!focusIds.has(measure.focus))
      source.report(file, ['focus'], `“${measure.focus}” is no focus of this town`);
  });
  return { focuses, measures, prompts: await loadPrompts(source, languages), focusIds };
}

/** The entries of a folder with one YAML file each, named by its id, in their order. */
async function loadEntries<T extends { readonly id: string; readonly order: number }>(
  source: TownSource,
  folder: string,
  schema: z.ZodType<T>,
  alsoCheck?: (entry: T, file: SourceFile) => void,
): Promise<T[]> {
  const entries: T[] = [];
  for (const name of await source.list(folder, '.yaml')) {
    const file = await source.yaml(name);
    const entry = source.check(file, schema);
    if (file === undefined || entry === undefined) continue;
    if (entry.id !== basename(name, '.yaml'))
      source.report(file, ['id'], `must be the file’s name, not “${entry.id}”`);
    alsoCheck?.(entry, file);
    entries.push(entry);
  }
  return entries.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

async function loadPrompts(source: TownSource, languages: readonly string[]): Promise<Prompt[]> {
  const prompts = new Map<string, Prompt>();
  for (const name of await source.list('prompts', '.yaml')) {
    const file = await source.yaml(name);
    for (const [index, prompt] of (source.check(file, promptsFileSchema(languages)) ?? []).entries()) {
      if (file && prompts.has(prompt.id)) source.report(file, [index, 'id'], `“${prompt.id}” is there twice`);
      prompts.set(prompt.id, prompt);
    }
  }
  return [...prompts.values()];
}

/** Units are ICU messages; one that cannot be read would fail on the page that first shows a figure. */
function checkUnits(source: TownSource, measure: CatalogMeasure, file: SourceFile): void {
  for (const field of ['unit', 'outOf'] as const)
    for (const text of Object.values(measure[field] ?? {}))
      try {
        new IntlMessageFormat(text, 'en').format({ count: 2 });
      } catch {
        source.report(file, [field], `is not an ICU message with the argument count: “${text}”`);
      }
}
