import { desc, isNotNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import {
  answers,
  approaches,
  groups,
  hands,
  questions,
  reflectionAnswers,
  reports,
} from '#db/schema/index.ts';
import type { HideableType } from './organize.ts';

/** Something that organizers hid, and for which of the listed reasons. */
export interface HiddenNow {
  readonly subjectType: HideableType;
  readonly subjectId: string;
  readonly hiddenAt: Date;
  readonly reason: string | null;
}

const eachMost = 50;

/** What is hidden at present, the latest first; of each kind the latest fifty. One query a kind. */
export async function listHidden(db: Queryable): Promise<HiddenNow[]> {
  const tables = [
    ['group', groups],
    ['report', reports],
    ['question', questions],
    ['answer', answers],
    ['approach', approaches],
    ['hand', hands],
  ] as const;
  const found = await Promise.all([
    ...tables.map(async ([subjectType, table]) => {
      const rows = await db
        .select({ subjectId: table.id, hiddenAt: table.hiddenAt, reason: table.hiddenReason })
        .from(table)
        .where(isNotNull(table.hiddenAt))
        .orderBy(desc(table.hiddenAt))
        .limit(eachMost);
      return rows.map((row) => ({ ...row, subjectType }));
    }),
    hiddenReflections(db),
  ]);
  return found
    .flat()
    .flatMap(({ hiddenAt, ...row }) => (hiddenAt === null ? [] : [{ ...row, hiddenAt }]))
    .sort((a, b) => b.hiddenAt.getTime() - a.hiddenAt.getTime());
}

/** Of a reflection all shared answers are hidden together. */
async function hiddenReflections(db: Queryable) {
  const rows = await db
    .selectDistinctOn([reflectionAnswers.reflectionId], {
      subjectId: reflectionAnswers.reflectionId,
      hiddenAt: reflectionAnswers.hiddenAt,
      reason: reflectionAnswers.hiddenReason,
    })
    .from(reflectionAnswers)
    .where(isNotNull(reflectionAnswers.hiddenAt))
    .limit(eachMost);
  return rows.map((row) => ({ ...row, subjectType: 'reflection' as const }));
}
