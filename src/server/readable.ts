/**
 * The status with which an address is refused that no page could have: its path cannot be decoded, or it carries a
 * character that no database takes. A stray `%` in the query is read as itself, as browsers do.
 */
export function addressFault(url: URL): 400 | 404 | undefined {
  if (!isReadable(url.pathname)) return 404;
  for (const pair of url.searchParams) if (pair.some((text) => text.includes('\0'))) return 400;
  return undefined;
}

function isReadable(pathname: string): boolean {
  try {
    return !decodeURIComponent(pathname).includes('\0');
  } catch {
    return false;
  }
}

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** Whether what is sent is a form, or nothing at all: the only thing that pages take. */
export function isForm(contentType: string | undefined): boolean {
  const [type = ''] = (contentType ?? '').split(';');
  return type === '' || formTypes.includes(type.trim().toLowerCase());
}
