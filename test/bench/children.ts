import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Starts a helper process that answers its first message with one of its own. */
export async function startHelper<Answer>(
  script: string,
  message: object,
  execArgv: string[] = [],
): Promise<{ process: ChildProcess; answer: Answer }> {
  const child = fork(path.resolve('test/bench', script), { execArgv });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended with ${code}`);
  });
  child.send(message);
  const [answer] = (await Promise.race([once(child, 'message'), failed])) as [Answer];
  failed.catch(() => undefined);
  return { process: child, answer };
}
