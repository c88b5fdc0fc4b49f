import { common } from './common.ts';
import { impact } from './impact.ts';
import { problems } from './problems.ts';

/** The English catalog: one entry a namespace, one file each. */
export const en = {
  common,
  impact,
  problems,
};
