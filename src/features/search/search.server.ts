import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, reports, searchDocuments as documents } from '#db/schema/index.ts';
import {
  beginningsOf,
  type DocumentKind,
  excerptParts,
  type Finding,
  findingsPerPage,
  hitEnd,
  hitStart,
  type Question,
} from './search.ts';

/** One page of what a search found, and how much there is in all. */
export interface Findings {
  readonly findings: readonly Finding[];
  readonly total: number;
}

/**
 * Searches everything public, in all languages at once, best first; accents do not matter. A text that exists in
 * several languages is found once, in `lang` if that version matches.
 */
export async function search(db: Queryable, question: Question, lang: string): Promise<Findings> {
  if (question.q === '') return { findings: [], total: 0 };
  const asked = askedFor(question.q);
  const page = bestOf(db, asked, lang, question.page);
  const rows = await db
    .select({
      kind: page.kind,
      ref: page.ref,
      lang: page.lang,
      title: documents.title,
      path: documents.path,
      total: page.total,
      excerpt: excerptOf(sql`${page.lang}`, sql`${documents.body}`, asked.any),
      groupName: groups.name,
      postedAt: reports.postedAt,
    })
    .from(page)
    // The texts themselves are read for one page only.
    .innerJoin(
      documents,
      and(eq(documents.kind, page.kind), eq(documents.ref, page.ref), eq(documents.lang, page.lang)),
    )
    .leftJoin(reports, sql`${reports.id} = case when ${page.kind} = 'report' then ${page.ref}::uuid end`)
    .leftJoin(groups, eq(groups.id, reports.groupId))
    .orderBy(desc(page.rank), asc(page.kind), asc(page.ref));
  return { total: rows[0]?.total ?? 0, findings: rows.map(toFinding) };
}

interface Asked {
  readonly exact: SQL;
  readonly any: SQL;
}

/** The question as text search queries in both configurations: as it was put, and with words that only begin so. */
function askedFor(question: string): Asked {
  const exact = sql`(websearch_to_tsquery('town_en', ${question}) || websearch_to_tsquery('town_es', ${question}))`;
  const words = beginningsOf(question);
  const begun = sql`(to_tsquery('town_en', ${words}) || to_tsquery('town_es', ${words}))`;
  return { exact, any: words === '' ? exact : sql`(${exact} || ${begun})` };
}

function bestOf(db: Queryable, asked: Asked, lang: string, page: number) {
  const found = db
    .selectDistinctOn([documents.kind, documents.ref], {
      kind: documents.kind,
      ref: documents.ref,
      lang: documents.lang,
      // Whole words weigh more than beginnings of words, and a group more than each of its reports.
      rank: rankOf(asked).as('rank'),
    })
    .from(documents)
    .where(sql`${documents.words} @@ ${asked.any}`)
    .orderBy(documents.kind, documents.ref, desc(eq(documents.lang, lang)))
    .as('found');
  return db
    .select({
      kind: found.kind,
      ref: found.ref,
      lang: found.lang,
      rank: found.rank,
      total: sql<number>`count(*) over ()`.mapWith(Number).as('total'),
    })
    .from(found)
    .orderBy(desc(found.rank), asc(found.kind), asc(found.ref))
    .limit(findingsPerPage)
    .offset((page - 1) * findingsPerPage)
    .as('page');
}

const headline = `StartSel=${hitStart}, StopSel=${hitEnd}, MaxFragments=2, MaxWords=22, MinWords=8, FragmentDelimiter=" … "`;

/** Where in a text the words asked for stand. Marks that somebody wrote into the text are taken out first. */
function excerptOf(lang: SQL, body: SQL, asked: SQL): SQL<string> {
  const configuration = sql`case when ${lang} = 'es' then 'town_es'::regconfig else 'town_en'::regconfig end`;
  return sql`ts_headline(${configuration}, translate(${body}, ${hitStart + hitEnd}, ''), ${asked}, ${headline})`;
}

interface Row {
  readonly kind: string;
  readonly ref: string;
  readonly lang: string;
  readonly title: string;
  readonly path: string;
  readonly excerpt: string;
  readonly groupName: string | null;
  readonly postedAt: Date | null;
}

function toFinding({ kind, ref, lang, title, path, excerpt, groupName, postedAt }: Row): Finding {
  return {
    kind: kind as DocumentKind,
    ref,
    lang,
    title,
    path,
    excerpt: excerptParts(excerpt),
    report: groupName !== null && postedAt !== null ? { groupName, postedAt } : null,
  };
}

function rankOf({ exact, any }: Asked): SQL<number> {
  const rank = (query: SQL) => sql`ts_rank(${documents.words}, ${query})`;
  return sql`(4 * ${rank(exact)} + ${rank(any)}) * case when ${documents.kind} = 'report' then 0.5 else 1 end`;
}
