import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, memberships, people } from '#db/schema/index.ts';
import { isQuiet } from '#features/groups/groups.ts';
import { meetingOn } from '#features/groups/meeting-dates.ts';
import { findPlan } from '#features/groups/meeting-plan.server.ts';
import { addDays } from '#lib/calendar-day.ts';
import { moveDaysMax } from './meetings.ts';
import { isAhead, isUnreported, type MeetingMail, meetingMails, readOnceKey } from './reminding.ts';

/** Whether a mail is about meetings, so that `meetingMailHolds` knows whether it still tells the truth. */
export function isMeetingMail(kind: string): kind is MeetingMail {
  return meetingMails.some((each) => each === kind);
}

/**
 * Whether a mail about meetings is still worth sending: its reader belongs to the group and wants mail, the group meets on
 * that day and the hour has not come, nobody has reported, or the group is still quiet. Two queries.
 */
export async function meetingMailHolds(
  db: Queryable,
  mail: { readonly kind: MeetingMail; readonly onceKey: string | null },
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<boolean> {
  const about = readOnceKey(mail.onceKey);
  if (!about) return false;
  const [found] = await db
    .select({ group: groups })
    .from(memberships)
    .innerJoin(
      groups,
      and(eq(groups.id, memberships.groupId), isNull(groups.hiddenAt), isNull(groups.closedAt)),
    )
    .innerJoin(people, and(eq(people.id, memberships.personId), eq(people.mailsOff, false)))
    .where(
      and(
        eq(memberships.groupId, about.groupId),
        eq(memberships.personId, about.personId),
        eq(memberships.state, 'active'),
      ),
    );
  if (!found) return false;
  const { group } = found;
  if (mail.kind === 'quiet-ask') return isQuiet(group, now, timeZone);
  const meeting = meetingOn(await findPlan(db, group, addDays(about.day, -moveDaysMax)), about.day);
  if (!meeting) return false;
  return mail.kind === 'meeting-soon'
    ? isAhead(meeting, now, timeZone)
    : isUnreported(meeting, group.lastReportAt, timeZone);
}
