import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { chance } from './chance.ts';
import type { DemoClub, DemoContent, DemoGroup } from './demo.ts';
import { planClub, planGroup } from './plan-groups.ts';
import type { PlannedGroup, PlannedLife, PlannedPerson } from './planned.ts';

/** What the generator is asked for: `today` is the town's calendar day, so that a life always ends now. */
export interface PlanRequest {
  content: DemoContent;
  seed: string;
  today: CalendarDay;
}

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
