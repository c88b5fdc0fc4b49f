import { eq } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import {
  approaches,
  divisionChoices,
  divisions,
  explorations,
  follows,
  hands,
  people,
  visits,
} from '#db/schema/index.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { chance } from './chance.ts';
import type { DemoApproach, DemoGroup } from './demo.ts';
import { divisionWeeks } from './plan.ts';
import type { PlannedGroup, PlannedLife } from './planned.ts';
import { inChunks, instantOf } from './rows.ts';
import type { DemoHand, DemoTownLife, FollowedType } from './town-life.ts';

const convener = (group: PlannedGroup) => group.memberships[0]?.personId ?? null;
const moderator = ({ memberships }: PlannedGroup) =>
  memberships.find(({ role }) => role === 'moderator')?.personId ?? memberships[0]?.personId ?? null;

function groupNamed({ groups }: PlannedLife, slug: string): PlannedGroup {
  const found = groups.find(({ brief }) => brief.slug === slug);
  if (!found) throw new Error(`the demonstration town has no group ${slug}`);
  return found;
}

/** Writes the divisions from which groups of the demonstration came, with where everybody chose to go. */
export async function writeDivisions(tx: Transaction, life: PlannedLife, seed: string): Promise<void> {
  for (const group of life.groups) {
    const { dividedFrom, ...brief } = group.brief as DemoGroup;
    if (group.kind !== 'impact' || dividedFrom === undefined) continue;
    const parent = groupNamed(life, dividedFrom);
    const id = chance(`${seed}:division:${brief.slug}`).uuid();
    const proposedOn = addDays(group.foundedOn, -7 * divisionWeeks);
    const convenerId = convener(group);
    if (convenerId === null) continue;
    await tx.insert(divisions).values({
      id,
      groupId: parent.id,
      name: brief.name,
      about: brief.about,
      neighborhoodId: brief.neighborhood,
      firstMeetingOn: group.firstMeetingOn,
      convenerId,
      proposedAt: instantOf(proposedOn),
      proposedBy: convener(parent),
      doneAt: instantOf(group.foundedOn),
      newGroupId: group.id,
    });
    const there = parent.memberships.filter(
      ({ state, since, until }) =>
        since < proposedOn && (state === 'active' || (until !== undefined && until === group.foundedOn)),
    );
    await tx.insert(divisionChoices).values(
      there.map(({ personId, until }, at) => ({
        divisionId: id,
        personId,
        side: until === undefined ? 'stays' : 'goes',
        chosenAt: instantOf(addDays(proposedOn, 1 + (at % 9))),
      })),
    );
  }
}

/** Writes who asked for a hand, and what came of it. */
export async function writeHands(
  tx: Transaction,
  life: PlannedLife,
  planned: readonly DemoHand[],
  seed: string,
  today: CalendarDay,
): Promise<void> {
  const luck = chance(`${seed}:hands`);
  const at = (days: number) => instantOf(addDays(today, -days));
  await inChunks(
    planned.map(({ group: slug, to, days, lang, words, passedOn, settled }) => {
      const group = groupNamed(life, slug);
      const asking = to === 'group' ? (group.memberships.at(2)?.personId ?? null) : convener(group);
      return {
        idempotencyKey: luck.uuid(),
        groupId: group.id,
        toWhom: to,
        askedBy: asking,
        lang,
        words,
        askedAt: at(days),
        passedOnAt: passedOn ? at(passedOn.days) : null,
        passedOnBy: passedOn ? moderator(group) : null,
        passedOnWords: passedOn?.words ?? null,
        settledAt: settled ? at(settled.days) : null,
        settledBy: settled ? convener(group) : null,
        cameOfIt: settled?.came ?? null,
      };
    }),
    (rows) => tx.insert(hands).values(rows),
  );
}

/** Writes the visits that groups paid others to see an approach at work. */
export async function writeVisits(
  tx: Transaction,
  life: PlannedLife,
  planned: readonly DemoApproach[],
  today: CalendarDay,
): Promise<void> {
  const ids = await approachIds(tx);
  const rows = planned.flatMap((approach) =>
    approach.visits.map(({ group: slug, days }) => {
      const from = groupNamed(life, slug);
      const day = addDays(today, -days);
      return {
        groupId: groupNamed(life, approach.group).id,
        personId: convener(from) ?? '',
        onDate: day,
        state: 'arranged',
        createdAt: instantOf(addDays(day, -5)),
        changedAt: instantOf(day),
        cameAt: instantOf(day),
        approachId: ids.get(approach.slug) ?? null,
        fromGroupId: from.id,
      };
    }),
  );
  await inChunks(rows, (chunk) => tx.insert(visits).values(chunk));
}

async function approachIds(tx: Transaction): Promise<Map<string, string>> {
  const rows = await tx.select({ id: approaches.id, slug: approaches.slug }).from(approaches);
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}

/** Writes what residents and the organizer follow, and what the organizer would explore. */
export async function writeFollows(
  tx: Transaction,
  life: PlannedLife,
  { followed, organizer }: DemoTownLife,
  organizerEmail: string,
  seed: string,
  today: CalendarDay,
): Promise<void> {
  const luck = chance(`${seed}:follows`);
  const ids = await approachIds(tx);
  const subject = (type: FollowedType, slug: string): string =>
    type === 'focus' ? slug : type === 'group' ? groupNamed(life, slug).id : (ids.get(slug) ?? slug);
  const rows = followed.flatMap(({ type, slug, people: count }) => {
    const readers = new Set(Array.from({ length: count }, () => luck.pick(life.people).id));
    return [...readers].map((personId) => ({
      personId,
      subjectType: type,
      subjectId: subject(type, slug),
      since: instantOf(addDays(today, -luck.int(5, 120))),
    }));
  });
  await inChunks(rows, (chunk) => tx.insert(follows).values(chunk));
  const [person] = await tx.select({ id: people.id }).from(people).where(eq(people.email, organizerEmail));
  if (person) await writeOrganizer(tx, person.id, organizer, subject, today);
}

async function writeOrganizer(
  tx: Transaction,
  personId: string,
  { follows: wanted, explores }: DemoTownLife['organizer'],
  subject: (type: FollowedType, slug: string) => string,
  today: CalendarDay,
): Promise<void> {
  const since = instantOf(addDays(today, -40));
  const rows = Object.entries(wanted).flatMap(([type, slugs]) =>
    slugs.map((slug) => ({
      personId,
      subjectType: type,
      subjectId: subject(type as FollowedType, slug),
      since,
    })),
  );
  await inChunks(rows, (chunk) => tx.insert(follows).values(chunk));
  await tx.insert(explorations).values({
    personId,
    words: explores.words,
    focusIds: explores.focuses,
    neighborhoodId: explores.neighborhood,
    weekdays: explores.weekdays,
    partsOfDay: explores.partsOfDay,
    languages: explores.languages,
    changedAt: since,
  });
}
