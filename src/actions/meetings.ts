import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { figuresBelowZero } from '#features/meetings/below-zero.server.ts';
import { makeCalendarLink, revokeCalendarLink } from '#features/meetings/calendar-links.server.ts';
import { calendarCookie, calendarCookieSeconds } from '#features/meetings/calendar-cookie.ts';
import { changeMeetingDate } from '#features/meetings/change-date.server.ts';
import { readMeetingForm } from '#features/meetings/meeting-input.ts';
import type { DateChange, MeetingRefusal } from '#features/meetings/meetings.ts';
import { reportNothing } from '#features/meetings/report-nothing.server.ts';
import { saveMeeting } from '#features/meetings/save-meeting.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { choiceField, dayField, idField, optionalDay, timeField } from '#lib/form-fields.ts';
import type { Outcome } from '#lib/outcome.ts';
import { derivedKey } from '#server/derived-key.ts';
import { formAction, refuse, refuseFields, signedIn } from './form-action.ts';
import { actorOf, valueOf as ledgerValueOf } from './impact/ledger-answers.ts';
import { limit } from './sign-in.ts';

const statusOf = {
  'no-such-group': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  'group-closed': 'CONFLICT',
  'no-such-date': 'CONFLICT',
  'already-meets': 'CONFLICT',
  'rests-then': 'CONFLICT',
  'too-far': 'UNPROCESSABLE_CONTENT',
  'too-many-commitments': 'CONFLICT',
} as const satisfies Record<MeetingRefusal, string>;

/** The value of a command that went through. @throws the refusal, with its status and text */
export function valueOf<Value>(outcome: Outcome<Value, MeetingRefusal>): Value {
  if (!outcome.ok) throw refuse(statusOf[outcome.refusal], `meetings.refusals.${outcome.refusal}`);
  return outcome.value;
}

/** Skips or moves a date of a group's rhythm, or lets it stand again. */
const changeDate = formAction(
  z.object({
    group: idField(),
    date: dayField(),
    change: choiceField(['skip', 'move', 'undo']),
    to: optionalDay(),
    time: timeField(),
  }),
  async ({ group, date, change: kind, to, time }, context) => {
    const person = await signedIn(context);
    if (kind === 'move' && to === null)
      throw refuse('UNPROCESSABLE_CONTENT', 'meetings.errors.newDayMissing', { field: 'to' });
    const change: DateChange = kind === 'move' && to !== null ? { kind, to, time } : { kind: kind as 'skip' };
    valueOf(await changeMeetingDate(context.locals.app, actorOf(person), group, { date, change }));
    return { done: kind };
  },
);

const texts = z.array(z.string()).optional();

/** Saves what was noted of a meeting and, where there is nothing to count, its report in the same tap. */
const save = formAction(
  z.looseObject({
    key: idField(),
    group: idField(),
    date: dayField(),
    then: choiceField(['save', 'report', 'nothing', 'another']),
    present: texts,
    came: texts,
    'open[]': texts,
    'row[]': texts,
  }),
  async ({ key, group, date, then, ...form }, context) => {
    const person = await signedIn(context);
    const { app, lang } = context.locals;
    await limit(context, 'meeting', person.id);
    const { input, issues } = readMeetingForm({ ...form, then }, { key, date, lang });
    const wrong = [...issues, ...(await figuresBelowZero(app.db, input.commitments))];
    if (wrong.length > 0) throw refuseFields(wrong);
    const actor = actorOf(person);
    const { meetingId, merged } = valueOf(await saveMeeting(app, actor, group, input, lang));
    const reportId =
      then === 'nothing'
        ? await endWithNothing(context, actor, { group, meetingId, key: derivedKey(key, 'report') })
        : null;
    return { then, merged, reportId };
  },
);

async function endWithNothing(
  { locals: { app, lang } }: ActionAPIContext,
  actor: Actor,
  { group, meetingId, key }: { group: string; meetingId: string; key: string },
): Promise<string> {
  return ledgerValueOf(await reportNothing(app, actor, { groupId: group, meetingId, key, lang }));
}

/** Makes the secret address of one's own calendar; it travels to My page in a cookie that is read once. */
const makeCalendar = formAction(z.object({ key: idField() }), async ({ key }, context) => {
  const person = await signedIn(context);
  const { app } = context.locals;
  await limit(context, 'sharing', person.id);
  const token = await makeCalendarLink(app, actorOf(person), { personId: person.id, key });
  if (token === null) throw refuse('FORBIDDEN', 'forms.notAllowed');
  context.cookies.set(calendarCookie, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: app.settings.siteUrl.startsWith('https:'),
    path: '/',
    maxAge: calendarCookieSeconds,
  });
  return { to: '/me/?calendar=made#calendar' };
});

const revokeCalendar = formAction(z.object({}), async (_form, context) => {
  const person = await signedIn(context);
  const revoked = await revokeCalendarLink(context.locals.app, actorOf(person), person.id);
  if (!revoked) throw refuse('FORBIDDEN', 'forms.notAllowed');
  return { to: '/me/?calendar=revoked#calendar' };
});

export const meetings = { changeDate, save, makeCalendar, revokeCalendar };
