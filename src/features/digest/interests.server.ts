import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { explorations, follows, groups, memberships } from '#db/schema/index.ts';
import type { Interests } from './digest.ts';

type Subject = keyof Interests;
type Gathered = Record<Subject, Set<string>>;

const subjectOf: Readonly<Record<string, Subject>> = {
  group: 'groups',
  question: 'questions',
  approach: 'approaches',
  focus: 'focuses',
};

/**
 * What these people want to hear of: what they follow, their groups, and the neighborhood they named or, where they
 * named none, those of their groups. Three queries, however many people.
 */
export async function findInterests(
  db: Queryable,
  personIds: readonly string[],
): Promise<Map<string, Interests>> {
  const found = new Map(personIds.map((id): [string, Gathered] => [id, nothing()]));
  const ids = [...personIds];
  const [followed, belonging, named] = await Promise.all([
    db.select().from(follows).where(inArray(follows.personId, ids)),
    db
      .select({
        personId: memberships.personId,
        groupId: memberships.groupId,
        neighborhoodId: groups.neighborhoodId,
      })
      .from(memberships)
      .innerJoin(groups, eq(groups.id, memberships.groupId))
      .where(and(inArray(memberships.personId, ids), eq(memberships.state, 'active'))),
    db
      .select({ personId: explorations.personId, neighborhoodId: explorations.neighborhoodId })
      .from(explorations)
      .where(and(inArray(explorations.personId, ids), isNotNull(explorations.neighborhoodId))),
  ]);
  const add = (personId: string, subject: Subject, id: string) => found.get(personId)?.[subject].add(id);
  for (const { personId, subjectType, subjectId } of followed) {
    const subject = subjectOf[subjectType];
    if (subject) add(personId, subject, subjectId);
  }
  for (const { personId, neighborhoodId } of named)
    if (neighborhoodId !== null) add(personId, 'neighborhoods', neighborhoodId);
  const saidWhere = new Set(named.map(({ personId }) => personId));
  for (const { personId, groupId, neighborhoodId } of belonging) {
    add(personId, 'groups', groupId);
    if (!saidWhere.has(personId)) add(personId, 'neighborhoods', neighborhoodId);
  }
  return found;
}

const nothing = (): Gathered => ({
  groups: new Set(),
  questions: new Set(),
  approaches: new Set(),
  focuses: new Set(),
  neighborhoods: new Set(),
});
