import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import { nextWeekday } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { DemoClub, DemoGroup } from './demo.ts';
import type { PlannedGroup, PlannedMembership, PlannedPerson } from './planned.ts';

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

/** Lets somebody move to town. */
type NewPerson = (lang: string, joinedOn: CalendarDay) => PlannedPerson;

/** An impact group with its people, as its brief asks; `pool` is taken before strangers. */
export function planGroup(
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

/** A community of interest with whoever convenes it. */
export function planClub(
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
