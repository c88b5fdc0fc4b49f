const quietMs = 60_000;

/**
 * Says the same trouble once a minute, however often it happens: while a database is away, whatever asks it says so
 * each second. `elapsedMs` counts up and never back.
 */
export function calmly(
  say: (error: Error) => void,
  elapsedMs: () => number = () => performance.now(),
): (error: Error) => void {
  const said = new Map<string, number>();
  return (error) => {
    const now = elapsedMs();
    for (const [words, at] of said) if (now - at >= quietMs) said.delete(words);
    if (said.has(error.message)) return;
    said.set(error.message, now);
    say(error);
  };
}
