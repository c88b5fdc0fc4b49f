import { and, count, desc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { groups, meetings, memberships, people, reflections } from '#db/schema/index.ts';
import { asMember, type GroupServices, type InGroup, inGroup } from '#features/groups/in-group.server.ts';
import { nextMeetings } from '#features/groups/meeting-dates.ts';
import { findPlan } from '#features/groups/meeting-plan.server.ts';
import { type Post, queueMail } from '#features/notify/queue-mail.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { addDays, calendarDayIn, type CalendarDay } from '#lib/calendar-day.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import { reflectionDue } from './reflections.ts';

/** What reflections need besides what commands on groups need: a post office. */
export type ReflectionServices = GroupServices & Post;

type ReflectionRow = typeof reflections.$inferSelect;

/** So many groups are looked at in one sweep; the next one goes on. */
const groupsASweep = 200;

/**
 * Opens the reflections whose time has come, each once, and tells the members. One that is still open when the next
 * falls due is put away. Rests and closed groups are left alone.
 */
export async function sweepReflections(services: ReflectionServices): Promise<void> {
  const { db, now, town } = services;
  const today = calendarDayIn(now(), town.timeZone);
  const last = sql`(select max(r.due_on) from reflections r where r.group_id = ${groups.id})`;
  const metSince = sql`(select count(*) from meetings m where m.group_id = ${groups.id}
    and (${last} is null or m.on_date > ${last}))`;
  const due = await db
    .select({ id: groups.id })
    .from(groups)
    .where(
      and(
        isNull(groups.closedAt),
        isNull(groups.hiddenAt),
        sql`(${groups.restingUntil} is null or ${groups.restingUntil} <= ${today}::date)`,
        sql`${metSince} >= ${groups.reflectEvery} - 1`,
      ),
    )
    .limit(groupsASweep);
  for (const { id } of due) {
    await inGroup(services, id, null, async (inside) => {
      const dueOn = await dueDay(inside);
      if (dueOn !== null) await open(services, inside, dueOn, null);
      return done(null);
    });
  }
}

/** Opens a reflection by hand, for the next meeting or today; one that is open already is left as it is. */
export async function openReflection(
  services: ReflectionServices,
  actor: Actor,
  groupId: string,
): Promise<Outcome<{ slug: string }, 'no-such-group' | 'not-allowed' | 'reflected-already'>> {
  return asMember<{ slug: string }, 'reflected-already'>(
    services,
    groupId,
    actor,
    'open-reflection',
    async (inside) => {
      const { tx, group } = inside;
      const [standing] = await tx
        .select()
        .from(reflections)
        .where(and(eq(reflections.groupId, groupId), isNull(reflections.finishedAt)));
      if (standing) return done({ slug: group.slug });
      const made = await open(services, inside, (await nextMeeting(inside)) ?? today(inside), actor.personId);
      return made ? done({ slug: group.slug }) : refused('reflected-already');
    },
  );
}

const today = ({ now, services }: InGroup): CalendarDay => calendarDayIn(now, services.town.timeZone);

async function nextMeeting(inside: InGroup): Promise<CalendarDay | null> {
  const { tx, group, now, services } = inside;
  const plan = await findPlan(tx, group, today(inside));
  return nextMeetings(plan, now, services.town.timeZone, 1)[0] ?? null;
}

/** The day its next reflection falls due, if it is time to open it. */
async function dueDay(inside: InGroup): Promise<CalendarDay | null> {
  const { tx, group } = inside;
  const last = await findLast(tx, group.id);
  const since = last ? gt(meetings.onDate, last.dueOn) : undefined;
  const [met] = await tx
    .select({ count: count() })
    .from(meetings)
    .where(and(eq(meetings.groupId, group.id), since));
  const next = await nextMeeting(inside);
  const metSince = met?.count ?? 0;
  return reflectionDue({ reflectEvery: group.reflectEvery, metSince, next, today: today(inside) });
}

async function findLast(tx: Transaction, groupId: string): Promise<ReflectionRow | null> {
  const [last] = await tx
    .select()
    .from(reflections)
    .where(eq(reflections.groupId, groupId))
    .orderBy(desc(reflections.dueOn))
    .limit(1);
  return last ?? null;
}

/**
 * Opens a reflection that falls due on `dueOn` and writes to the members, but not to whoever opened it.
 * @returns false when there is one for that day already
 */
async function open(
  post: Post,
  inside: InGroup,
  dueOn: CalendarDay,
  openedBy: string | null,
): Promise<boolean> {
  const { tx, group, now, services } = inside;
  const last = await findLast(tx, group.id);
  if (last && last.dueOn >= dueOn) return false;
  await tx
    .update(reflections)
    .set({ finishedAt: now })
    .where(and(eq(reflections.groupId, group.id), isNull(reflections.finishedAt)));
  const began = group.firstMeetingOn ?? calendarDayIn(group.createdAt, services.town.timeZone);
  const since = last ? addDays(last.dueOn, 1) : began < dueOn ? began : dueOn;
  const [made] = await tx
    .insert(reflections)
    .values({ groupId: group.id, since, dueOn, openedAt: now })
    .onConflictDoNothing()
    .returning();
  if (!made) return false;
  await tellMembers(post, inside, made, openedBy);
  return true;
}

async function tellMembers(
  post: Post,
  { tx, group }: InGroup,
  reflection: ReflectionRow,
  openedBy: string | null,
): Promise<void> {
  const readers = await tx
    .select({ id: people.id, email: people.email, lang: people.lang })
    .from(memberships)
    .innerJoin(people, and(eq(people.id, memberships.personId), isNotNull(people.email)))
    .where(
      and(
        eq(memberships.groupId, group.id),
        inArray(memberships.state, ['active']),
        eq(people.mailsOff, false),
      ),
    );
  for (const { id, email, lang } of readers) {
    if (!email || id === openedBy) continue;
    await queueMail(post, tx, {
      kind: 'reflection-open',
      to: email,
      lang,
      onceKey: `reflection-open:${reflection.id}:${id}`,
      content: ({ t, url, lang: reader }) => {
        const day = new Intl.DateTimeFormat(reader, { dateStyle: 'full', timeZone: 'UTC' });
        const date = day.format(new Date(`${reflection.dueOn}T00:00:00Z`));
        return {
          subject: t('reflections.mailSubject', { group: group.name, date }),
          paragraphs: [t('reflections.mailText', { group: group.name, date })],
          action: { label: t('reflections.mailAction'), url: url(`/groups/${group.slug}/reflect/`) },
        };
      },
    });
  }
}
