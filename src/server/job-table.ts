import { forgetSignIns } from '#features/account/sign-in.server.ts';
import { forgetTries } from '#features/account/rate-limit.server.ts';
import { publishDueQuarters } from '#features/impact/publish-quarters.server.ts';
import {
  lapseOffer,
  remindOfOffer,
  remindOfRequest,
  sweepMemberships,
} from '#features/membership/jobs.server.ts';
import { sendMail, sweepMails } from '#features/notify/send-mail.server.ts';
import type { Services } from './services.ts';

/** Does one job; asks first whether it is still to be done, and may be called again for the same. */
export type JobHandler = (services: Services, data: unknown) => Promise<void>;

/** Every job by its name. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {
  'send-mail': sendMail,
  'request-waiting': remindOfRequest,
  'offer-reminder': remindOfOffer,
  'offer-lapse': lapseOffer,
};

/** What is looked after every few minutes, whatever became of single jobs. */
export const sweeps: readonly ((services: Services) => Promise<unknown>)[] = [
  sweepMails,
  sweepMemberships,
  publishDueQuarters,
  ({ db, now }) => forgetTries(db, new Date(now().getTime() - 86_400_000)),
  ({ db, now }) => forgetSignIns(db, now()),
];
