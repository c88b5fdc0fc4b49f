import type { Act } from '#features/organize/permissions.ts';
import { account } from './account.ts';
import { following } from './following.ts';
import { groups } from './groups.ts';
import { growth } from './growth.ts';
import { impact } from './impact.ts';
import { learning } from './learning.ts';
import { meetings } from './meetings.ts';
import { membership } from './membership.ts';
import { organizing } from './organizing.ts';
import { reading } from './reading.ts';
import { trust } from './trust.ts';
import type { Recipe } from './recipe.ts';

const nouns = {
  account,
  following,
  groups,
  growth,
  impact,
  learning,
  meetings,
  membership,
  organizing,
  reading,
  trust,
};

/** Every recipe, by act. An act with two recipes stands here twice. */
export const recipes = Object.values(nouns).flatMap((noun) => Object.entries(noun) as [Act, Recipe][]);
