import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { meetings, prompts } from '#db/schema/index.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';
import { drawPrompt, type Candidate } from './draw.ts';
import { type Doing, howDoing, type PromptState } from './group-doing.ts';
import { findGroupSigns, type MeetingAhead } from './group-signs.server.ts';
import type { ProposedQuestion } from './prompts.ts';

/** How a group is doing before a meeting; null when there is no such group. */
export async function findDoing(db: Queryable, meeting: MeetingAhead): Promise<Doing | null> {
  const signs = await findGroupSigns(db, meeting);
  return signs && howDoing(signs);
}

/**
 * The one question for a group's meeting, and why: the one already chosen for that meeting, else the one that
 * `drawPrompt` gives for how the group is doing. Choosing it is up to the meeting (`meetings.promptId`).
 * @returns null when the group or any question is missing
 */
export async function proposeQuestion(
  db: Queryable,
  meeting: MeetingAhead,
): Promise<ProposedQuestion | null> {
  const [doing, candidates, [held]] = await Promise.all([
    findDoing(db, meeting),
    findCandidates(db, meeting.groupId, meeting.onDate),
    db
      .select({ id: prompts.id, state: prompts.state, text: prompts.text })
      .from(meetings)
      .innerJoin(prompts, eq(prompts.id, meetings.promptId))
      .where(and(eq(meetings.groupId, meeting.groupId), eq(meetings.onDate, meeting.onDate))),
  ]);
  if (!doing) return null;
  const drawn = drawFor(candidates, doing, meeting);
  if (!held) return drawn;
  if (held.id === drawn?.id) return drawn;
  const fits = held.state === doing.state;
  return { ...held, state: held.state as PromptState, reason: fits ? doing.reason : null };
}

interface CandidateRow extends Candidate {
  readonly state: PromptState;
  readonly text: ProposedQuestion['text'];
}

function drawFor(
  candidates: readonly CandidateRow[],
  { state, reason }: Doing,
  meeting: MeetingAhead,
): ProposedQuestion | null {
  const isWaiting = ({ writtenForGroupAt, lastAskedOn }: CandidateRow) =>
    writtenForGroupAt !== null && lastAskedOn === null;
  const fitting = candidates.filter((each) => each.state === state || isWaiting(each));
  const drawn = drawPrompt(fitting.length > 0 ? fitting : candidates, meeting);
  if (!drawn) return null;
  const why = isWaiting(drawn) ? 'written' : drawn.state === state ? reason : null;
  return { id: drawn.id, state: drawn.state, text: drawn.text, reason: why };
}

/** Every question this group may be asked, with how often the town asked it and changed a plan. */
async function findCandidates(db: Queryable, groupId: string, onDate: CalendarDay): Promise<CandidateRow[]> {
  const rows = await db
    .select({
      id: prompts.id,
      state: prompts.state,
      text: prompts.text,
      writtenAt: prompts.writtenAt,
      groupId: prompts.groupId,
      asked: prompts.asked,
      changed: prompts.changed,
      lastAskedOn: sql<CalendarDay | null>`(select max(m.on_date)::text from meetings m
        where m.group_id = ${groupId} and m.prompt_id = prompts.id and m.on_date < ${onDate}::date)`,
    })
    .from(prompts)
    .where(and(isNull(prompts.retiredAt), or(isNull(prompts.groupId), eq(prompts.groupId, groupId))));
  return rows.map(({ writtenAt, groupId: writtenFor, ...row }) => ({
    ...row,
    state: row.state as PromptState,
    writtenForGroupAt: writtenFor === null ? null : (writtenAt ?? new Date(0)),
  }));
}
