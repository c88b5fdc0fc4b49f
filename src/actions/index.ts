import { impact } from './impact.ts';
import { organize } from './organize.ts';

/** Every form of the portal, by noun. */
export const server = { impact, organize };
