import { and, desc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { approaches, groupMeasures, groups } from '#db/schema/index.ts';
import { isPublic } from '#features/groups/public-groups.server.ts';
import { groupsSaying } from '#features/search/said-words.server.ts';
import { type SaidWord, wordsMost } from '#features/search/said-words.ts';
import type { Proposal, ProposalReason } from './question-view.ts';
import { addresseesMost } from './questions.ts';

interface Asked {
  readonly text: string;
  readonly lang: string;
  readonly focusId: string | null;
  readonly neighborhoodId: string | null;
  readonly groupId: string | null;
}

/** How much each reason weighs; `words` is for one word that hardly any other group uses. */
const weights: Record<ProposalReason, number> = {
  'clearly-better': 3,
  'same-focus': 3,
  words: 2,
  'has-approach': 1,
};

/**
 * Groups whose results bear on a question, and why: they work on its focus or use its words, and are clearly better than
 * when they began or have written an approach down. The strongest reasons first, then those nearby.
 */
export async function proposeGroups(db: Queryable, asked: Asked): Promise<Proposal[]> {
  const saying = await groupsSaying(db, asked.text, asked.lang);
  const rows = await candidates(db, asked, [...saying.keys()]);
  return rows
    .map(({ better, wrote, sameFocus, ...group }): Proposal => {
      const says = (saying.get(group.id) ?? []).slice(0, wordsMost);
      const holds = { 'clearly-better': better, 'has-approach': wrote, 'same-focus': sameFocus };
      const found = (['clearly-better', 'has-approach', 'same-focus'] as const).filter((each) => holds[each]);
      return { ...group, says, reasons: says.length > 0 ? [...found, 'words'] : found };
    })
    .sort((a, b) => weigh(b) - weigh(a))
    .slice(0, addresseesMost);
}

const telling = (says: readonly SaidWord[]) => says.reduce((sum, { rarity }) => sum + rarity ** 2, 0);
const weigh = ({ reasons, says }: Proposal) =>
  reasons.reduce((sum, reason) => sum + weights[reason] * (reason === 'words' ? telling(says) : 1), 0);

/** How many groups are weighed; those of the focus come first. */
const candidatesMost = 120;

function candidates(db: Queryable, { focusId, neighborhoodId, groupId }: Asked, saying: readonly string[]) {
  const better = sql<boolean>`exists (select 1 from ${groupMeasures} where ${groupMeasures.groupId} = ${groups.id} and ${groupMeasures.trajectory} = 'clearly-better')`;
  const wrote = sql<boolean>`exists (select 1 from ${approaches} where ${approaches.groupId} = ${groups.id} and ${approaches.hiddenAt} is null)`;
  const sameFocus = sql<boolean>`coalesce(${groups.focusId} = ${focusId}, false)`;
  const bears = or(
    focusId === null ? undefined : eq(groups.focusId, focusId),
    inArray(groups.id, saying.slice(0, candidatesMost)),
  );
  const isAskable = and(
    eq(groups.kind, 'impact'),
    isPublic(),
    isNull(groups.closedAt),
    groupId ? ne(groups.id, groupId) : undefined,
  );
  return db
    .select({
      id: groups.id,
      slug: groups.slug,
      name: groups.name,
      lang: groups.lang,
      neighborhoodId: groups.neighborhoodId,
      better,
      wrote,
      sameFocus,
    })
    .from(groups)
    .where(and(bears, isAskable))
    .orderBy(
      desc(sameFocus),
      desc(better),
      desc(wrote),
      sql`${groups.neighborhoodId} is distinct from ${neighborhoodId}`,
      sql`${groups.lastReportAt} desc nulls last`,
      groups.name,
    )
    .limit(candidatesMost);
}
