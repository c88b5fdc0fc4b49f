import { account } from './account.ts';
import { approaches } from './approaches.ts';
import { checkIns } from './check-ins.ts';
import { groups } from './groups.ts';
import { hands } from './hands.ts';
import { impact } from './impact.ts';
import { meetings } from './meetings.ts';
import { membership } from './membership.ts';
import { organize } from './organize.ts';
import { prompts } from './prompts.ts';
import { questions } from './questions.ts';
import { reflections } from './reflections.ts';

/** Every form of the portal, by noun. */
export const server = {
  account,
  approaches,
  checkIns,
  groups,
  hands,
  impact,
  meetings,
  membership,
  organize,
  prompts,
  questions,
  reflections,
};
