import { and, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { memberships } from '#db/schema/index.ts';
import { inGroup } from '#features/groups/in-group.server.ts';
import { done } from '#lib/outcome.ts';
import { letter, type MemberServices, writeTo, writeToConveners } from './mails.server.ts';
import { hourMs, offerHours, offerReminderHours, requestReminderHours } from './membership.ts';
import {
  clearGroup,
  type Inside,
  type MembershipRow,
  nameOf,
  offerFreePlaces,
  step,
} from './places.server.ts';

const jobData = z.object({ membershipId: z.uuid() });

/** Runs `work` on a membership inside its group's lock, as the portal itself. */
async function onMembership(
  services: MemberServices,
  data: unknown,
  work: (inside: Inside, membership: MembershipRow) => Promise<void>,
): Promise<void> {
  const { membershipId } = jobData.parse(data);
  const [found] = await services.db
    .select({ groupId: memberships.groupId })
    .from(memberships)
    .where(eq(memberships.id, membershipId));
  if (!found) return;
  await inGroup(services, found.groupId, null, async (inside) => {
    const [membership] = await inside.tx.select().from(memberships).where(eq(memberships.id, membershipId));
    if (membership) await work({ ...inside, services }, membership);
    return done(null);
  });
}

/** Reminds conveners of a request that nobody answered for 48 hours, if that is still so. Once. */
export function remindOfRequest(services: MemberServices, data: unknown): Promise<void> {
  return onMembership(services, data, async (inside, membership) => {
    const due = membership.createdAt.getTime() + requestReminderHours * hourMs <= inside.now.getTime();
    if (membership.state !== 'requested' || !due || inside.group.closedAt) return;
    const name = (await nameOf(inside, membership.personId)) || '?';
    const path = `/groups/${inside.group.slug}/members/`;
    await writeToConveners(
      services,
      inside.tx,
      inside.group.id,
      letter('request-waiting', membership.id, inside.group, { name }, { path }),
    );
  });
}

/** Reminds somebody of the place kept for them, 24 hours before it goes on, if it still is. Once an offer. */
export function remindOfOffer(services: MemberServices, data: unknown): Promise<void> {
  return onMembership(services, data, async ({ tx, group, now }, membership) => {
    const until = membership.offerExpiresAt;
    if (membership.state !== 'offered' || until === null || until <= now) return;
    if (until.getTime() - now.getTime() > (offerHours - offerReminderHours) * hourMs) return;
    const values = { until: until.toISOString(), zone: services.town.timeZone };
    const about = `${membership.id}:${until.getTime()}`;
    const path = `/groups/${group.slug}/join/`;
    await writeTo(
      services,
      tx,
      membership.personId,
      letter('offer-reminder', about, group, values, { path }),
    );
  });
}

/** Lets an offer lapse whose 72 hours are over, and offers the place to the next in line. */
export function lapseOffer(services: MemberServices, data: unknown): Promise<void> {
  return onMembership(services, data, async (inside, membership) => {
    const { tx, group, now } = inside;
    const until = membership.offerExpiresAt;
    if (membership.state !== 'offered' || until === null || until > now) return;
    await step(inside, membership, 'lapsed');
    const about = `${membership.id}:${until.getTime()}`;
    const path = `/groups/${group.slug}/`;
    await writeTo(services, tx, membership.personId, letter('offer-lapsed', about, group, {}, { path }));
    await offerFreePlaces(inside);
    await clearGroup(inside);
  });
}

/** Finds offers and requests whose time came while no job ran for them. */
export async function sweepMemberships(services: MemberServices): Promise<void> {
  const { db, now } = services;
  const soon = new Date(now().getTime() + (offerHours - offerReminderHours) * hourMs);
  const waitedSince = new Date(now().getTime() - requestReminderHours * hourMs);
  const [offers, requests] = await Promise.all([
    db
      .select({ membershipId: memberships.id, until: memberships.offerExpiresAt })
      .from(memberships)
      .where(and(eq(memberships.state, 'offered'), lt(memberships.offerExpiresAt, soon)))
      .limit(200),
    db
      .select({ membershipId: memberships.id })
      .from(memberships)
      .where(and(eq(memberships.state, 'requested'), lt(memberships.createdAt, waitedSince)))
      .limit(200),
  ]);
  for (const offer of offers) {
    const over = offer.until !== null && offer.until <= now();
    await (over ? lapseOffer(services, offer) : remindOfOffer(services, offer));
  }
  for (const request of requests) await remindOfRequest(services, request);
}
