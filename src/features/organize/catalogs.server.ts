import { asc, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import type { LocalizedText } from '#db/schema/catalogs.ts';
import { measures } from '#db/schema/index.ts';
import type { MeasureKind } from '#features/impact/measure.ts';

/** A catalog measure and how much it is used. */
export interface MeasureUse {
  id: string;
  name: LocalizedText;
  focusId: string | null;
  kind: MeasureKind;
  retiredAt: Date | null;
  groups: number;
  reports: number;
}

/** The town's catalog of measures with its use, retired ones last. One query. */
export async function measureUse(db: Queryable): Promise<MeasureUse[]> {
  const rows = await db
    .select({
      id: measures.id,
      name: measures.name,
      focusId: measures.focusId,
      kind: sql<MeasureKind>`${measures.kind}`,
      retiredAt: measures.retiredAt,
      groups:
        sql`(select count(*) from group_measures gm where gm.measure_id = measures.id and gm.ended_at is null)`.mapWith(
          Number,
        ),
      reports:
        sql`(select count(*) from reports r where r.measure_id = measures.id and r.withdrawn_at is null)`.mapWith(
          Number,
        ),
    })
    .from(measures)
    .where(isNull(measures.groupId))
    .orderBy(sql`${measures.retiredAt} nulls first`, asc(measures.focusId), asc(measures.id));
  return rows;
}
