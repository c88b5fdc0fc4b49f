/** Codes of a lost or refused connection, from Node, postgres.js, and SQLSTATE classes 08, 53 and 57P. */
const away =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|ENOENT|EAI_AGAIN|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|08...|53...|57P0.)$/;

/** Whether an error means that the database cannot be reached for the moment. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown };
    if (typeof code === 'string' && away.test(code)) return true;
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseAway)) return true;
  }
  return false;
}

/** The status that a page's failure is answered with. */
export function problemOf(error: unknown): 500 | 503 {
  return isDatabaseAway(error) ? 503 : 500;
}
