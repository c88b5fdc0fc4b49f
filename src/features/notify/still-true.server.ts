import { and, eq, gte, inArray, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, hands, type mails, memberships, reflections, visits } from '#db/schema/index.ts';
import { signInLifetimeSeconds } from '#features/account/account.ts';
import { growthMailHolds, isGrowthMail } from '#features/growth/mail-holds.server.ts';
import { isMeetingMail, meetingMailHolds } from '#features/meetings/mail-holds.server.ts';

type MailRow = Pick<typeof mails.$inferSelect, 'kind' | 'onceKey' | 'createdAt'>;

/** States in which a mail about a membership still tells the truth; kinds that are not here always do. */
const membershipStates: Readonly<Record<string, readonly string[]>> = {
  'request-received': ['requested'],
  'request-waiting': ['requested'],
  accepted: ['active'],
  waitlisted: ['waitlisted'],
  offered: ['offered'],
  'offer-reminder': ['offered'],
};

const visitStates: Readonly<Record<string, readonly string[]>> = {
  'visit-asked': ['asked'],
  'visit-arranged': ['arranged'],
  'visit-moved': ['asked', 'arranged'],
  'visit-expected': ['arranged'],
  'visit-off': ['cancelled'],
};

const dayMs = 86_400_000;

/**
 * Whether a mail is still worth sending: between writing and sending a mail server may have been away for a day, and
 * meanwhile a code ran out, a request was taken back or a date went by. One query, or none.
 */
export async function isStillTrue(
  db: Queryable,
  mail: MailRow,
  now: Date,
  timeZone = 'UTC',
): Promise<boolean> {
  if (mail.kind === 'sign-in') return now.getTime() - mail.createdAt.getTime() < signInLifetimeSeconds * 1000;
  const { kind } = mail;
  if (isMeetingMail(kind)) return meetingMailHolds(db, { ...mail, kind }, { now, timeZone });
  const ids = mail.onceKey?.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  const [id] = ids;
  if (id === undefined) return true;
  if (isGrowthMail(kind)) return growthMailHolds(db, kind, ids);
  if (mail.kind === 'adoption-ask') return isUntold(db, id);
  if (mail.kind === 'hand-asked') return isOpenHand(db, id);
  if (mail.kind === 'reflection-open') return isOpenReflection(db, id);
  return (await membershipHolds(db, mail.kind, id)) && visitHolds(db, mail, id, now);
}

async function membershipHolds(db: Queryable, kind: string, id: string): Promise<boolean> {
  const states = membershipStates[kind];
  if (states === undefined) return true;
  const stands = and(eq(memberships.id, id), inArray(memberships.state, [...states]));
  return (await db.select({ id: memberships.id }).from(memberships).where(stands)).length > 0;
}

/** Whether a visit is as the mail says; one that was called off may have been arranged anew. */
async function visitHolds(
  db: Queryable,
  { kind, onceKey }: MailRow,
  id: string,
  now: Date,
): Promise<boolean> {
  const states = visitStates[kind];
  if (states === undefined) return true;
  // A day of slack, so that today's visit counts in every time zone.
  const earliest = new Date(now.getTime() - dayMs).toISOString().slice(0, 10);
  const stands = and(eq(visits.id, id), inArray(visits.state, [...states]), gte(visits.onDate, earliest));
  const [visit] = await db.select().from(visits).where(stands);
  // Moved again meanwhile: the mail about that says it better.
  if (visit && kind === 'visit-moved') return onceKey?.includes(`:${visit.onDate}:`) ?? false;
  if (!visit || kind !== 'visit-off') return visit !== undefined;
  const { groupId, personId, onDate } = visit;
  const anew = and(
    ...[eq(visits.groupId, groupId), eq(visits.personId, personId), eq(visits.onDate, onDate)],
    inArray(visits.state, ['asked', 'arranged']),
  );
  return (await db.$count(visits, anew)) === 0;
}

/** Whether nobody has said yet what came of an approach that was taken up. */
async function isUntold(db: Queryable, id: string): Promise<boolean> {
  const untold = and(eq(adoptions.id, id), isNull(adoptions.outcome));
  return (await db.select({ id: adoptions.id }).from(adoptions).where(untold)).length > 0;
}

/** Whether a group has not put a reflection away yet. */
async function isOpenReflection(db: Queryable, id: string): Promise<boolean> {
  const open = and(eq(reflections.id, id), isNull(reflections.finishedAt));
  return (await db.select({ id: reflections.id }).from(reflections).where(open)).length > 0;
}

/** Whether whoever asked for a hand still needs one. */
async function isOpenHand(db: Queryable, id: string): Promise<boolean> {
  const open = and(eq(hands.id, id), isNull(hands.settledAt));
  return (await db.select({ id: hands.id }).from(hands).where(open)).length > 0;
}
