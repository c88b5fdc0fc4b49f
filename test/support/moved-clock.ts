import { existsSync, readFileSync } from 'node:fs';

/*
 * Preloaded into a portal (`NODE_OPTIONS=--import`): its clock is as many milliseconds ahead as the file says that
 * `TEST_CLOCK_FILE` names. The embedded database asks the same clock. What fell due is found when the portal starts, so a
 * test writes the file and starts the portal again.
 */
const file = process.env.TEST_CLOCK_FILE;
const aheadMs = file && existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
const RealDate = Date;

class MovedDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(RealDate.now() + aheadMs);
    else super(...given);
  }

  static override now(): number {
    return RealDate.now() + aheadMs;
  }
}

if (aheadMs !== 0) globalThis.Date = MovedDate as DateConstructor;
