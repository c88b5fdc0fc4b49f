import {
  forget,
  keep,
  keepForSending,
  type KeptForm,
  keptDraft,
  keptForms,
  sendKept,
} from './kept-forms.client.ts';

/** How long the portal may take to say that it is there. */
const answerMs = 6000;

/**
 * `<kept-form data-draft="key" data-title="…" data-page="…">` around a form that is sent from one phone on a table: keeps
 * what is typed in this browser until it is saved, and what was sent without a connection until there is one. Without
 * scripts the form works all the same.
 */
class KeptFormElement extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    if (!form) return;
    this.restore(form);
    form.addEventListener('input', () => {
      keep(this.key, fieldsOf(form));
      this.show('kept');
    });
    form.addEventListener('submit', (event) => {
      if (form.dataset.reached === 'yes') return;
      event.preventDefault();
      void this.send(form, event.submitter);
    });
  }

  private get key(): string {
    return this.dataset.draft ?? '';
  }

  /** Sends the form as ever once the portal answers; otherwise keeps it for later. */
  private async send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const fields = fieldsOf(form, submitter);
    keep(this.key, fields);
    if (await isReachable()) {
      sessionStorage.setItem('commonward:sent', this.key);
      form.dataset.reached = 'yes';
      form.requestSubmit(submitter instanceof HTMLButtonElement ? submitter : undefined);
      delete form.dataset.reached;
      return;
    }
    const { title = '', page = location.pathname } = this.dataset;
    keepForSending({ key: this.key, action: form.action, title, page, fields });
    this.show('offline');
  }

  /** Puts a draft back, unless the server already filled the form with what was typed. */
  private restore(form: HTMLFormElement): void {
    const draft = keptDraft(this.key);
    if (draft === null || document.querySelector('.error-summary') !== null) return;
    adoptRows(form, draft);
    const names = new Set(draft.map(([name]) => name));
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio'))
        field.checked = draft.some(([name, value]) => name === field.name && value === field.value);
    }
    for (const name of names) {
      const field = form.elements.namedItem(name);
      const value = draft.find(([each]) => each === name)?.[1] ?? '';
      if (isText(field)) field.value = value;
    }
    this.show(keptForms().some(({ key }) => key === this.key) ? 'offline' : 'restored');
  }

  show(state: 'kept' | 'offline' | 'restored'): void {
    for (const line of this.querySelectorAll<HTMLElement>('.kept')) line.hidden = !(state in line.dataset);
  }
}

type TextField = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isText(element: unknown): element is TextField {
  if (element instanceof HTMLInputElement) return element.type !== 'checkbox' && element.type !== 'radio';
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

function fieldsOf(form: HTMLFormElement, submitter: HTMLElement | null = null): [string, string][] {
  const data = new FormData(form, submitter);
  return [...data].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
}

/**
 * A form's empty rows have new keys each time the page is made. Those of the draft take their places, so that a row that
 * was sent already is the same row again.
 */
function adoptRows(form: HTMLFormElement, draft: KeptForm['fields']): void {
  const drafted = draft.filter(([name]) => name === 'row[]').map(([, key]) => key);
  const rows = [...form.querySelectorAll<HTMLInputElement>('input[name="row[]"]')];
  const here = rows.map(({ value }) => value);
  const empty = rows.filter(({ value }) => !drafted.includes(value) && textIn(form, value) === '');
  for (const key of drafted.filter((each) => !here.includes(each))) {
    const row = empty.shift();
    if (!row) return;
    for (const field of form.elements) {
      const name = field.getAttribute('name') ?? '';
      if (name.endsWith(`-${row.value}`)) field.setAttribute('name', name.replace(row.value, key));
    }
    row.value = key;
  }
}

function textIn(form: HTMLFormElement, row: string): string {
  const field = form.elements.namedItem(`text-${row}`);
  return isText(field) ? field.value : '';
}

async function isReachable(): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    const signal = AbortSignal.timeout(answerMs);
    return (await fetch('/healthz', { method: 'HEAD', cache: 'no-store', signal })).ok;
  } catch {
    return false;
  }
}

/** Sends what waits, tells what came of it, and shows the page as it is now where that was this one. */
async function sendWhatWaits(): Promise<void> {
  if (keptForms().length === 0) return;
  const { sent, refused } = await sendKept();
  const here = document.querySelector<HTMLElement>('kept-form');
  const done = sent.find(({ form }) => form.key === here?.dataset.draft);
  if (done) {
    location.assign(done.address);
    return;
  }
  tell(sent.length > 0, refused);
}

function tell(sent: boolean, refused: readonly KeptForm[]): void {
  for (const line of document.querySelectorAll<HTMLElement>('[data-sent]')) line.hidden = !sent;
  for (const line of document.querySelectorAll<HTMLElement>('[data-not-sent]')) {
    const [first] = refused;
    line.hidden = !first;
    const link = line.querySelector('a');
    if (first && link) link.href = first.page;
    const title = line.querySelector('[data-of]');
    if (first && title) title.textContent = first.title;
  }
}

/** A page that says that a form was saved forgets its draft. */
function forgetSaved(): void {
  const sent = sessionStorage.getItem('commonward:sent');
  if (sent === null || document.querySelector('[data-report-saved], [data-saved]') === null) return;
  forget(sent);
  sessionStorage.removeItem('commonward:sent');
}

forgetSaved();
customElements.define('kept-form', KeptFormElement);
window.addEventListener('online', () => void sendWhatWaits());
void sendWhatWaits();
