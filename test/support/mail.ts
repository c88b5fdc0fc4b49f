import { once, EventEmitter } from 'node:events';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A real mail server on loopback that keeps what it is given. */
export interface MailServer {
  /** For `SMTP_URL`. */
  url: string;
  /** All mails so far, oldest first. */
  mails: ParsedMail[];
  /** The first mail to `address` that passes `which`; waits until it comes. */
  mailTo: (address: string, which?: (mail: ParsedMail) => boolean) => Promise<ParsedMail>;
  stop: () => Promise<void>;
}

/** Starts the mail server on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  const arrivals = new EventEmitter();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        arrivals.emit('mail');
        done();
      }, done);
    },
  });
  // A portal that a test kills leaves its connections half-way.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    mailTo: async (wanted, which = () => true) => {
      for (;;) {
        const found = mails.find((mail) => recipients(mail).includes(wanted) && which(mail));
        if (found) return found;
        await once(arrivals, 'mail', { signal: AbortSignal.timeout(30_000) });
      }
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function recipients(mail: ParsedMail): string[] {
  const to = Array.isArray(mail.to) ? mail.to : mail.to ? [mail.to] : [];
  return to.flatMap((list) => list.value.map((entry) => entry.address ?? ''));
}
