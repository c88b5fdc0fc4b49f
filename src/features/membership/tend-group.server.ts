import { and, eq, gte, inArray, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import { groups, memberships, visits } from '#db/schema/index.ts';
import { inGroup } from '#features/groups/in-group.server.ts';
import { meetsOn } from '#features/groups/meeting-dates.ts';
import { findPlan } from '#features/groups/meeting-plan.server.ts';
import { calendarDayIn } from '#lib/calendar-day.ts';
import { done } from '#lib/outcome.ts';
import { letter, type MemberServices, writeTo } from './mails.server.ts';
import { clearGroup, type Inside, step } from './places.server.ts';
import { tellCancelled } from './visit-mails.server.ts';

const jobData = z.object({ groupId: z.uuid() });

/**
 * After a group changed its dates, rests or closed: calls off visits on days when it does not meet and, in a closed
 * group, ends what was still waiting (requests declined, places in line and offers given up). Each person is written to. Looks at how the group is now; called again, it changes nothing.
 */
export async function tendGroup(services: MemberServices, data: unknown): Promise<void> {
  const { groupId } = jobData.parse(data);
  await inGroup(services, groupId, null, async (given) => {
    const inside = { ...given, services };
    await callOffVisits(inside);
    if (inside.group.closedAt) await endWaiting(inside);
    return done(null);
  });
}

async function callOffVisits(inside: Inside): Promise<void> {
  const { tx, services, group, now } = inside;
  const today = calendarDayIn(now, services.town.timeZone);
  const ahead = await tx
    .select()
    .from(visits)
    .where(
      and(
        eq(visits.groupId, group.id),
        inArray(visits.state, ['asked', 'arranged']),
        gte(visits.onDate, today),
      ),
    );
  const plan = await findPlan(tx, group, today);
  for (const visit of ahead) {
    if (meetsOn(plan, visit.onDate)) continue;
    await tx.update(visits).set({ state: 'cancelled', changedAt: now }).where(eq(visits.id, visit.id));
    await tellCancelled(inside, visit);
  }
}

async function endWaiting(inside: Inside): Promise<void> {
  const { tx, services, group } = inside;
  const waiting = await tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.groupId, group.id),
        inArray(memberships.state, ['requested', 'waitlisted', 'offered']),
      ),
    );
  for (const membership of waiting) {
    await step(inside, membership, membership.state === 'requested' ? 'declined' : 'withdrawn');
    const about = letter('group-closed', membership.id, group, {}, { path: '/groups/' });
    await writeTo(services, tx, membership.personId, about);
  }
  if (waiting.length > 0) await clearGroup(inside);
}

/** Tends every closed group where somebody still waits, should its own job have been lost. */
export async function sweepClosedGroups(services: MemberServices): Promise<void> {
  const left = await services.db
    .selectDistinct({ groupId: memberships.groupId })
    .from(memberships)
    .innerJoin(groups, and(eq(groups.id, memberships.groupId), isNotNull(groups.closedAt)))
    .where(inArray(memberships.state, ['requested', 'waitlisted', 'offered']))
    .limit(50);
  for (const group of left) await tendGroup(services, group);
}
