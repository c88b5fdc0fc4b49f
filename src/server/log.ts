import pino, { type Logger } from 'pino';

/** The portal's log: lines of JSON on standard output, `LOG_LEVEL` (info unless told) and above. */
export function openLog(level: string = process.env.LOG_LEVEL || 'info'): Logger {
  return pino({ level, base: null, redact: ['email', '*.email', 'to', '*.to', 'headers.cookie'] });
}
