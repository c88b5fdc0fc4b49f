import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { questions } from '#db/schema/index.ts';
import type { Town } from '#features/town/town.ts';
import { inLanguage } from '#features/town/town.ts';

/**
 * Gives each chapter's open question its place among the questions, so that it can be answered and followed. What was
 * answered stays when a chapter is worded anew.
 */
export async function upsertChapterQuestions(
  db: Database,
  town: Pick<Town, 'chapters' | 'languages'>,
  now: Date,
): Promise<void> {
  const lang = town.languages[0] ?? 'en';
  const rows = inLanguage(town.chapters, lang).map(({ slug, question }) => ({
    idempotencyKey: randomUUID(),
    chapter: slug,
    lang,
    text: question,
    askedAt: now,
  }));
  if (rows.length === 0) return;
  await db
    .insert(questions)
    .values(rows)
    .onConflictDoUpdate({
      target: questions.chapter,
      set: { text: sql`excluded.text`, lang: sql`excluded.lang` },
      setWhere: sql`(${questions.text}, ${questions.lang}) is distinct from (excluded.text, excluded.lang)`,
    });
}
