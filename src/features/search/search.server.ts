import { and, asc, desc, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Database, Queryable, Transaction } from '#db/client.ts';
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
  /** How many can be paged through. */
  readonly total: number;
  /** There are more than these, which are the best of the newest. */
  readonly more: boolean;
}

/** How many reports, and how many of all else, are weighed against each other at most. */
const reportsMost = 1000;
const othersMost = 500;
/** Of a word that stands in more reports than that, so many of the newest. */
const newestReports = 200;

/**
 * Searches everything public, in all languages at once, best first; accents do not matter. A text that exists in
 * several languages is found once, in `lang` if that version matches. To weigh every text that has a common word would
 * take as long as the town is old, so of very many the newest are weighed, and `more` says so.
 */
export async function search(db: Database, question: Question, lang: string): Promise<Findings> {
  if (question.q === '') return { findings: [], total: 0, more: false };
  const asked = askedFor(question.q);
  return db.transaction(async (tx) => {
    // How often a word occurs is guessed badly; a guess too high would have all texts read one by one.
    await readByWords(tx, true);
    const [reportsFound, othersFound] = await Promise.all([
      countUpTo(tx, and(isReport, matches(asked)), reportsMost),
      countUpTo(tx, and(isOther, matches(asked)), othersMost),
    ]);
    const common = reportsFound > reportsMost;
    if (common) await readByWords(tx, false);
    const page = bestOf(tx, asked, lang, question.page, common);
    const rows = await pageOf(tx, page, asked);
    const findings = rows.map(toFinding);
    return { findings, total: rows[0]?.total ?? 0, more: common || othersFound > othersMost };
  });
}

/** Has a transaction find texts by their words alone, not by reading on in some order until there are enough. */
async function readByWords(tx: Transaction, alone: boolean): Promise<void> {
  await tx.execute(sql`
    select set_config(name, ${alone ? 'off' : 'on'}, true)
    from (values ('enable_seqscan'), ('enable_indexscan'), ('enable_indexonlyscan')) settings(name)`);
}

const isReport = sql`${documents.kind} = 'report'`;
const isOther = sql`${documents.kind} <> 'report'`;
const matches = (asked: Asked) => sql`${documents.words} @@ ${asked.any}`;

/** How many texts there are, counted no further than to one more than `most`. */
async function countUpTo(db: Queryable, where: SQL | undefined, most: number): Promise<number> {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(documents)
    .where(where)
    .limit(most + 1)
    .as('some');
  return db.$count(some);
}

/** The texts themselves are read for one page only. */
function pageOf(db: Queryable, page: ReturnType<typeof bestOf>, asked: Asked) {
  return db
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
    .innerJoin(
      documents,
      and(eq(documents.kind, page.kind), eq(documents.ref, page.ref), eq(documents.lang, page.lang)),
    )
    .leftJoin(reports, sql`${reports.id} = case when ${page.kind} = 'report' then ${page.ref}::uuid end`)
    .leftJoin(groups, eq(groups.id, reports.groupId))
    .orderBy(desc(page.rank), asc(page.kind), asc(page.ref));
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

/** @param common reports with the word are more than can be weighed: only the newest are */
function bestOf(db: Queryable, asked: Asked, lang: string, page: number, common: boolean) {
  const having = (which: SQL) =>
    db
      .select({ kind: documents.kind, ref: documents.ref, lang: documents.lang, words: documents.words })
      .from(documents)
      .where(and(which, matches(asked)))
      .$dynamic();
  const newest = [desc(documents.changedAt), asc(documents.ref)];
  const others = having(isOther)
    .orderBy(...newest)
    .limit(othersMost);
  // In order only where there are many: looking for a rare word from the newest report on would read them all.
  const some = common
    ? having(isReport)
        .orderBy(...newest)
        .limit(newestReports)
    : having(isReport);
  const weighed = unionAll(others, some).as('weighed');
  const found = db
    .selectDistinctOn([weighed.kind, weighed.ref], {
      kind: weighed.kind,
      ref: weighed.ref,
      lang: weighed.lang,
      // Whole words weigh more than beginnings of words, and a group more than each of its reports.
      rank: rankOf(weighed, asked).as('rank'),
    })
    .from(weighed)
    .orderBy(weighed.kind, weighed.ref, desc(eq(weighed.lang, lang)))
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

function rankOf(
  { words, kind }: { readonly words: SQLWrapper; readonly kind: SQLWrapper },
  { exact, any }: Asked,
): SQL<number> {
  const rank = (query: SQL) => sql`ts_rank(${words}, ${query})`;
  return sql`(4 * ${rank(exact)} + ${rank(any)}) * case when ${kind} = 'report' then 0.5 else 1 end`;
}
