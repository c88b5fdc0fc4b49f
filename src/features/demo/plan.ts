import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { nextWeekday } from './calendar.ts';
import { chance, type Chance } from './chance.ts';
import type { DemoClub, DemoContent, DemoGroup } from './demo.ts';

export interface PlannedPerson {
  id: string;
  name: string;
  email: string;
  lang: string;
  joinedOn: CalendarDay;
}

export interface PlannedMembership {
  groupId: string;
  personId: string;
  state: 'active' | 'waitlisted' | 'requested' | 'left';
  role: 'member' | 'moderator' | 'convener';
  note: string | null;
  since: CalendarDay;
  /** When somebody who left did so. */
  until?: CalendarDay;
}

export interface PlannedGroup {
  id: string;
  kind: 'impact' | 'interest';
  brief: DemoGroup | DemoClub;
  foundedOn: CalendarDay;
  /** The first day on which it met; always one of its rhythm. */
  firstMeetingOn: CalendarDay;
  closedOn: CalendarDay | null;
  restingUntil: CalendarDay | null;
  memberships: PlannedMembership[];
}

export interface PlannedLife {
  people: PlannedPerson[];
  groups: PlannedGroup[];
}

/** What the generator is asked for: `today` is the town's calendar day, so that a life always ends now. */
export interface PlanRequest {
  content: DemoContent;
  seed: string;
  today: CalendarDay;
}

const requestNotes = {
  en: [
    'I live two streets away and I am home by six.',
    'A neighbor told me about you. I can carry things.',
    'May I come and listen first?',
  ],
  es: [
    'Vivo a dos calles y llego a las seis.',
    'Me habló de ustedes una vecina.',
    '¿Puedo ir primero a escuchar?',
  ],
};

/** The people and groups of a demonstration town; the same request gives the same life. */
export function planLife({ content, seed, today }: PlanRequest): PlannedLife {
  const people: PlannedPerson[] = [];
  const nameLuck = chance(`${seed}:people`);
  const newPerson = (lang: string, joinedOn: CalendarDay): PlannedPerson => {
    const names = content.people.firstNames[lang] ?? content.people.firstNames.en ?? ['Sam'];
    const first = nameLuck.pick(names);
    const name = `${first} ${String.fromCharCode(65 + nameLuck.int(0, 25))}.`;
    const person = {
      id: nameLuck.uuid(),
      name,
      email: `resident-${people.length + 1}@tidewell.example`,
      lang,
      joinedOn,
    };
    people.push(person);
    return person;
  };
  const groups: PlannedGroup[] = [];
  for (const brief of content.groups.impact) {
    const luck = chance(`${seed}:${brief.slug}`);
    const pool = brief.forModerators ? moderatorsOf(groups, people) : [];
    groups.push(planGroup(brief, luck, today, people, newPerson, pool));
  }
  for (const brief of content.groups.interest) {
    const luck = chance(`${seed}:${brief.slug}`);
    groups.push(planClub(brief, luck, today, clubConvener(brief, groups), newPerson));
  }
  for (const group of groups) bringAlong(group, groups, people);
  return { people, groups };
}

type NewPerson = (lang: string, joinedOn: CalendarDay) => PlannedPerson;

function planGroup(
  brief: DemoGroup,
  luck: Chance,
  today: CalendarDay,
  known: readonly PlannedPerson[],
  newPerson: NewPerson,
  pool: PlannedPerson[],
): PlannedGroup {
  const id = luck.uuid();
  const foundedOn = addDays(today, -7 * brief.began - luck.int(0, 3));
  const closedOn = brief.ended === undefined ? null : addDays(today, -7 * brief.ended);
  const memberships: PlannedMembership[] = [];
  const taken = new Set<string>();
  const join = (
    state: PlannedMembership['state'],
    role: PlannedMembership['role'],
    since: CalendarDay,
  ): void => {
    const shared = known.length > 60 && role === 'member' && luck.yes(0.1);
    const candidate = pool.shift() ?? (shared ? luck.pick(known) : newPerson(brief.lang, since));
    const person = taken.has(candidate.id) ? newPerson(brief.lang, since) : candidate;
    taken.add(person.id);
    const note =
      state === 'requested' ? luck.pick(brief.lang === 'es' ? requestNotes.es : requestNotes.en) : null;
    memberships.push({ groupId: id, personId: person.id, state, role, note, since });
  };
  const someDay = () => addDays(foundedOn, luck.int(0, Math.max(0, 7 * (brief.began - (brief.ended ?? 1)))));
  for (let i = 0; i < brief.people; i += 1) {
    join(
      'active',
      i === 0 ? 'convener' : i === 1 && brief.people > 6 ? 'moderator' : 'member',
      i < 4 ? foundedOn : someDay(),
    );
  }
  for (let i = luck.int(0, Math.ceil(brief.people / 4)); i > 0; i -= 1) join('left', 'member', foundedOn);
  for (let i = 0; i < brief.waiting; i += 1) join('waitlisted', 'member', addDays(today, -14 + 2 * i));
  const open = closedOn === null && brief.waiting === 0 && brief.restingUntilMonth === undefined;
  if (open && brief.joining === 'request' && brief.people < 15)
    join('requested', 'member', addDays(today, -luck.int(0, 4)));
  return {
    id,
    kind: 'impact',
    brief,
    foundedOn,
    firstMeetingOn: nextWeekday(foundedOn, brief.weekday),
    closedOn,
    restingUntil: restingUntil(brief, today),
    memberships,
  };
}

function restingUntil(brief: DemoGroup, today: CalendarDay): CalendarDay | null {
  if (brief.restingUntilMonth === undefined) return null;
  const month = String(brief.restingUntilMonth).padStart(2, '0');
  const year = Number(today.slice(0, 4));
  const thisYear = `${year}-${month}-01`;
  return thisYear > today ? thisYear : `${year + 1}-${month}-01`;
}

function planClub(
  brief: DemoClub,
  luck: Chance,
  today: CalendarDay,
  convener: string | null,
  newPerson: NewPerson,
): PlannedGroup {
  const foundedOn = addDays(today, -luck.int(60, 400));
  const id = luck.uuid();
  const personId = convener ?? newPerson(brief.lang, foundedOn).id;
  return {
    id,
    kind: 'interest',
    brief,
    foundedOn,
    firstMeetingOn: nextWeekday(foundedOn, brief.weekday),
    closedOn: null,
    restingUntil: null,
    memberships: [{ groupId: id, personId, state: 'active', role: 'convener', note: null, since: foundedOn }],
  };
}

/** A club is convened by whoever convenes the group that grew from it. */
function clubConvener(brief: DemoClub, groups: readonly PlannedGroup[]): string | null {
  const grown = groups.find((group) => (group.brief as Partial<DemoGroup>).grownFrom === brief.slug);
  return grown?.memberships[0]?.personId ?? null;
}

/** Who asks the questions in other groups. */
function moderatorsOf(groups: readonly PlannedGroup[], people: readonly PlannedPerson[]): PlannedPerson[] {
  const ids = new Set(
    groups.flatMap(({ memberships }) =>
      memberships.filter(({ role }) => role === 'moderator').map(({ personId }) => personId),
    ),
  );
  return people.filter(({ id }) => ids.has(id));
}

/** How long before a group divides it is said who goes. */
export const divisionWeeks = 3;

/** Those with whom a divided group began were in the other one until then. */
function bringAlong(
  { brief, foundedOn, memberships }: PlannedGroup,
  groups: readonly PlannedGroup[],
  people: readonly PlannedPerson[],
): void {
  const { dividedFrom } = brief as Partial<DemoGroup>;
  const parent = groups.find((group) => group.brief.slug === dividedFrom);
  if (dividedFrom === undefined || !parent) return;
  for (const { personId, since } of memberships) {
    if (since > foundedOn || parent.memberships.some((each) => each.personId === personId)) continue;
    const joined = addDays(parent.foundedOn, parent.memberships.length % 5);
    const person = people.find(({ id }) => id === personId);
    if (person) person.joinedOn = joined;
    parent.memberships.push({
      groupId: parent.id,
      personId,
      state: 'left',
      role: 'member',
      note: null,
      since: joined,
      until: foundedOn,
    });
  }
}
