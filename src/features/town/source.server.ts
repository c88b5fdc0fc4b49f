import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type ContentProblem, explainIssue, formatFieldPath } from './problems.ts';

/** Field names and indexes that lead to a value inside a file. */
type FieldPath = readonly PropertyKey[];

/** What one file holds, and where its fields stand. */
export interface SourceFile {
  /** Path relative to the town's folder, with forward slashes. */
  readonly file: string;
  readonly value: unknown;
  /** Line of a field, or of the nearest field around it; null where the format has no lines to give. */
  readonly lineOf: (path: FieldPath) => number | null;
}

/** A Markdown file: its frontmatter, and what follows it. */
export interface MarkdownSource extends SourceFile {
  readonly markdown: string;
}

/**
 * Reads the files of one town's folder and collects what is wrong with them, so that one look tells everything.
 * A read that found problems answers undefined.
 */
export class TownSource {
  readonly problems: ContentProblem[] = [];
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Notes a problem with a field of a file that was read. */
  report(source: SourceFile, path: FieldPath, message: string): void {
    const field = path.length === 0 ? null : formatFieldPath(path);
    this.problems.push({ file: source.file, field, line: source.lineOf(path), message });
  }

  /** Names of the files with this ending in a folder, sorted; none if there is no such folder. */
  async list(folder: string, ending: string): Promise<string[]> {
    const entries = await readdir(join(this.#dir, folder), { withFileTypes: true }).catch(ignoreMissing);
    const names = (entries ?? []).filter((entry) => entry.isFile() && entry.name.endsWith(ending));
    return names.map((entry) => `${folder}/${entry.name}`).sort();
  }

  /** A YAML file. */
  async yaml(file: string, missing: 'required' | 'optional' = 'required'): Promise<SourceFile | undefined> {
    const text = await this.#text(file, missing);
    return text === undefined ? undefined : this.#parseYaml(file, text, 0);
  }

  /** A JSON file, such as GeoJSON. */
  async json(file: string, missing: 'required' | 'optional' = 'required'): Promise<SourceFile | undefined> {
    const text = await this.#text(file, missing);
    if (text === undefined) return undefined;
    try {
      return { file, value: JSON.parse(text) as unknown, lineOf: () => null };
    } catch (error) {
      this.note(file, `is not JSON: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** A Markdown file with frontmatter between two lines of three hyphens. */
  async markdown(file: string): Promise<MarkdownSource | undefined> {
    const text = await this.#text(file, 'required');
    if (text === undefined) return undefined;
    const match = /^---\r?\n(?<front>[\s\S]*?)^---[ \t]*(?:\r?\n|$)(?<body>[\s\S]*)$/m.exec(
      text.replace(/^\uFEFF/, ''),
    );
    if (match?.index !== 0 || match.groups === undefined) {
      this.note(file, 'does not begin with fields between two lines of ---', 1);
      return undefined;
    }
    const front = this.#parseYaml(file, match.groups.front ?? '', 1);
    return front && { ...front, markdown: (match.groups.body ?? '').trim() };
  }

  /** What the file says, if it says it as the schema wants; otherwise its problems are noted. */
  check<T>(source: SourceFile | undefined, schema: z.ZodType<T>): T | undefined {
    if (source === undefined) return undefined;
    const result = schema.safeParse(source.value);
    if (result.success) return result.data;
    for (const issue of result.error.issues)
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys) this.report(source, [...issue.path, key], 'is not a field known here');
      else this.report(source, issue.path, explainIssue(issue, valueAt(source.value, issue.path)));
    return undefined;
  }

  #parseYaml(file: string, text: string, linesBefore: number): SourceFile | undefined {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { lineCounter });
    const lineAt = (offset: number): number => lineCounter.linePos(offset).line + linesBefore;
    for (const error of document.errors)
      this.note(file, `is not YAML: ${error.message.split(/ at line |:\n/)[0] ?? ''}`, lineAt(error.pos[0]));
    if (document.errors.length > 0) return undefined;
    const lineOf = (path: FieldPath): number => {
      for (let length = path.length; length > 0; length -= 1) {
        const node: unknown = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return lineAt(node.range[0]);
      }
      return 1 + linesBefore;
    };
    return { file, value: document.toJS() as unknown, lineOf };
  }

  async #text(file: string, missing: 'required' | 'optional'): Promise<string | undefined> {
    const text = await readFile(join(this.#dir, file), 'utf8').catch(ignoreMissing);
    if (text === undefined && missing === 'required') this.note(file, 'is missing');
    return text;
  }

  /** Notes a problem with a file as a whole. */
  note(file: string, message: string, line: number | null = null): void {
    this.problems.push({ file, field: null, line, message });
  }
}

function ignoreMissing(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
}

function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step],
    value,
  );
}
