import { isDeepStrictEqual } from 'node:util';
import { and, desc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { explorations, groups, questions, searchDocuments } from '#db/schema/index.ts';
import { isListedGroup, placesLeft, publicColumns } from '#features/groups/public-groups.server.ts';
import { distanceMeters } from '#features/neighborhoods/geometry.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import { focusById, neighborhoodById, type Town } from '#features/town/town.ts';
import { done, refused, type Outcome } from '#lib/outcome.ts';
import { type Candidate, type Exploration, propose, type Proposal } from './explore.ts';

/** What somebody said they would explore; null before they did. */
export async function findExploration(db: Queryable, personId: string): Promise<Exploration | null> {
  const [row] = await db.select().from(explorations).where(eq(explorations.personId, personId));
  if (!row) return null;
  const { words, focusIds, neighborhoodId, weekdays, partsOfDay, languages } = row;
  return {
    words,
    focusIds,
    neighborhoodId,
    weekdays,
    partsOfDay: partsOfDay as Exploration['partsOfDay'],
    languages: languages as Exploration['languages'],
  };
}

/** Keeps what somebody would explore; for nobody else's eyes. What names nothing in this town is left out. */
export async function saveExploration(
  { db, now, town }: { db: Queryable; now: () => Date; town: Town },
  actor: Actor,
  given: Exploration,
): Promise<Outcome<null, 'not-allowed'>> {
  if (!may(actor, 'say-what-i-explore', { personId: actor.personId })) return refused('not-allowed');
  const known = {
    ...given,
    focusIds: given.focusIds.filter((id) => focusById(town, id)),
    neighborhoodId: neighborhoodById(town, given.neighborhoodId ?? '')?.id ?? null,
  };
  const before = await findExploration(db, actor.personId);
  if (before && isDeepStrictEqual(before, known)) return done(null);
  const row = { ...known, changedAt: now() };
  await db
    .insert(explorations)
    .values({ personId: actor.personId, ...row })
    .onConflictDoUpdate({ target: explorations.personId, set: row });
  return done(null);
}

/** How many groups are looked at for proposals; those of a chosen focus and near neighborhoods come first. */
const candidatesMost = 400;

/** Groups with a place or that welcome visitors, proposed to somebody with the reasons. Two queries. */
export async function proposeGroups(
  db: Queryable,
  town: Pick<Town, 'neighborhoods'>,
  wants: Exploration,
): Promise<Proposal[]> {
  const home = town.neighborhoods.find(({ id }) => id === wants.neighborhoodId);
  const metersTo = new Map(
    town.neighborhoods.map(({ id, label }) => [id, home ? distanceMeters(home.label, label) : null]),
  );
  const saying = wants.words === null ? null : await groupsSaying(db, wants.words);
  const rows = await db
    .select({ group: publicColumns, placesLeft })
    .from(groups)
    .where(
      and(
        isListedGroup,
        eq(groups.kind, 'impact'),
        isNull(groups.restingUntil),
        or(sql`${placesLeft} > 0`, groups.welcomesVisitors),
      ),
    )
    .orderBy(...preference(wants, saying, metersTo))
    .limit(candidatesMost);
  const asked = await newestQuestions(
    db,
    rows.map(({ group }) => group.id),
  );
  const candidates = rows.map(({ group, placesLeft: left }): Candidate => ({
    ...group,
    placesLeft: left,
    question: asked.get(group.id) ?? null,
    saysIt: saying?.has(group.id) ?? false,
    meters: metersTo.get(group.neighborhoodId) ?? null,
  }));
  return propose(candidates, wants);
}

function preference(
  wants: Exploration,
  saying: ReadonlySet<string> | null,
  metersTo: ReadonlyMap<string, number | null>,
): SQL[] {
  const cares = wants.focusIds.length > 0 ? desc(inArray(groups.focusId, wants.focusIds)) : null;
  const says = saying && saying.size > 0 ? desc(inArray(groups.id, [...saying])) : null;
  const nearest = [...metersTo]
    .filter(([, meters]) => meters !== null)
    .sort(([, a], [, b]) => (a ?? 0) - (b ?? 0))
    .slice(0, 8)
    .map(([id]) => id);
  const near = nearest.length > 0 ? desc(inArray(groups.neighborhoodId, nearest)) : null;
  return [says, cares, near, desc(groups.createdAt)].filter((order) => order !== null);
}

/** Public groups whose own words, or whose questions', have one of these words. */
async function groupsSaying(db: Queryable, words: string): Promise<Set<string>> {
  const any = (config: string) =>
    sql`replace(plainto_tsquery(${config}::regconfig, ${words})::text, '&', '|')::tsquery`;
  const rows = await db
    .select({ kind: searchDocuments.kind, ref: searchDocuments.ref })
    .from(searchDocuments)
    .where(
      and(
        inArray(searchDocuments.kind, ['group', 'question']),
        sql`${searchDocuments.words} @@ (${any('town_en')} || ${any('town_es')})`,
      ),
    )
    .limit(candidatesMost);
  const askedIn = rows.filter(({ kind }) => kind === 'question').map(({ ref }) => ref);
  const asking =
    askedIn.length === 0
      ? []
      : await db.select({ id: questions.groupId }).from(questions).where(inArray(questions.id, askedIn));
  return new Set([
    ...rows.filter(({ kind }) => kind === 'group').map(({ ref }) => ref),
    ...asking.flatMap(({ id }) => id ?? []),
  ]);
}

async function newestQuestions(db: Queryable, groupIds: readonly string[]) {
  if (groupIds.length === 0) return new Map<string, { id: string; text: string; lang: string }>();
  const rows = await db
    .selectDistinctOn([questions.groupId], {
      groupId: questions.groupId,
      id: questions.id,
      text: questions.text,
      lang: questions.lang,
    })
    .from(questions)
    .where(
      and(
        inArray(questions.groupId, [...groupIds]),
        isNull(questions.resolvedAt),
        isNull(questions.hiddenAt),
        isNull(questions.chapter),
      ),
    )
    .orderBy(questions.groupId, desc(questions.askedAt));
  return new Map(rows.flatMap(({ groupId, ...question }) => (groupId ? [[groupId, question] as const] : [])));
}
