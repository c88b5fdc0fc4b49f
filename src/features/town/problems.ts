/** One thing that is wrong in a town's folder, said so that whoever wrote the file can mend it. */
export interface ContentProblem {
  /** The file, relative to the town's folder. */
  readonly file: string;
  /** Path of the field inside the file, such as `question.es`; null when the whole file is meant. */
  readonly field: string | null;
  /** Line in the file, counted from 1; null where the format has none to give. */
  readonly line: number | null;
  /** What is wrong, in words that continue “field …”. */
  readonly message: string;
}

/** A problem as one line for a terminal: `focuses/river.yaml:3 question.es: is missing`. */
export function formatProblem({ file, field, line, message }: ContentProblem): string {
  const place = line === null ? file : `${file}:${line}`;
  return field === null ? `${place} ${message}` : `${place} ${field}: ${message}`;
}

/** A town's folder that cannot be used, with everything that is wrong in it. */
export class TownContentError extends Error {
  readonly dir: string;
  readonly problems: readonly ContentProblem[];

  constructor(dir: string, problems: readonly ContentProblem[]) {
    super(
      [`The town in ${dir} cannot be used yet:`, ...problems.map((each) => `  ${formatProblem(each)}`)].join(
        '\n',
      ),
    );
    this.name = 'TownContentError';
    this.dir = dir;
    this.problems = problems;
  }
}

/** A zod path as people write it: `['chapters', 0, 'title']` → `chapters[0].title`. */
export function formatFieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}

interface SchemaIssue {
  readonly code: string;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly values?: readonly unknown[];
}

/** What a schema's complaint means for the person who wrote the file, given the value they wrote (or undefined). */
export function explainIssue(issue: SchemaIssue, written: unknown): string {
  if (written === undefined && issue.code !== 'custom') return 'is missing';
  if (issue.code === 'invalid_value') return `must be one of ${quoteAll(issue.values ?? [])}`;
  return issue.message.replace(/^Invalid input: expected (\w+), received (\w+)$/, 'must be $1, not $2');
}

function quoteAll(values: readonly unknown[]): string {
  return values.map((value) => `“${String(value)}”`).join(', ');
}
