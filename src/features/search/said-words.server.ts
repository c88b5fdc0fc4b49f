import { and, countDistinct, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, questions, searchDocuments } from '#db/schema/index.ts';
import { isListedGroup } from '#features/groups/public-groups.server.ts';
import { type SaidWord, wordsOf } from './said-words.ts';

/** How many words are looked up, and in how many groups each is looked for. */
const wordsLooked = 60;
const groupsLooked = 400;

/**
 * Which groups use which of somebody's words, in what they say of themselves or ask, by group; the rarest word first.
 * Small words of the language they read in (“the”, “para”) say nothing. Three queries at most.
 */
export async function groupsSaying(
  db: Queryable,
  text: string | null,
  lang: string,
): Promise<Map<string, SaidWord[]>> {
  const words = wordsOf(text ?? '').slice(0, wordsLooked);
  if (words.length === 0) return new Map();
  const [found, [listed]] = await Promise.all([
    documentsWith(db, words, lang),
    db
      .select({ many: countDistinct(groups.id) })
      .from(groups)
      .where(and(isListedGroup, eq(groups.kind, 'impact'))),
  ]);
  const askers = await groupsAsking(
    db,
    found.flatMap(({ kind, ref }) => (kind === 'question' ? [ref] : [])),
  );
  const users = new Map<string, Set<string>>();
  for (const { word, kind, ref } of found) {
    const group = kind === 'question' ? askers.get(ref) : ref;
    if (group) users.set(word, (users.get(word) ?? new Set()).add(group));
  }
  return byGroup(users, listed?.many ?? 0);
}

function byGroup(users: ReadonlyMap<string, ReadonlySet<string>>, listed: number): Map<string, SaidWord[]> {
  const said = new Map<string, SaidWord[]>();
  for (const [word, groupIds] of users) {
    const rarity = Math.max(0, 1 - groupIds.size / Math.max(1, listed));
    for (const id of groupIds) said.set(id, [...(said.get(id) ?? []), { word, rarity }]);
  }
  for (const words of said.values())
    words.sort((a, b) => b.rarity - a.rarity || a.word.localeCompare(b.word));
  return said;
}

/** What groups say and ask with one of the words in it, in any of its forms. */
function documentsWith(db: Queryable, words: readonly string[], lang: string) {
  const list = sql.join(
    words.map((word) => sql`${word}`),
    sql`, `,
  );
  const asked = (config: string) => sql`plainto_tsquery(${config}::regconfig, w.word)`;
  const documents = db
    .select({ kind: searchDocuments.kind, ref: searchDocuments.ref })
    .from(searchDocuments)
    .where(
      and(
        ne(searchDocuments.kind, 'report'),
        inArray(searchDocuments.kind, ['group', 'question']),
        sql`${searchDocuments.words} @@ (${asked('town_en')} || ${asked('town_es')})`,
      ),
    )
    .limit(groupsLooked)
    .as('d');
  return db
    .select({ word: sql<string>`w.word`, kind: documents.kind, ref: documents.ref })
    .from(sql`unnest(array[${list}]::text[]) as w(word)`)
    .innerJoinLateral(documents, sql`true`)
    .where(sql`numnode(${asked(lang === 'es' ? 'town_es' : 'town_en')}) > 0`);
}

async function groupsAsking(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: questions.id, groupId: questions.groupId })
    .from(questions)
    .where(and(inArray(questions.id, [...new Set(ids)]), isNotNull(questions.groupId)));
  return new Map(rows.flatMap(({ id, groupId }) => (groupId ? [[id, groupId] as const] : [])));
}
