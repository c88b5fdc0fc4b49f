/** What came back: the response and its text. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Where a redirect points, as path and query. */
  location: string | null;
}

/** Somebody with a browser that has no JavaScript: keeps cookies, sends forms, follows nothing by itself. */
export interface Visitor {
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  /** Sends a form as the page would, with its Origin. */
  post: (
    path: string,
    form: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  /** Sends a form and follows its 303, as a browser does. */
  submit: (path: string, form: Record<string, string | string[]>) => Promise<Answer>;
  cookies: Map<string, string>;
}

/** A visitor of the portal at `url` who has not been here before; `always` are headers that each request carries. */
export function visitor(url: string, always: Record<string, string> = {}): Visitor {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      accept: 'text/html',
      ...always,
      ...(cookie ? { cookie } : {}),
      ...(init.headers as Record<string, string>),
    };
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    const location = response.headers.get('location');
    const target = location === null ? null : new URL(location, new URL(path, url));
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: target && target.pathname + target.search,
    };
  };
  const post: Visitor['post'] = (path, form, headers = {}) =>
    ask(path, { method: 'POST', body: encode(form), headers: { origin: url, ...headers } });
  const get: Visitor['get'] = (path, headers = {}) => ask(path, { headers });
  const submit: Visitor['submit'] = async (path, form) => {
    const answer = await post(path, form);
    return answer.status === 303 && answer.location ? get(answer.location) : answer;
  };
  return { cookies, get, post, submit };
}

function encode(form: Record<string, string | string[]>): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const each of Array.isArray(value) ? value : [value]) body.append(name, each);
  }
  return body;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const at = pair.indexOf('=');
  const name = pair.slice(0, at).trim();
  const value = pair.slice(at + 1).trim();
  const gone = attributes.some((each) => /^\s*max-age=0/i.test(each)) || value === '';
  if (gone) cookies.delete(name);
  else cookies.set(name, value);
}
