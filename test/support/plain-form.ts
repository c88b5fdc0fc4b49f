import type { Answer, Visitor } from './visitor.ts';

export type PlainForm = Record<string, string | string[]>;

const plain = (text: string) =>
  text
    .replaceAll('&#39;', "'")
    .replaceAll('&#38;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const attribute = (tag: string, name: string) => {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
};

/** What a browser without scripts would send back of the form of `action`: its fields as they were shown. */
export function formOf({ text }: Answer, action: string): PlainForm {
  const named = action.replaceAll('.', String.raw`\.`);
  const form = new RegExp(`<form[^>]*_action=${named}"[^>]*>([\\s\\S]*?)</form>`).exec(text)?.[1];
  if (form === undefined) throw new Error(`no form of ${action} in:\n${text.slice(0, 2000)}`);
  const fields: PlainForm = {};
  const keep = (name: string | undefined, value: string) => {
    if (name === undefined) return;
    const there = fields[name];
    fields[name] = there === undefined ? value : [...(Array.isArray(there) ? there : [there]), value];
  };
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const chosen = !['checkbox', 'radio'].includes(attribute(tag, 'type') ?? '') || tag.includes(' checked');
    if (chosen) keep(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
  }
  for (const [, tag = '', words = ''] of form.matchAll(/(<textarea[^>]*>)([\s\S]*?)<\/textarea>/g))
    keep(attribute(tag, 'name'), plain(words));
  for (const [, tag = '', options = ''] of form.matchAll(/(<select[^>]*>)([\s\S]*?)<\/select>/g)) {
    const all = [...options.matchAll(/<option[^>]*>/g)].map(([option]) => option);
    const shown = all.find((option) => option.includes(' selected')) ?? all[0] ?? '';
    keep(attribute(tag, 'name'), attribute(shown, 'value') ?? '');
  }
  return fields;
}

/** Opens a page as a browser does, through its redirects; returns where it led, too. */
export async function open(person: Visitor, path: string): Promise<Answer & { path: string }> {
  const answer = await person.get(path);
  if (answer.location && answer.status >= 300 && answer.status < 400) return open(person, answer.location);
  return { ...answer, path };
}

/** Opens a page, fills in its form and sends it. @returns where it leads; @throws what the page said against it */
export async function fillIn(
  person: Visitor,
  path: string,
  action: string,
  given: (shown: PlainForm) => PlainForm,
): Promise<string> {
  const page = await open(person, path);
  const shown = formOf(page, action);
  const [own] = page.path.split('?');
  const answer = await person.post(`${own}?_action=${action}`, { ...shown, ...given(shown) });
  if (answer.status === 303 && answer.location) return answer.location;
  const said = /error-summary[\s\S]{0,900}/.exec(answer.text)?.[0] ?? answer.text.slice(0, 900);
  throw new Error(`${action} was refused with ${answer.status}: ${said}`);
}
