import type { APIRoute } from 'astro';
import { exportMyData } from '#features/account/my-account.server.ts';

export const prerender = false;

/** Everything the portal holds about the person who asks. */
export const GET: APIRoute = async ({ locals }) => {
  const person = await locals.person();
  if (!person) return new Response(null, { status: 401 });
  const data = await exportMyData(locals.app.db, person.id);
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="my-data.json"',
      'cache-control': 'private, no-store',
    },
  });
};
