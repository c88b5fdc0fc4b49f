import { wordError } from './error-words.ts';

/** A subcommand of `npm run town`: its usage in full, and what it does; resolves to the exit code. */
export interface Subcommand {
  readonly help: string;
  readonly run: (args: readonly string[]) => Promise<number>;
}

interface Listed {
  /** One line for the list of subcommands. */
  readonly summary: string;
  readonly load: () => Promise<Subcommand>;
}

// Each is loaded when it is asked for: laying out a town needs no database, and the list needs nothing at all.
const subcommands: Readonly<Record<string, Listed>> = {
  new: { summary: 'lay out a new town from its boundary file', load: () => import('./new-town.ts') },
  'make-organizer': {
    summary: 'make somebody an organizer of the town',
    load: () => import('./make-organizer.ts'),
  },
  'check-mail': {
    summary: 'say step by step whether mail can be sent',
    load: () => import('./check-mail.ts'),
  },
};

/** Runs `npm run town -- …`. What the person at the terminal can put right is said without a stack trace. */
async function runTown([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    console.log(overview());
    return 0;
  }
  const listed = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (listed === undefined) {
    console.error(`There is no “${name}”.\n\n${overview()}`);
    return 1;
  }
  const subcommand = await listed.load();
  if (args.includes('--help') || args.includes('-h')) {
    console.log(subcommand.help);
    return 0;
  }
  return subcommand.run(args);
}

function overview(): string {
  const width = Math.max(...Object.keys(subcommands).map((name) => name.length));
  const lines = Object.entries(subcommands).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`,
  );
  return [
    'npm run town -- SUBCOMMAND …',
    '',
    ...lines,
    '',
    'npm run town -- SUBCOMMAND --help says how each is used.',
  ].join('\n');
}

try {
  process.exitCode = await runTown(process.argv.slice(2));
} catch (error) {
  console.error(wordError(error) ?? error);
  process.exitCode = 1;
}
