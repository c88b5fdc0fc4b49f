/** Where a text stops being JSON. Lines and columns count from 1; `near` is what stands just before. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly near: string;
  readonly truncated: boolean;
}

const token =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** What may follow a token, or null where the token itself is out of place. */
function next(
  expected: Expected,
  mark: string | undefined,
  isString: boolean,
  open: string[],
): Expected | null {
  const wantsValue = expected === 'value' || expected === 'value-or-end';
  const after = (): Expected => (open.length === 0 ? 'nothing' : 'comma-or-end');
  if (mark === undefined) {
    if (wantsValue) return after();
    return isString && (expected === 'key' || expected === 'key-or-end') ? 'colon' : null;
  }
  if (mark === '{' || mark === '[') {
    if (!wantsValue) return null;
    open.push(mark);
    return mark === '{' ? 'key-or-end' : 'value-or-end';
  }
  if (mark === ':') return expected === 'colon' ? 'value' : null;
  if (mark === ',') {
    if (expected !== 'comma-or-end') return null;
    return open.at(-1) === '{' ? 'key' : 'value';
  }
  const closes = expected === 'comma-or-end' || expected === (mark === '}' ? 'key-or-end' : 'value-or-end');
  if (!closes || open.pop() !== (mark === '}' ? '{' : '[')) return null;
  return after();
}

/**
 * Finds the place where `text` stops being JSON. JSON.parse names a place only for some faults, and a person
 * who mends a file needs it for all of them. Returns null for valid JSON. Grammar: RFC 8259.
 */
export function findJsonFault(text: string): JsonFault | null {
  const open: string[] = [];
  let expected: Expected = 'value';
  let position = 0;
  for (;;) {
    token.lastIndex = position;
    const found = token.exec(text);
    if (found === null) break;
    const following = next(expected, found[1], found[2]?.startsWith('"') ?? false, open);
    if (following === null)
      return faultAt(text, token.lastIndex - (found[1] ?? found[2] ?? '').length, false);
    expected = following;
    position = token.lastIndex;
  }
  const rest = text.slice(position).search(/[^ \t\r\n]/);
  if (rest === -1) return expected === 'nothing' ? null : faultAt(text, text.trimEnd().length, true);
  const unfinished = /^(?:"(?:[^"\\\u0000-\u001f]|\\.)*\\?|-|[a-z]{1,4})$/.test(text.slice(position + rest));
  return unfinished && expected !== 'nothing'
    ? faultAt(text, text.trimEnd().length, true)
    : faultAt(text, position + rest, false);
}

function faultAt(text: string, offset: number, truncated: boolean): JsonFault {
  const before = text.slice(0, offset);
  let line = 1;
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line += 1;
  const column = offset - before.lastIndexOf('\n');
  return { line, column, near: before.slice(-40).replace(/\s+/g, ' ').trim(), truncated };
}
