import { account } from './account.ts';
import { approaches } from './approaches.ts';
import { checkIns } from './check-ins.ts';
import { following } from './following.ts';
import { groups } from './groups.ts';
import { hands } from './hands.ts';
import { growth } from './growth.ts';
import { impact } from './impact.ts';
import { meetings } from './meetings.ts';
import { mails } from './mails.ts';
import { membership } from './membership.ts';
import { moderation } from './moderation.ts';
import { organize } from './organize.ts';
import { prompts } from './prompts.ts';
import { questions } from './questions.ts';
import { reflections } from './reflections.ts';

/** Every form of the portal, by noun. */
export const server = {
  account,
  approaches,
  checkIns,
  following,
  groups,
  hands,
  growth,
  impact,
  meetings,
  mails,
  membership,
  moderation,
  organize,
  prompts,
  questions,
  reflections,
};
