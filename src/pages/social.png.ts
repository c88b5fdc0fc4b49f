import type { APIRoute } from 'astro';
import { drawSocialPicture } from '#features/town/social-picture.server.ts';

export const prerender = true;

/** The picture that goes with shared links. */
export const GET: APIRoute = async ({ locals: { town } }) =>
  new Response(new Uint8Array(await drawSocialPicture(town)), { headers: { 'content-type': 'image/png' } });
