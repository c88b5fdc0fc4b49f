import { isTextKey, type TextKey, type TextValues, type Translate } from '#i18n/translate.ts';

/** Why an act was refused: a text, and the field it belongs to if it belongs to one. */
export interface Refusal {
  key: TextKey;
  values?: Record<string, string | number | boolean>;
  field?: string;
}

/** Carries a refusal as an error's message, the one part of it that reaches the page. */
export function refusalMessage(refusal: Refusal): string {
  return JSON.stringify(refusal);
}

/** Carries what is wrong with fields whose rules depend on more than the form, such as the measure reported on. */
export function issuesMessage(issues: readonly FieldIssue[]): string {
  return JSON.stringify({
    issues: issues.map(({ path, message, minimum, maximum, params }) => ({
      path: path.map(String),
      message,
      minimum,
      maximum,
      params,
    })),
  });
}

/** What is wrong with a field: the key of its text, and the limits that the text names. */
export interface FieldIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly params?: unknown;
}

/** A field and what is wrong with it, in the reader's language. */
export interface Fault {
  field: string;
  message: string;
}

/** What an action's error says: the status it stands for, faults of fields, or what stands in the way as a whole. */
export function readError(
  error: Error & { status: number },
  t: Translate,
): { status: number; faults: Fault[]; problem?: string } {
  if ('issues' in error && Array.isArray(error.issues)) {
    return { status: 422, faults: (error.issues as Issue[]).map((issue) => faultOf(issue, t)) };
  }
  const issues = readIssues(error.message);
  if (issues) return { status: 422, faults: issues.map((issue) => faultOf(issue, t)) };
  const refusal = readRefusal(error.message);
  if (!refusal) return { status: error.status, faults: [], problem: t(problemKey(error.status)) };
  const message = t(refusal.key, refusal.values);
  if (refusal.field === undefined) return { status: error.status, faults: [], problem: message };
  return { status: error.status, faults: [{ field: refusal.field, message }] };
}

function readIssues(message: string): Issue[] | null {
  try {
    const sent = JSON.parse(message) as { issues?: Issue[] } | null;
    return Array.isArray(sent?.issues) ? sent.issues : null;
  } catch {
    return null;
  }
}

function readRefusal(message: string): Refusal | null {
  try {
    const refusal = JSON.parse(message) as Partial<Refusal> | null;
    return typeof refusal?.key === 'string' && isTextKey(refusal.key) ? (refusal as Refusal) : null;
  } catch {
    return null;
  }
}

function problemKey(status: number): TextKey {
  if (status === 400 || status === 404 || status === 415) return 'forms.stale';
  if (status === 401) return 'forms.signedOut';
  if (status === 403) return 'forms.notAllowed';
  if (status === 413) return 'forms.tooLarge';
  if (status === 429) return 'forms.tooOften';
  return status === 503 ? 'forms.unavailable' : 'forms.failed';
}

/** An issue as zod reports it, after it travelled as JSON. */
interface Issue {
  code?: string;
  message: string;
  path: readonly (string | number)[];
  minimum?: number;
  maximum?: number;
  params?: TextValues;
}

function faultOf(issue: Issue, t: Translate): Fault {
  const { minimum, maximum, params } = issue;
  const key = isTextKey(issue.message) ? issue.message : keyByCode(issue.code);
  return { field: String(issue.path[0] ?? ''), message: t(key, { minimum, maximum, ...params }) };
}

/** A text for issues whose schema names none. */
function keyByCode(code: string | undefined): TextKey {
  if (code === 'too_big') return 'forms.tooLong';
  return code === 'invalid_type' || code === 'too_small' ? 'forms.missing' : 'forms.wrong';
}

/** The first fault of each field, in the order of the form. */
export function firstOfEach(faults: readonly Fault[], order: readonly string[]): Fault[] {
  const first = new Map<string, Fault>();
  for (const fault of faults) if (!first.has(fault.field)) first.set(fault.field, fault);
  const place = ({ field }: Fault) => (order.includes(field) ? order.indexOf(field) : order.length);
  return [...first.values()].sort((a, b) => place(a) - place(b));
}

/** Says when the form may be sent again; five seconds where the refusal does not know. */
export function setRetryAfter(headers: Headers, error: Error): void {
  const seconds = readRefusal(error.message)?.values?.retryAfterSeconds;
  headers.set('Retry-After', String(typeof seconds === 'number' ? seconds : 5));
}
