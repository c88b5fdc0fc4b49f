const readable = new Set([
  'CommandError',
  'SettingsError',
  'TownContentError',
  'OtherTownError',
  'DataInUseError',
]);

/** What can be put right from the terminal, by the code that the system or PostgreSQL gives it. */
const remedies: Readonly<Record<string, (error: SystemError) => string>> = {
  EADDRINUSE: ({ address, port }) =>
    `Another program listens on port ${port} of ${address} already. Stop it, or set PORT to another number.`,
  EADDRNOTAVAIL: ({ address }) =>
    `${address} is no address of this machine. Set HOST to one that is, such as 127.0.0.1 or 0.0.0.0.`,
  ENOTFOUND: ({ hostname }) =>
    `No machine named ${hostname} was found. Look for a misspelling in HOST or DATABASE_URL.`,
  ECONNREFUSED: ({ address, port }) =>
    `Nothing answers at ${address}, port ${port}. Look whether PostgreSQL is running, and at DATABASE_URL.`,
  EACCES: (error) =>
    error.syscall === 'listen'
      ? `You may not listen on port ${error.port}. Take one above 1023, and let a reverse proxy have that one.`
      : notWritten(error, 'you may not'),
  EPERM: (error) => notWritten(error, 'you may not'),
  EROFS: (error) => notWritten(error, 'the disk can only be read'),
  ENOSPC: (error) => notWritten(error, 'the disk is full'),
  ENOTDIR: (error) => notWritten(error, 'part of its path is a file'),
  EEXIST: (error) => notWritten(error, 'part of its path is a file'),
  '28P01': () => 'PostgreSQL refuses the password in DATABASE_URL.',
  '28000': ({ message }) => `PostgreSQL refuses who DATABASE_URL names: ${message}.`,
  '3D000': ({ message }) =>
    `PostgreSQL has no such database: ${message}. Make it (createdb), or correct DATABASE_URL.`,
  '42501': ({ message }) =>
    `PostgreSQL does not let the user in DATABASE_URL do this: ${message}. Make it the owner of the database.`,
};

type SystemError = Error & {
  readonly code?: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
};

/** What went wrong and what to do, for the person at the terminal; null where only a programmer can tell. */
export function wordError(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (readable.has(error.name)) return error.message;
  const { code = '' } = error as SystemError;
  const remedy = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  return remedy ? remedy(error) : wordError(error.cause);
}

function notWritten({ path = 'a file' }: SystemError, reason: string): string {
  return `Could not write ${path}: ${reason}. DATA_DIR names the folder of the data; dist and node_modules lie in the project.`;
}
