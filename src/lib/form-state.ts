import type { Translate } from '#i18n/translate.ts';
import { type Fault, firstOfEach, readError, setRetryAfter } from './form-faults.ts';
import { actionOf, openActs, type SignedOutForm, signedOutForm } from './signed-out.ts';

/**
 * The one way forms work here. Every form posts to its own live page, works without scripts and answers a success
 * with 303:
 *
 *     const form = await formState(Astro, Astro.getActionResult(actions.account.rename), { name: person.name });
 *     if (form.data) return Astro.redirect(href(form.data.to), 303);
 *     ...
 *     <ErrorSummary errors={form.summary} title={form.problem} />
 *     <form method="post" action={actions.account.rename} novalidate>
 *       <Field {...form.field('name')} label={t('account.name')} />
 *
 * The action is made with `formAction` of `src/actions/form-action.ts` and an object schema whose messages are keys of
 * the catalog (`#lib/form-fields.ts` has the usual fields). `action={actions…}` replaces the query of the page's
 * address: what must survive travels in hidden fields. Whoever was signed out meanwhile gets what they sent back from
 * the layout, above whatever the page then shows.
 */
export interface FormState<Data> {
  /** Whether it was sent and came back refused. */
  refused: boolean;
  /** What the action returned; undefined until it succeeded. */
  data: Data | undefined;
  /** What each field shows: what was typed or, before that, what the page proposed. */
  values: Record<string, string>;
  /** What a field's component needs of the form: its name, what it shows, what is wrong with it. */
  field(name: string): { name: string; value: string | undefined; error: string | undefined };
  /** All answers to a field that may be sent several times, such as ticked boxes. */
  all(field: string): string[];
  /** The first error of each field, in the reader's language. */
  errors: Record<string, string | undefined>;
  /** The same, in the order of the form, for the error summary. */
  summary: { field: string; message: string }[];
  /** What stands in the way of the form as a whole, in the reader's language. */
  problem: string | undefined;
}

/** What `Astro.getActionResult` gives. */
type ActionResult<Data> =
  { data: Data; error: undefined } | { data: undefined; error: Error & { status: number } } | undefined;

/** The part of `Astro` that a form needs. */
interface FormPage {
  request: Request;
  response: { status?: number; readonly headers: Headers };
  locals: {
    t: Translate;
    person?: () => Promise<unknown>;
    signedOut?: SignedOutForm | undefined;
  };
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
  const { status, faults, problem } = await signedOutFirst(page, typed, readError(result.error, t));
  page.response.status = status;
  if (status === 429 || status === 503) setRetryAfter(page.response.headers, result.error);
  const summary = firstOfEach(faults, [...typed.keys()]);
  const values = typedValues(typed, proposal);
  const errors = Object.fromEntries(summary.map(({ field, message }) => [field, message]));
  return {
    refused: true,
    data: undefined,
    values,
    errors,
    field: (name) => ({ name, value: values[name], error: errors[name] }),
    all: (field) => texts(typed, field),
    summary,
    problem,
  };
}

type FormError = { status: number; faults: Fault[]; problem?: string };

/**
 * Whoever is signed out is told that before anything else: the fields that are wrong may stand on no page they can see.
 * The layout then says so and shows what was sent, so the page's own summary stays away.
 */
async function signedOutFirst(page: FormPage, typed: FormData, error: FormError): Promise<FormError> {
  const { locals, request } = page;
  const action = actionOf(request);
  const isOut =
    error.status === 401 ||
    (error.status === 422 && !openActs.has(action) && locals.person && !(await locals.person()));
  if (!isOut) return error;
  locals.signedOut = signedOutForm(action, typed);
  return { status: 401, faults: [] };
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
  const field = (name: string) => ({ name, value: values[name], error: undefined });
  return { refused: false, data: undefined, values, errors: {}, field, all, summary: [], problem: undefined };
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
