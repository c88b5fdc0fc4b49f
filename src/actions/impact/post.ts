import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { findActLink, noteUsed } from '#features/account/act-links.server.ts';
import { findPostRefusal, postReport } from '#features/impact/post-report.server.ts';
import { findMeasure } from '#features/impact/measure-view.server.ts';
import { reportForm, reportInput, type ReportInput } from '#features/impact/report-input.ts';
import { findMeetingId } from '#features/meetings/expected.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { idField, optionalText } from '#lib/form-fields.ts';
import { formAction, refuse, signedIn } from '../form-action.ts';
import { limit } from '../sign-in.ts';
import { actorOf, contextOf, read, refusalOf, valueOf, warnOfPersonalDetails } from './ledger-answers.ts';

const measureId = optionalText(60);
const otherGroup = optionalText(36).pipe(z.uuid('forms.choiceMissing').nullable());

/**
 * Posts a report. Words that look like somebody's name or address come back once, to be looked at again (`seen`), and
 * so does what looks like a slip (`sure`).
 */
export const report = formAction(
  z.looseObject({
    ...reportForm.shape,
    group: idField(),
    measure: measureId,
    sharedWith: otherGroup,
    seen: z.string().nullish(),
    sure: z.string().nullish(),
    meeting: z
      .string()
      .nullish()
      .transform((id) => id || null)
      .pipe(z.uuid('forms.stale').nullable()),
  }),
  async ({ group, measure, sharedWith, seen, sure, meeting, ...form }, context) => {
    const person = await signedIn(context);
    const { app, lang } = context.locals;
    const kind = measure === null ? null : await findMeasure(app.db, measure);
    const actor = actorOf(person);
    const input = await permittedFirst(context, { actor, group }, () => {
      const judged = read(reportInput(contextOf(context, kind)), form);
      if (!seen) warnOfPersonalDetails(judged.words);
      return judged;
    });
    await limit(context, 'report', person.id);
    const post = { actor, groupId: group, measureId: measure, lang, report: input, meetingId: meeting };
    const others = sharedWith ? [sharedWith] : [];
    const posted = valueOf(await postReport(app, { ...post, sharedWith: others, sure: Boolean(sure) }));
    return { reportId: posted.reportId, nothing: input.outcome === 'nothing' };
  },
);

/**
 * Posts the one report that a link in a mail is for, without signing in. The link's own id is the report's key, so it never
 * posts a second one.
 */
export const reportByLink = formAction(
  z.looseObject({
    ...reportForm.shape,
    key: z.string().nullish(),
    token: z.string().max(100),
    measure: measureId,
    seen: z.string().nullish(),
    sure: z.string().nullish(),
  }),
  async ({ token, measure, seen, sure, key: _key, ...form }, context) => {
    const { app, lang, clientAddress } = context.locals;
    await limit(context, 'act-link', clientAddress);
    const link = await findActLink(app.db, token, 'report', app.now());
    if (!link) throw refuse('NOT_FOUND', 'meetings.linkGone');
    const kind = measure === null ? null : await findMeasure(app.db, measure);
    const judged = read(reportInput(contextOf(context, kind)), { ...form, key: link.id });
    if (!seen) warnOfPersonalDetails(judged.words);
    const meetingId = link.subjectId && (await findMeetingId(app.db, link.groupId, link.subjectId));
    const actor = { personId: link.personId, organizer: false };
    const post = { actor, groupId: link.groupId, measureId: measure, lang, report: judged, meetingId };
    const posted = await postReport(app, { ...post, sure: Boolean(sure) });
    if (!posted.ok && posted.refusal === 'sent-before') throw refuse('CONFLICT', 'meetings.linkSpent');
    valueOf(posted);
    await noteUsed(app.db, link.id, app.now());
    return { posted: true };
  },
);

/**
 * What `judge` makes of the form. Whoever may not report here is told that rather than what is wrong with their
 * figures; posting itself asks again.
 */
async function permittedFirst(
  context: ActionAPIContext,
  { actor, group }: { actor: Actor; group: string },
  judge: () => ReportInput,
): Promise<ReportInput> {
  try {
    return judge();
  } catch (wrong) {
    const refusal = await findPostRefusal(context.locals.app.db, group, actor);
    throw refusal ? refusalOf(refusal) : wrong;
  }
}
