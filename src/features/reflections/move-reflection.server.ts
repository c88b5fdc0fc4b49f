import { and, eq, isNull, lte } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { reflections } from '#db/schema/index.ts';
import type { CalendarDay } from '#lib/calendar-day.ts';

/** An open reflection falls due with the meeting it was opened for, when that one is moved. */
export async function moveReflection(
  tx: Transaction,
  groupId: string,
  from: CalendarDay,
  to: CalendarDay,
): Promise<void> {
  const due = and(eq(reflections.groupId, groupId), eq(reflections.dueOn, from));
  await tx
    .update(reflections)
    .set({ dueOn: to })
    .where(and(due, isNull(reflections.finishedAt), lte(reflections.since, to)));
}
