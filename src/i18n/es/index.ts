import { common } from './common.ts';
import { impact } from './impact.ts';
import { problems } from './problems.ts';

/** El catálogo en español: una entrada por espacio de nombres. */
export const es = {
  common,
  impact,
  problems,
};
