import { createTransport, type Transporter } from 'nodemailer';

/** A mail as it goes out. */
export interface OutgoingMail {
  readonly id: string;
  readonly recipient: string;
  readonly lang: string;
  readonly subject: string;
  readonly bodyText: string;
  readonly bodyHtml: string;
  readonly headers: Record<string, string> | null;
}

const connectionTimeoutMs = 10_000;
const answerTimeoutMs = 20_000;
const transports = new Map<string, Transporter>();

/** The connection to the mail server of `SMTP_URL`. Files and addresses named in a mail are never fetched. */
export function mailServer(smtpUrl: string): Transporter {
  let transport = transports.get(smtpUrl);
  if (!transport) {
    const url = new URL(smtpUrl);
    const times = {
      connectionTimeout: connectionTimeoutMs,
      greetingTimeout: connectionTimeoutMs,
      socketTimeout: answerTimeoutMs,
    };
    for (const [name, value] of Object.entries(times)) url.searchParams.set(name, String(value));
    transport = createTransport(url.href, { disableFileAccess: true, disableUrlAccess: true });
    transports.set(smtpUrl, transport);
  }
  return transport;
}

/** What the mail server is handed. The message id comes from the row, so that a mail sent twice is seen to be one. */
export function messageOf(mail: OutgoingMail, from: string) {
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    from,
    to: { name: '', address: mail.recipient },
    subject: mail.subject,
    text: mail.bodyText,
    html: mail.bodyHtml,
    messageId: `<${mail.id}@${domain}>`,
    headers: {
      // RFC 3834: answering machines leave it alone.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': mail.lang,
      ...mail.headers,
    },
  };
}
