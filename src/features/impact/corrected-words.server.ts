import { desc, eq } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { reportWords } from '#db/schema/index.ts';
import { done, refused, type LedgerResult } from './ledger-context.server.ts';
import { hasWords, reportTexts, type ReportWords } from './report.ts';

/**
 * What an amendment writes of a report's words; null where they say what stands already. Words that were removed cannot
 * be written again (`words-removed`), and taking all of them away is a removal, which no amendment is (`words-emptied`).
 */
export async function correctedWords(
  tx: Transaction,
  reportId: string,
  words: ReportWords,
): Promise<LedgerResult<ReportWords | null>> {
  const versions = await tx
    .select()
    .from(reportWords)
    .where(eq(reportWords.reportId, reportId))
    .orderBy(desc(reportWords.version));
  const standing = versions.find(hasWords);
  if (reportTexts.every((name) => (standing?.[name] ?? null) === words[name])) return done(null);
  if (!standing && versions.some(({ redactedAt }) => redactedAt)) return refused('words-removed');
  return hasWords(words) ? done(words) : refused('words-emptied');
}
