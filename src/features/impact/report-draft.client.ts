/**
 * `<report-draft data-draft="key">` around a form: keeps what is typed in this browser until the form was sent, and
 * tells when there is no connection. Without scripts the form works all the same.
 */
class ReportDraft extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    if (!form) return;
    const key = `commonward:${this.dataset.draft ?? ''}`;
    this.restore(form, key);
    form.addEventListener('input', () => {
      localStorage.setItem(key, JSON.stringify(typed(form)));
      this.show('kept');
    });
    form.addEventListener('submit', (event) => {
      if (!navigator.onLine) {
        event.preventDefault();
        this.show('offline');
        return;
      }
      sessionStorage.setItem('commonward:sent', key);
    });
  }

  /** Puts a draft back, unless the server already filled the form with what was typed. */
  private restore(form: HTMLFormElement, key: string): void {
    const draft = localStorage.getItem(key);
    if (draft === null || document.querySelector('.error-summary') !== null) return;
    const kept = JSON.parse(draft) as Record<string, string>;
    for (const [name, value] of Object.entries(kept)) {
      const field = form.elements.namedItem(name);
      if (isField(field)) field.value = value;
    }
    this.show('restored');
  }

  private show(state: 'kept' | 'offline' | 'restored'): void {
    for (const line of this.querySelectorAll<HTMLElement>('.kept')) line.hidden = !(state in line.dataset);
  }
}

type TextField = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isField(element: unknown): element is TextField {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}

/** What the person typed, and the form's key, so that sending a draft again is not a second report. */
function typed(form: HTMLFormElement): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') kept[name] = value;
  return kept;
}

/** A page that says the report was saved clears its draft. */
function forgetSent(): void {
  const sent = sessionStorage.getItem('commonward:sent');
  if (sent === null || document.querySelector('[data-report-saved]') === null) return;
  localStorage.removeItem(sent);
  sessionStorage.removeItem('commonward:sent');
}

customElements.define('report-draft', ReportDraft);
forgetSent();
