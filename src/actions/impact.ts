import { amend, confirm, redact, share, withdraw } from './impact/change.ts';
import { choose, define, stop } from './impact/measures.ts';
import { report, reportByLink } from './impact/post.ts';

/** Reports, what becomes of them, and what groups measure. */
export const impact = { report, reportByLink, amend, withdraw, redact, confirm, share, choose, define, stop };
