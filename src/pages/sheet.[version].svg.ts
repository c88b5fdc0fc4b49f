import type { APIRoute, GetStaticPaths } from 'astro';
import { baseDrawing } from '#features/map/base-drawing.ts';
import { loadTownOfBuild } from '#features/town/build-town.server.ts';

export const prerender = true;

/** The town's base drawing, at an address that changes with it. */
export const getStaticPaths: GetStaticPaths = async () => {
  const { version } = baseDrawing(await loadTownOfBuild());
  return [{ params: { version } }];
};

export const GET: APIRoute = ({ locals: { town } }) =>
  new Response(baseDrawing(town).svg, { headers: { 'content-type': 'image/svg+xml' } });
