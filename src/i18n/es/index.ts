import { common } from './common.ts';

/** El catálogo en español: una entrada por espacio de nombres. */
export const es = { common };
