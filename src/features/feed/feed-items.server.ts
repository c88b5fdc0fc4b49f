import type { Queryable } from '#db/client.ts';
import { findMeasuresOf } from '#features/impact/measure-view.server.ts';
import { listReports } from '#features/impact/reports.server.ts';
import { beginning } from '#lib/plain-text.ts';
import { groupBy } from '#lib/group-by.ts';
import type { FeedRow } from './feed.server.ts';
import {
  excerptLength,
  type FeedItem,
  type FeedKind,
  type FeedText,
  type Told,
  type ToldByRef,
} from './feed.ts';
import { tellAdoptions, tellAnswers, tellApproaches, tellQuestions } from './tell-learning.server.ts';
import { tellGroups, tellHands, tellReflections } from './tell.server.ts';

type Teller = (db: Queryable, refs: readonly string[], lang: string) => Promise<ToldByRef>;

const tellers: Record<FeedKind, Teller> = {
  group: tellGroups,
  divided: tellGroups,
  report: tellReports,
  question: tellQuestions,
  answer: tellAnswers,
  helped: tellAnswers,
  approach: tellApproaches,
  adoption: tellAdoptions,
  outcome: tellAdoptions,
  reflection: tellReflections,
  hand: tellHands,
};

const nothingSaid = {
  group: null,
  other: null,
  title: null,
  excerpt: null,
  outcome: null,
  report: null,
  days: null,
};

/**
 * Items with what they tell, in the order of `rows`; one whose telling is gone meanwhile is left out. A few queries for
 * each kind among them, however many there are.
 */
export async function describeItems(
  db: Queryable,
  rows: readonly FeedRow[],
  lang: string,
): Promise<FeedItem[]> {
  const byTeller = groupBy(rows, ({ kind }) => tellers[kind as FeedKind]);
  const told = new Map<Teller, ToldByRef>(
    await Promise.all(
      [...byTeller].map(async ([tell, some]): Promise<[Teller, ToldByRef]> => {
        const refs = [...new Set(some.map(({ ref }) => ref))];
        return [tell, await tell(db, refs, lang)];
      }),
    ),
  );
  return rows.flatMap(({ id, kind: stored, ref, at, focusId, neighborhoodId }) => {
    const kind = stored as FeedKind;
    const said = told.get(tellers[kind])?.get(ref);
    return said ? [shortened({ ...nothingSaid, focusId, neighborhoodId, ...said, id, kind, at })] : [];
  });
}

/** What came of an answer stands where it helped, and the answer's own words where it was given. */
function shortened(item: FeedItem): FeedItem {
  const cut = (text: FeedText | null) => text && { ...text, text: beginning(text.text, excerptLength) };
  return { ...item, title: cut(item.title), excerpt: cut(item.excerpt) };
}

async function tellReports(db: Queryable, refs: readonly string[]): Promise<ToldByRef> {
  const found = await listReports(db, refs);
  const measures = await findMeasuresOf(
    db,
    found.flatMap(({ measureId }) => measureId ?? []),
  );
  return new Map(
    found.map((summary): [string, Told] => {
      const words = summary.words?.learned ?? summary.words?.happened ?? summary.words?.tried ?? null;
      return [
        summary.id,
        {
          group: summary.group,
          path: `/reports/${summary.id}/`,
          excerpt: words === null ? null : { text: words, lang: summary.lang },
          report: { summary, measure: measures.get(summary.measureId ?? '') ?? null },
        },
      ];
    }),
  );
}
