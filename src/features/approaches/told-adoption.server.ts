import { eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { adoptions, approaches, groups } from '#db/schema/index.ts';
import { readableText } from './list-approaches.server.ts';

/** The approach and the group of an adoption, for whoever was asked about it; null when there is none. */
export async function findAdoption(db: Queryable, id: string, lang: string) {
  const text = readableText(db, lang);
  const [row] = await db
    .select({
      slug: approaches.slug,
      title: text.title,
      titleLang: text.lang,
      group: groups.name,
      groupLang: groups.lang,
      outcome: adoptions.outcome,
    })
    .from(adoptions)
    .innerJoin(approaches, eq(approaches.id, adoptions.approachId))
    .innerJoin(groups, eq(groups.id, adoptions.groupId))
    .innerJoinLateral(text, sql`true`)
    .where(eq(adoptions.id, id));
  return row ?? null;
}
