/** A form that was sent without a connection, and waits. */
export interface KeptForm {
  /** Of the form; a second one of the same form takes the first one's place. */
  readonly key: string;
  /** Where it is posted. */
  readonly action: string;
  /** What it is about, to tell what could not be saved. */
  readonly title: string;
  /** The page to open when it is refused. */
  readonly page: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly keptAt?: number;
}

const draftPrefix = 'commonward:draft:';
const sendPrefix = 'commonward:send:';
/** Longer than that nobody remembers what was meant. */
const keptMs = 14 * 86_400_000;

/** Keeps what is typed. A browser that keeps nothing (private windows, full storage) does without. */
export function keep(key: string, fields: KeptForm['fields']): void {
  store(draftPrefix + key, { fields, keptAt: Date.now() });
}

/** What was typed and not saved yet; null when there is nothing, or only something of weeks ago. */
export function keptDraft(key: string): KeptForm['fields'] | null {
  return read(draftPrefix + key)?.fields ?? null;
}

export function forget(key: string): void {
  localStorage.removeItem(draftPrefix + key);
  localStorage.removeItem(sendPrefix + key);
}

/** Keeps a form until it can be sent. */
export function keepForSending(form: KeptForm): void {
  store(sendPrefix + form.key, { ...form, keptAt: Date.now() });
}

/** The forms that wait to be sent. */
export function keptForms(): KeptForm[] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(sendPrefix));
  return keys.map(read).filter((form): form is KeptForm => form !== null);
}

/**
 * Sends the forms that wait, one after the other, in one tab at a time. What the portal took is forgotten; what it refused
 * is kept as a draft, to be looked at; what did not reach it waits on. The keys in the forms keep a form that was taken
 * without our hearing of it from being written twice.
 */
export async function sendKept(): Promise<{
  sent: { form: KeptForm; address: string }[];
  refused: KeptForm[];
}> {
  const result = { sent: [] as { form: KeptForm; address: string }[], refused: [] as KeptForm[] };
  await navigator.locks.request('commonward:send', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    for (const form of keptForms()) {
      const answer = await post(form);
      if (answer === 'away') return;
      localStorage.removeItem(sendPrefix + form.key);
      if (answer === 'refused') result.refused.push(form);
      else {
        localStorage.removeItem(draftPrefix + form.key);
        result.sent.push({ form, address: answer.address });
      }
    }
  });
  return result;
}

async function post(form: KeptForm): Promise<'away' | 'refused' | { address: string }> {
  try {
    const body = new URLSearchParams(form.fields.map(([name, value]) => [name, value]));
    const response = await fetch(form.action, { method: 'POST', body });
    if (response.status === 429 || response.status >= 500) return 'away';
    return response.ok && response.redirected ? { address: response.url } : 'refused';
  } catch {
    return 'away';
  }
}

function store(key: string, value: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}

function read(key: string): KeptForm | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  const kept = JSON.parse(text) as KeptForm;
  if (Date.now() - (kept.keptAt ?? 0) < keptMs) return kept;
  localStorage.removeItem(key);
  return null;
}
