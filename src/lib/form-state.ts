import { isTextKey, type TextKey, type TextValues, type Translate } from '#i18n/translate.ts';

/**
 * The one way forms work here. Every form posts to its own live page, works without scripts and answers a success
 * with 303:
 *
 *     const form = await formState(Astro, Astro.getActionResult(actions.account.rename), { name: person.name });
 *     if (form.data) return Astro.redirect(href(form.data.to), 303);
 *     ...
 *     <ErrorSummary errors={form.summary} title={form.problem} />
 *     <form method="post" action={actions.account.rename} novalidate>
 *       <Field name="name" value={form.values.name} error={form.errors.name} … />
 *
 * The action is made with `formAction` of `src/actions/form-action.ts` and an object schema whose messages are keys of
 * the catalog (`#lib/form-fields.ts` has the usual fields). `action={actions…}` replaces the query of the page's
 * address: what must survive travels in hidden fields.
 */
export interface FormState<Data> {
  /** What the action returned; undefined until it succeeded. */
  data: Data | undefined;
  /** What each field shows: what was typed or, before that, what the page proposed. */
  values: Record<string, string>;
  /** All answers to a field that may be sent several times, such as ticked boxes. */
  all(field: string): string[];
  /** The first error of each field, in the reader's language. */
  errors: Record<string, string | undefined>;
  /** The same, in the order of the form, for the error summary. */
  summary: { field: string; message: string }[];
  /** What stands in the way of the form as a whole, in the reader's language. */
  problem: string | undefined;
}

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

/** What `Astro.getActionResult` gives. */
type ActionResult<Data> =
  { data: Data; error: undefined } | { data: undefined; error: Error & { status: number } } | undefined;

/** The part of `Astro` that a form needs. */
interface FormPage {
  request: Request;
  response: { status?: number; readonly headers: Headers };
  locals: { t: Translate };
}

type Proposal = Record<string, string | number | boolean | readonly string[] | null | undefined>;

/**
 * The state of a form on its page: proposed values first, then what was typed with what is wrong about it. Sets the
 * response's status: 422 for fields that cannot be accepted, else the refusal's own.
 */
export async function formState<Data>(
  page: FormPage,
  result: ActionResult<Data>,
  proposal: Proposal = {},
): Promise<FormState<Data>> {
  if (!result) return untouched(proposal);
  if (!result.error) return { ...untouched<Data>(proposal), data: result.data };
  const { t } = page.locals;
  const typed = await readTyped(page.request);
  const { status, faults, problem } = readError(result.error, t);
  page.response.status = status;
  if (status === 429 || status === 503) setRetryAfter(page.response.headers, result.error);
  const summary = firstOfEach(faults, [...typed.keys()]);
  return {
    data: undefined,
    values: typedValues(typed, proposal),
    all: (field) => texts(typed, field),
    errors: Object.fromEntries(summary.map(({ field, message }) => [field, message])),
    summary,
    problem,
  };
}

function untouched<Data>(proposal: Proposal): FormState<Data> {
  const values: Record<string, string> = {};
  for (const [field, value] of Object.entries(proposal)) {
    if (value !== null && value !== undefined && !Array.isArray(value)) values[field] = String(value);
  }
  const all = (field: string): string[] => {
    const value = proposal[field];
    if (Array.isArray(value)) return value.map(String);
    return value === null || value === undefined ? [] : [String(value)];
  };
  return { data: undefined, values, all, errors: {}, summary: [], problem: undefined };
}

/** Astro read a copy of the body, so it is still there; a body that is no form has no values. */
async function readTyped(request: Request): Promise<FormData> {
  try {
    return await request.clone().formData();
  } catch {
    return new FormData();
  }
}

const texts = (typed: FormData, field: string): string[] =>
  typed.getAll(field).filter((value) => typeof value === 'string');

function typedValues(typed: FormData, proposal: Proposal): Record<string, string> {
  // A body that could not be read keeps the proposal, which is better than an empty form.
  if ([...typed.keys()].length === 0) return untouched(proposal).values;
  return Object.fromEntries([...typed.keys()].map((field) => [field, texts(typed, field)[0] ?? '']));
}

interface Fault {
  field: string;
  message: string;
}

function readError(
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

function firstOfEach(faults: readonly Fault[], order: readonly string[]): Fault[] {
  const first = new Map<string, Fault>();
  for (const fault of faults) if (!first.has(fault.field)) first.set(fault.field, fault);
  const place = ({ field }: Fault) => (order.includes(field) ? order.indexOf(field) : order.length);
  return [...first.values()].sort((a, b) => place(a) - place(b));
}

function setRetryAfter(headers: Headers, error: Error): void {
  const seconds = readRefusal(error.message)?.values?.retryAfterSeconds;
  headers.set('Retry-After', String(typeof seconds === 'number' ? seconds : 5));
}
