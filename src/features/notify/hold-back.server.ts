import { and, inArray, isNull, like, ne, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { mails } from '#db/schema/index.ts';

/** Mails that quote what others wrote. */
const quotingKinds = ['digest', 'question-addressed', 'question-answered', 'answer-helped', 'adoption-ask'];

/** Empties mails that wait and lead to what was hidden, or to a report whose words were removed. */
export async function holdBack(tx: Transaction, path: string): Promise<void> {
  await tx
    .update(mails)
    .set({ bodyText: '', bodyHtml: '', lastError: 'what it told was hidden or removed before it was sent' })
    .where(
      and(
        isNull(mails.sentAt),
        ne(mails.bodyText, ''),
        inArray(mails.kind, quotingKinds),
        like(mails.bodyText, sql`'%' || ${path}::text || '%'`),
      ),
    );
}
