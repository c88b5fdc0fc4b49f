import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from compiling the embedded database a second time, for speed: that takes some 600 MB for seconds while queries
 * become hardly faster (measured: 0.93 instead of 0.86 ms). To be called before the database is opened.
 */
export function compileWasmOnce(): void {
  // Set while running, the first does not bring along the other two as it does on the command line.
  for (const flag of ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'])
    setFlagsFromString(flag);
}
