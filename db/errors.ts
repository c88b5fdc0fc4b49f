/** What the database refused: SQLSTATE and, for constraints, their name. */
export interface DatabaseRefusal {
  code: string;
  constraint: string | undefined;
}

/**
 * Reads a refusal out of either driver's error, however drizzle wrapped it.
 * @returns null when the error did not come from the database.
 */
export function databaseRefusal(error: unknown): DatabaseRefusal | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, constraint, constraint_name } = cause as Error & Record<string, unknown>;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
      const name = constraint_name ?? constraint;
      return { code, constraint: typeof name === 'string' ? name : undefined };
    }
  }
  return null;
}

/** Whether `error` is the database saying no through this constraint. */
export function refusedBy(error: unknown, constraint: string): boolean {
  return databaseRefusal(error)?.constraint === constraint;
}
