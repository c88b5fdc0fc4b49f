/** Codes of a lost or refused connection, from Node, postgres.js, and SQLSTATE classes 08 and 57P. */
const unreachable =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|ENOENT|EAI_AGAIN|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|08...|57P0.)$/;
/** SQLSTATE class 53: it can be reached, but has no connection, memory or disk to spare. */
const overloaded = /^53...$/;

/** Whether an error means that nobody answers where the database should be. */
export function isDatabaseUnreachable(error: unknown): boolean {
  return someCode(error, (code) => unreachable.test(code));
}

/** Whether an error means that the database can do nothing for us at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  return someCode(error, (code) => unreachable.test(code) || overloaded.test(code));
}

function someCode(error: unknown, isIt: (code: string) => boolean): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown };
    if (typeof code === 'string' && isIt(code)) return true;
    if (cause instanceof AggregateError && cause.errors.some((each) => someCode(each, isIt))) return true;
  }
  return false;
}

/** The status that a page's failure is answered with. */
export function problemOf(error: unknown): 500 | 503 {
  return isDatabaseAway(error) ? 503 : 500;
}
