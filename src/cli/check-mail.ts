import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { randomUUID } from 'node:crypto';
import { mailServer, messageOf } from '#features/notify/mail-server.server.ts';
import { actHex } from '#styles/act.ts';
import { composeMail } from '#features/notify/mail.ts';
import { translator } from '#i18n/translate.ts';
import type { Town } from '#features/town/town.ts';
import { emailField } from '#lib/form-fields.ts';
import type { Settings } from '#server/settings.ts';
import { CommandError, loadPortal, nameOf } from './settings.ts';

export const help = `npm run town -- check-mail ADDRESS

Goes the way of a mail step by step, says which step works and what to do about one that does not, and at last sends a
mail to ADDRESS. It reads SMTP_URL and MAIL_FROM as the portal does, and changes nothing.`;

/** One step on the way of a mail. `advice` is for when it fails. */
interface Step {
  readonly title: string;
  readonly advice: string;
  readonly run: () => Promise<string>;
}

const connectTimeoutMs = 10_000;
const portOf = { 'smtp:': 587, 'smtps:': 465 } as const;

/** `npm run town -- check-mail ADDRESS`; resolves to the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const to = readAddress(args);
  const { settings, town } = await loadPortal();
  if (!settings.smtpUrl) {
    console.error(
      '✗ SMTP_URL is not set. The portal runs without mail, but nobody can sign in until mails leave it.\n' +
        '  Ask whoever hosts your mail for server, port, user and password, then set for example\n' +
        '  SMTP_URL=smtps://user:password@mail.ourtown.example:465 and MAIL_FROM="Our Town <portal@ourtown.example>".',
    );
    return 1;
  }
  console.log(`✓ SMTP_URL is set, and mails come from ${settings.mailFrom}`);
  return (await passes(stepsTo(settings, settings.smtpUrl, town, to))) ? 0 : 1;
}

function readAddress(args: readonly string[]): string {
  const email = emailField().safeParse(args[0]);
  if (email.success && args.length === 1) return email.data;
  throw new CommandError(
    `Name the address a mail should go to, such as:\n\n  npm run town -- check-mail ana@example.org`,
  );
}

/** Runs the steps until one fails; says what it did. */
async function passes(steps: readonly Step[]): Promise<boolean> {
  for (const { title, advice, run: attempt } of steps) {
    try {
      console.log(`✓ ${title}: ${await attempt()}`);
    } catch (error) {
      console.error(`✗ ${title}: ${error instanceof Error ? error.message : String(error)}\n  ${advice}`);
      return false;
    }
  }
  return true;
}

function stepsTo(settings: Settings, smtpUrl: string, town: Town, to: string): Step[] {
  const url = new URL(smtpUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || portOf[url.protocol as keyof typeof portOf];
  return [
    {
      title: `The name ${host}`,
      advice: 'Look for a misspelling in SMTP_URL, and whether this machine can look names up (DNS).',
      run: async () => (await lookup(host)).address,
    },
    {
      title: `A connection to port ${port}`,
      advice:
        'Many hosts block port 25, and some 465 or 587 too: try another port, or ask your host to open it.',
      run: () => reach(host, port),
    },
    {
      title: 'The mail server’s greeting, encryption and sign-in',
      advice:
        'Port 465 takes smtps://, port 587 takes smtp://. Signs such as @ or : in a password are written as %40 or %3A.',
      run: async () => {
        await mailServer(smtpUrl).verify();
        return url.username ? `it takes ${decodeURIComponent(url.username)}` : 'it asks for no user';
      },
    },
    {
      title: `A mail to ${to}`,
      advice: `The mail server may not let you send as ${settings.mailFrom}: set MAIL_FROM to an address of its own.`,
      run: () => send(settings, smtpUrl, town, to),
    },
  ];
}

function reach(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: connectTimeoutMs });
    socket.once('connect', () => {
      socket.destroy();
      resolve('it answers');
    });
    socket.once('timeout', () => {
      socket.destroy();
      reject(new Error('nobody answered within ten seconds'));
    });
    socket.once('error', reject);
  });
}

async function send(settings: Settings, smtpUrl: string, town: Town, to: string): Promise<string> {
  const lang = town.languages[0] ?? 'en';
  const t = translator(lang);
  const townName = nameOf(town);
  const content = {
    subject: t('mail.check.subject', { town: townName }),
    paragraphs: [t('mail.check.text', { town: townName })],
  };
  const { subject, text, html } = composeMail(content, {
    lang,
    t,
    townName,
    siteUrl: settings.siteUrl,
    act: actHex(town.hue),
  });
  const mail = {
    id: randomUUID(),
    recipient: to,
    lang,
    subject,
    bodyText: text,
    bodyHtml: html,
    headers: null,
  };
  await mailServer(smtpUrl).sendMail(messageOf(mail, settings.mailFrom));
  return 'the mail server took it; look into the mailbox, and into its spam folder';
}
