import { inRhythm, type MeetingPlan, type PlannedMeeting } from '#features/groups/meeting-dates.ts';
import { addDays, type CalendarDay } from '#lib/calendar-day.ts';
import type { DateAhead } from './meetings.ts';

const horizonDays = 120;

/**
 * The next `count` dates of the rhythm from `today` on with what was changed about them: as they are, moved, or skipped.
 * They stand in the order in which the group meets; a skipped one stands on its own day.
 */
export function datesAhead(plan: MeetingPlan, today: CalendarDay, count: number): DateAhead[] {
  const changed = new Map(plan.changes.map((change) => [change.onDate, change]));
  const moved = plan.changes
    .filter(({ onDate, movedTo }) => onDate < today && movedTo !== null && movedTo >= today)
    .map(({ onDate }) => onDate);
  const own = plan.firstMeetingOn !== null && plan.firstMeetingOn > today ? plan.firstMeetingOn : today;
  const begin = plan.restingUntil !== null && plan.restingUntil > own ? plan.restingUntil : own;
  const days = [...moved, ...Array.from({ length: horizonDays }, (_, index) => addDays(begin, index))];
  const dates = days
    .filter((day) => inRhythm(plan, day))
    .slice(0, count)
    .map((rhythmDay): DateAhead => {
      const change = changed.get(rhythmDay);
      if (change?.movedTo === null) return { rhythmDay, meeting: null };
      const startsAt = change?.movedToTime ?? plan.startsAt;
      const meeting: PlannedMeeting = { day: change?.movedTo ?? rhythmDay, startsAt, rhythmDay };
      return { rhythmDay, meeting };
    });
  const at = ({ rhythmDay, meeting }: DateAhead) => meeting?.day ?? rhythmDay;
  return dates
    .filter((date) => at(date) >= today)
    .sort((a, b) => (at(a) < at(b) ? -1 : Number(at(a) > at(b))));
}
