import { stopPage } from '#features/notify/mail-wishes.ts';

/**
 * Whether a request may be a mail client's press on its own “Unsubscribe” (RFC 8058): a POST to exactly the address of a
 * stopping link, with no action of ours. It comes without Origin and without cookies, and what it may do is in the
 * signed link alone, so that nothing is forged by letting it through.
 */
export function isOneClick(method: string, url: URL): boolean {
  const bare = url.pathname.replace(/^\/[a-z]{2}(?=\/unsubscribe\/$)/, '');
  return method === 'POST' && bare === stopPage && !url.searchParams.has('_action');
}

/** Whether its body says so, as RFC 8058 (3.1) has it. */
export async function isOneClickPress(request: Request): Promise<boolean> {
  try {
    return (await request.formData()).get('List-Unsubscribe') === 'One-Click';
  } catch {
    return false;
  }
}
