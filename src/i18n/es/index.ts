import { account } from './account.ts';
import { approaches } from './approaches.ts';
import { chapters } from './chapters.ts';
import { checkIns } from './check-ins.ts';
import { common } from './common.ts';
import { digest } from './digest.ts';
import { feed } from './feed.ts';
import { following } from './following.ts';
import { forms } from './forms.ts';
import { groupLine } from './group-line.ts';
import { groups } from './groups.ts';
import { hands } from './hands.ts';
import { growth } from './growth.ts';
import { home } from './home.ts';
import { impact } from './impact.ts';
import { layout } from './layout.ts';
import { learn } from './learn.ts';
import { mail } from './mail.ts';
import { map } from './map.ts';
import { meetings } from './meetings.ts';
import { membership } from './membership.ts';
import { moderation } from './moderation.ts';
import { organize } from './organize.ts';
import { pace } from './pace.ts';
import { places } from './places.ts';
import { posters } from './posters.ts';
import { problems } from './problems.ts';
import { prompts } from './prompts.ts';
import { questions } from './questions.ts';
import { reading } from './reading.ts';
import { reflections } from './reflections.ts';
import { reports } from './reports.ts';

/** El catálogo en español: una entrada por espacio de nombres. */
export const es = {
  account,
  approaches,
  chapters,
  checkIns,
  common,
  digest,
  feed,
  following,
  forms,
  groupLine,
  groups,
  hands,
  growth,
  home,
  impact,
  layout,
  learn,
  mail,
  map,
  meetings,
  membership,
  moderation,
  organize,
  pace,
  places,
  posters,
  problems,
  prompts,
  questions,
  reading,
  reflections,
  reports,
};
