import { common } from './common.ts';

/** The English catalog: one entry a namespace, one file each. */
export const en = { common };
