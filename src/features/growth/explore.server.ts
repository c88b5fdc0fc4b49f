import { isDeepStrictEqual } from 'node:util';
import { and, desc, eq, inArray, isNull, notExists, or, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { explorations, groups, memberships, questions } from '#db/schema/index.ts';
import { isListedGroup, placesLeft, publicColumns } from '#features/groups/public-groups.server.ts';
import { distanceMeters } from '#features/neighborhoods/geometry.ts';
import { may, type Actor } from '#features/organize/permissions.ts';
import { groupsSaying } from '#features/search/said-words.server.ts';
import type { SaidWord } from '#features/search/said-words.ts';
import { focusById, neighborhoodById, type Town } from '#features/town/town.ts';
import { liveStates } from '#features/membership/membership.ts';
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

/**
 * Groups with a place or that welcome visitors, proposed to somebody with the reasons; not those they belong to or wait
 * for. `lang` is the language they read in, whose small words say nothing.
 */
export async function proposeGroups(
  db: Queryable,
  town: Pick<Town, 'neighborhoods'>,
  { personId, wants, lang }: { personId: string; wants: Exploration; lang: string },
): Promise<Proposal[]> {
  const home = town.neighborhoods.find(({ id }) => id === wants.neighborhoodId);
  const metersTo = new Map(
    town.neighborhoods.map(({ id, label }) => [id, home ? distanceMeters(home.label, label) : null]),
  );
  const saying = await groupsSaying(db, wants.words, lang);
  const rows = await db
    .select({ group: publicColumns, placesLeft })
    .from(groups)
    .where(
      and(
        isListedGroup,
        eq(groups.kind, 'impact'),
        isNull(groups.restingUntil),
        or(sql`${placesLeft} > 0`, groups.welcomesVisitors),
        notExists(belongsTo(db, personId)),
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
    says: saying.get(group.id) ?? [],
    meters: metersTo.get(group.neighborhoodId) ?? null,
  }));
  return propose(candidates, wants);
}

function belongsTo(db: Queryable, personId: string) {
  const live = inArray(memberships.state, [...liveStates]);
  return db
    .select({ one: sql`1` })
    .from(memberships)
    .where(and(eq(memberships.groupId, groups.id), eq(memberships.personId, personId), live));
}

const total = (said: readonly SaidWord[]) => said.reduce((sum, { rarity }) => sum + rarity, 0);

function preference(
  wants: Exploration,
  saying: ReadonlyMap<string, readonly SaidWord[]>,
  metersTo: ReadonlyMap<string, number | null>,
): SQL[] {
  const cares = wants.focusIds.length > 0 ? desc(inArray(groups.focusId, wants.focusIds)) : null;
  const telling = [...saying].sort(([, a], [, b]) => total(b) - total(a)).slice(0, candidatesMost / 2);
  const says =
    telling.length > 0
      ? desc(
          inArray(
            groups.id,
            telling.map(([id]) => id),
          ),
        )
      : null;
  const nearest = [...metersTo]
    .filter(([, meters]) => meters !== null)
    .sort(([, a], [, b]) => (a ?? 0) - (b ?? 0))
    .slice(0, 8)
    .map(([id]) => id);
  const near = nearest.length > 0 ? desc(inArray(groups.neighborhoodId, nearest)) : null;
  return [says, cares, near, desc(groups.createdAt)].filter((order) => order !== null);
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
