import { account } from './account.ts';
import { approaches } from './approaches.ts';
import { groups } from './groups.ts';
import { impact } from './impact.ts';
import { membership } from './membership.ts';
import { organize } from './organize.ts';
import { prompts } from './prompts.ts';
import { questions } from './questions.ts';
import { reflections } from './reflections.ts';

/** Every form of the portal, by noun. */
export const server = {
  account,
  approaches,
  groups,
  impact,
  membership,
  organize,
  prompts,
  questions,
  reflections,
};
