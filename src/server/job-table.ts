import { forgetActLinks } from '#features/account/act-links.server.ts';
import { forgetSignIns } from '#features/account/sign-in.server.ts';
import { forgetTries } from '#features/account/rate-limit.server.ts';
import { askAdoptionJob } from '#features/approaches/adopt.server.ts';
import { askAdoption } from '#features/approaches/ask-adoption.server.ts';
import { sweepCheckIns } from '#features/check-ins/check-ins.server.ts';
import { askQuietGroups } from '#features/meetings/quiet.server.ts';
import { remindOfMeetings, remindOfReports } from '#features/meetings/reminders.server.ts';
import { sendDigests } from '#features/digest/send-digests.server.ts';
import { sweepTrials, tellOfSister } from '#features/growth/jobs.server.ts';
import { sisterBegunJob } from '#features/groups/found-group.server.ts';
import { publishDueQuarters } from '#features/impact/publish-quarters.server.ts';
import {
  lapseOffer,
  remindOfOffer,
  remindOfRequest,
  sweepMemberships,
} from '#features/membership/jobs.server.ts';
import { sweepClosedGroups, tendGroup } from '#features/membership/tend-group.server.ts';
import { sweepReflections } from '#features/reflections/open-reflection.server.ts';
import { sendMailJob, sendMailsJob } from '#features/notify/queue-mail.server.ts';
import { sendMail, sendMails, sweepMails } from '#features/notify/send-mail.server.ts';
import type { Work } from './jobs.ts';

/** Everything that the portal does without being asked for by a request. */
export const work: Work = {
  jobs: {
    [sendMailJob]: sendMail,
    [sendMailsJob]: sendMails,
    'request-waiting': remindOfRequest,
    'offer-reminder': remindOfOffer,
    'offer-lapse': lapseOffer,
    'tend-group': tendGroup,
    [askAdoptionJob]: askAdoption,
    [sisterBegunJob]: tellOfSister,
  },
  sweeps: [
    sweepMails,
    sweepMemberships,
    sweepClosedGroups,
    sweepReflections,
    sweepCheckIns,
    sweepTrials,
    publishDueQuarters,
    remindOfMeetings,
    remindOfReports,
    askQuietGroups,
    ({ db, now }) => forgetActLinks(db, now()),
    sendDigests,
    ({ db, now }) => forgetTries(db, new Date(now().getTime() - 86_400_000)),
    ({ db, now }) => forgetSignIns(db, now()),
  ],
};
