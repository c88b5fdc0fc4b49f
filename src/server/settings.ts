import path from 'node:path';
import { z } from 'zod';
import { isLoopback } from './loopback.ts';

/** What the environment says, checked; `dataDir` and `secret` may still be left to the town and the first start. */
export interface GivenSettings {
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port that readers use, without a slash at the end. */
  readonly siteUrl: string;
  /** Absolute. */
  readonly contentDir: string;
  /** Absolute. */
  readonly dataDir: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** How many proxies in front of this server add to `X-Forwarded-For`. */
  readonly trustProxy: number;
  readonly secret: string | undefined;
}

/** Settings of a running portal. */
export interface Settings extends GivenSettings {
  readonly dataDir: string;
  /** Signs links and codes; the same in every process of one town. */
  readonly secret: string;
}

/** The settings are wrong; the message lists everything that is, one line each. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The settings need a correction:', ...problems.map((each) => `  ${each}`)].join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

const secretLength = 32;
const logLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const;
const address = (schemes: RegExp, example: string) =>
  z.string().refine((text) => schemes.test(text) && URL.canParse(text), `must look like ${example}`);

const environmentSchema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be 0 to 65535')
    .max(65535, 'must be 0 to 65535')
    .default(4321),
  SITE_URL: address(/^https?:\/\//, 'https://ourtown.example')
    .refine(
      (text) => !/^https?:\/\//.test(text) || !URL.canParse(text) || isOrigin(text),
      'must end after the host name: the portal lives at the top of its address',
    )
    .optional(),
  CONTENT_DIR: z.string().default('content'),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: address(/^postgres(ql)?:\/\//, 'postgres://user:password@host:5432/commonward').optional(),
  SMTP_URL: address(/^smtps?:\/\/[^/]/, 'smtps://user:password@mail.ourtown.example:465').optional(),
  MAIL_FROM: z
    .string()
    .refine(
      (text) => /^[^<>@\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/.test(text),
      'must look like Our Town <portal@ourtown.example>',
    )
    .optional(),
  TRUST_PROXY: z.coerce
    .number('must be the number of proxies in front of this server')
    .int('must be a whole number')
    .min(0, 'must be 0 to 9')
    .max(9, 'must be 0 to 9')
    .default(0),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).optional(),
  SECRET_KEY: z.string().min(secretLength, `must have at least ${secretLength} characters`).optional(),
});

/** What one setting asks of another; told also while something else is wrong. */
const needs: readonly ((env: Readonly<Record<string, string>>) => string | false)[] = [
  ({ DATABASE_URL, SECRET_KEY }) =>
    DATABASE_URL !== undefined &&
    SECRET_KEY === undefined &&
    'SECRET_KEY is missing: with DATABASE_URL every process needs the same one (openssl rand -hex 32)',
  ({ SMTP_URL, MAIL_FROM }) =>
    SMTP_URL !== undefined &&
    MAIL_FROM === undefined &&
    'MAIL_FROM is missing: with SMTP_URL mails need a sender',
  ({ HOST, SITE_URL }) =>
    HOST !== undefined &&
    !isLoopback(HOST) &&
    SITE_URL === undefined &&
    `SITE_URL is missing: HOST ${HOST} is open to others, and links in mails need the address they use`,
];

/**
 * Reads the settings from environment variables; a variable that is empty counts as not given.
 * @throws SettingsError naming every variable that is wrong.
 */
export function readSettings(
  env: Record<string, string | undefined>,
  root: string = process.cwd(),
): GivenSettings {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value] as const] : [])),
  );
  const result = environmentSchema.safeParse(given);
  const problems = result.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];
  problems.push(...needs.map((need) => need(given)).filter((problem) => problem !== false));
  if (!result.success || problems.length > 0) throw new SettingsError(problems);
  return named(result.data, root);
}

function named(env: z.infer<typeof environmentSchema>, root: string): GivenSettings {
  const host = env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST;
  // As the start prints it: a link in a mail belongs to the browser that asked, under the name it asked by.
  const siteUrl = env.SITE_URL ? new URL(env.SITE_URL).origin : `http://${host}:${env.PORT}`;
  return {
    host: env.HOST,
    port: env.PORT,
    siteUrl,
    contentDir: path.resolve(root, env.CONTENT_DIR),
    dataDir: env.DATA_DIR && path.resolve(root, env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? `Commonward <portal@${new URL(siteUrl).hostname}>`,
    trustProxy: env.TRUST_PROXY,
    secret: env.SECRET_KEY,
  };
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.pathname === '/' && !url.search && !url.hash && !url.username;
}
