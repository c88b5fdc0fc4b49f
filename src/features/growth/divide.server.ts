import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { divisions, groupMeasures, groups, memberships } from '#db/schema/index.ts';
import { chooseSlug } from '#features/groups/found-group.server.ts';
import { asMember, type GroupRow } from '#features/groups/in-group.server.ts';
import { groupTags } from '#features/groups/groups.ts';
import { weekdayOf } from '#features/groups/meeting-dates.ts';
import { type MemberServices, type NamedWords, writeTo } from '#features/membership/mails.server.ts';
import { clearGroup, offerFreePlaces, step } from '#features/membership/places.server.ts';
import type { Actor } from '#features/organize/permissions.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import type { DivisionRefusal } from './division.server.ts';
import { type Division, findDivision, listSides } from './find-division.server.ts';
import { sideLeast, type SidedMember } from './growth.ts';

/** What came of a division, for whoever completed it. */
export interface Divided {
  /** Of the new group. */
  readonly slug: string;
  /** Of the old one. */
  readonly from: string;
  /** Whether they went along themselves. */
  readonly goes: boolean;
}

/**
 * Divides a group: who chose to go is a member of the new one, in one transaction, and of the old no more. What the old
 * group reported stays where it is and is counted there; the new one points to it and begins its own line, on the same
 * measures. Who goes is told by mail; free places of the old group are offered to whoever waits. Again: the group that came
 * of it.
 */
export function divide(
  services: MemberServices,
  actor: Actor,
  id: string,
  divisionId: string,
): Promise<Outcome<Divided, DivisionRefusal>> {
  return asMember<Divided, DivisionRefusal>(services, id, actor, 'divide-group', async (inside) => {
    const { tx, group, now } = inside;
    const before = await findDone(tx, divisionId, id);
    if (before) return done({ slug: before, from: group.slug, goes: false });
    const division = await findDivision(tx, group.id);
    if (division?.id !== divisionId) return refused('no-division');
    if (group.closedAt) return refused('group-closed');
    const members = await listSides(tx, group.id, division.id);
    const going = members.filter(({ side }) => side === 'goes');
    const staying = members.filter(({ side }) => side !== 'goes');
    if (Math.min(going.length, staying.length) < sideLeast) return refused('too-few');
    if (!going.some(({ personId }) => personId === division.convenerId)) return refused('no-such-member');
    if (!staying.some(({ role }) => role === 'convener')) return refused('no-convener-here');
    const made = await insertHalf(tx, group, division, now);
    const movers = { ...inside, services };
    for (const member of going) {
      await move(movers, member, made.id, division.convenerId);
      await tellMoved(movers, member, made, division.convenerId);
    }
    await copyMeasures(tx, group.id, made.id);
    await tx.update(divisions).set({ doneAt: now, newGroupId: made.id }).where(eq(divisions.id, division.id));
    await offerFreePlaces(movers);
    await clearGroup(movers);
    await services.clearTags(tx, groupTags(made));
    return done({
      slug: made.slug,
      from: group.slug,
      goes: going.some(({ personId }) => personId === actor.personId),
    });
  });
}

async function findDone(tx: Transaction, divisionId: string, groupId: string): Promise<string | null> {
  const [row] = await tx
    .select({ slug: groups.slug })
    .from(divisions)
    .innerJoin(groups, eq(groups.id, divisions.newGroupId))
    .where(and(eq(divisions.id, divisionId), eq(divisions.groupId, groupId)));
  return row?.slug ?? null;
}

/** The new group, with what both have in common; where and when exactly it meets is its own to say. */
async function insertHalf(
  tx: Transaction,
  group: GroupRow,
  { name, about, neighborhoodId, firstMeetingOn, convenerId }: Division,
  now: Date,
): Promise<GroupRow> {
  const { lang, focusId, ourPart, rhythm, languages, joining, runBy, safeguarding, reflectEvery } = group;
  const [made] = await tx
    .insert(groups)
    .values({
      slug: await chooseSlug(tx, name),
      name,
      about,
      neighborhoodId,
      firstMeetingOn,
      ...{ lang, focusId, ourPart, languages, joining, runBy, safeguarding, reflectEvery },
      rhythm: rhythm === 'twice-weekly' ? 'weekly' : rhythm,
      weekday: firstMeetingOn === null || rhythm === null ? null : weekdayOf(firstMeetingOn),
      partOfDay: group.partOfDay,
      dividedFromId: group.id,
      createdAt: now,
      createdBy: convenerId,
    })
    .returning();
  if (!made) throw new Error('the new group was not kept');
  return made;
}

type Movers = Parameters<typeof step>[0];

async function move(inside: Movers, member: SidedMember, to: string, convenerId: string): Promise<void> {
  const { tx, now } = inside;
  const [standing] = await tx.select().from(memberships).where(eq(memberships.id, member.membershipId));
  if (!standing) throw new Error('a member is gone');
  await step(inside, standing, 'left', { role: 'member' });
  await tx.insert(memberships).values({
    groupId: to,
    personId: member.personId,
    state: 'active',
    role: member.personId === convenerId ? 'convener' : member.role === 'moderator' ? 'moderator' : 'member',
    createdAt: now,
    changedAt: now,
    activeSince: now,
    addedBy: standing.addedBy,
    consentNote: standing.consentNote,
  });
}

/** Tells somebody who goes along that their group has begun, and whoever convenes it what it needs of them. */
async function tellMoved(
  { tx, services, group: from }: Movers,
  { personId }: SidedMember,
  made: GroupRow,
  convenerId: string,
): Promise<void> {
  const convenes = personId === convenerId;
  const content = ({ t, url, name }: NamedWords) => ({
    subject: t('growth.mailBegunSubject', { name: made.name }),
    greeting: name ? t('mail.hello', { name }) : t('mail.helloPlain'),
    paragraphs: [
      t('growth.mailBegun', { name: made.name, group: from.name }),
      ...(convenes ? [t('growth.mailBegunConvener')] : []),
    ],
    action: {
      label: t(convenes ? 'growth.mailBegunSettle' : 'growth.mailBegunAction', { name: made.name }),
      url: url(`/groups/${made.slug}/${convenes ? 'edit/' : ''}`),
    },
  });
  await writeTo(services, tx, personId, {
    kind: 'division-done',
    about: `${made.id}:${personId}`,
    group: made,
    content,
  });
}

async function copyMeasures(tx: Transaction, from: string, to: string): Promise<void> {
  const chosen = await tx
    .select()
    .from(groupMeasures)
    .where(and(eq(groupMeasures.groupId, from), isNull(groupMeasures.endedAt)));
  const rows = chosen.map(({ measureId, position }) => ({ groupId: to, measureId, position }));
  if (rows.length > 0) await tx.insert(groupMeasures).values(rows);
}
