import { common } from './common.ts';
<<<<<<< HEAD
import { impact } from './impact.ts';

/** The English catalog: one entry a namespace, one file each. */
export const en = { common, impact };
=======
import { problems } from './problems.ts';

/** The English catalog: one entry a namespace, one file each. */
export const en = { common, problems };
>>>>>>> 2939721 (Open the house: settings, entry, build and middleware)
