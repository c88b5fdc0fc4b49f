import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Document, isScalar, parseDocument, visit } from 'yaml';
import { interfaceLanguages, type Lang } from '#i18n/catalog.ts';
import type { NewTown } from './new-town-arguments.ts';
import type { TownFile } from './new-town-files.ts';

const starterDir = path.join(import.meta.dirname, 'starter');

type Told = Pick<NewTown, 'name' | 'languages'> & { readonly today: string };

/**
 * The first texts of a new town, in its languages, with its name in them: narrative, focuses, measures, prompts,
 * pages, and the part of town.yaml that is words. They come from the `starter` folder beside this file; there,
 * `{{town}}` stands for the name, `{{path}}` for the language's prefix in addresses, `{{today}}` for the day.
 */
export async function starterFiles(town: NewTown): Promise<TownFile[]> {
  const told = {
    ...town,
    today: new Intl.DateTimeFormat('en-CA', { timeZone: town.timeZone }).format(new Date()),
  };
  const entries = await readdir(starterDir, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(starterDir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
    )
    .sort();
  const files = await Promise.all(names.map((name) => starterFile(name, told)));
  return files.filter((file) => file !== null);
}

async function starterFile(name: string, told: Told): Promise<TownFile | null> {
  const language = interfaceLanguages.find((each) => name.split(/[/.]/).includes(each));
  if (language !== undefined && !told.languages.includes(language)) return null;
  if (name.startsWith('README.') && language !== told.languages[0]) return null;
  const template = await readFile(path.join(starterDir, name), 'utf8');
  const target = name.replace(/^README\.\w+\.md$/, 'README.md');
  if (name.endsWith('.yaml')) return { path: target, text: tellYaml(template, told) };
  return { path: target, text: tellMarkdown(template, told, language ?? told.languages[0] ?? 'en') };
}

/** A YAML template with the town's name in its texts, and of each text only the town's languages. */
export function tellYaml(template: string, told: Told): string {
  const document = parseDocument(template);
  visit(document, {
    Map: (_, map) => {
      const keys = map.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
      if (!keys.every((key) => isLanguage(key))) return;
      for (const key of keys) if (!told.languages.some((language) => language === key)) map.delete(key);
    },
  });
  fill(document, told);
  return print(document);
}

function tellMarkdown(template: string, told: Told, language: Lang): string {
  const [, front, body = template] = /^---\n([\s\S]*?)^---\n([\s\S]*)$/m.exec(template) ?? [];
  const prefix = language === told.languages[0] ? '' : `/${language}`;
  const text = body
    .replaceAll('{{town}}', told.name.replace(/[\\`*_[\]<>&#|~]/g, '\\$&'))
    .replaceAll('{{path}}', prefix)
    .replaceAll('{{today}}', told.today);
  if (front === undefined) return text;
  const document = parseDocument(front);
  fill(document, told);
  return `---\n${print(document)}---\n${text}`;
}

function fill(document: Document, told: Told): void {
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value !== 'string') return;
      scalar.value = scalar.value.replaceAll('{{town}}', told.name).replaceAll('{{today}}', told.today);
    },
  });
}

function print(document: Document): string {
  return document.toString({ lineWidth: 110, flowCollectionPadding: false });
}

function isLanguage(key: string): boolean {
  return (interfaceLanguages as readonly string[]).includes(key);
}
