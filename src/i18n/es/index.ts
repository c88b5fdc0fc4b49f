import { common } from './common.ts';
<<<<<<< HEAD
import { impact } from './impact.ts';

/** El catálogo en español: una entrada por espacio de nombres. */
export const es = { common, impact };
=======
import { problems } from './problems.ts';

/** El catálogo en español: una entrada por espacio de nombres. */
export const es = { common, problems };
>>>>>>> 2939721 (Open the house: settings, entry, build and middleware)
