import { existsSync, readFileSync } from 'node:fs';

/*
 * Preloaded into a portal (`NODE_OPTIONS=--import`): its clock is as many milliseconds ahead as the file says that
 * `TEST_CLOCK_FILE` names, from the moment it is written. The embedded database asks the same clock. What fell due is
 * found when the portal starts, so a test that waits for it writes the file and starts the portal again.
 */
const file = process.env.TEST_CLOCK_FILE;
const RealDate = Date;
let readAt = 0;
let aheadMs = 0;

/** The present instant, moved; the file is read again once a millisecond at most. */
function movedNow(from: string): number {
  const now = RealDate.now();
  if (now !== readAt) {
    readAt = now;
    aheadMs = existsSync(from) ? Number(readFileSync(from, 'utf8')) : 0;
  }
  return now + aheadMs;
}

if (file !== undefined) {
  const from = file;
  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [number | string | Date]) {
      if (given.length === 0) super(movedNow(from));
      else super(...given);
    }

    static override now(): number {
      return movedNow(from);
    }
  } as DateConstructor;
}
