import { inArray } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { flags, people } from '#db/schema/index.ts';
import { findSubjects } from './concerns.server.ts';
import { hideableTypes, isUuid } from './organize.ts';

/** What an act was done to: its name, and where it can be read; null where it is hidden or has no page. */
export interface AuditSubject {
  readonly name: string;
  readonly path: string | null;
}

interface Entry {
  readonly subjectType: string;
  readonly subjectId: string;
}

/** What acts of the log were done to, by id; what is gone is left out. For organizers. */
export async function findAuditSubjects(
  db: Queryable,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, AuditSubject>> {
  const ids = (type: string) =>
    entries
      .filter(({ subjectType, subjectId }) => subjectType === type && isUuid(subjectId))
      .map((each) => each.subjectId);
  const [persons, concerns] = [ids('person'), ids('flag')];
  const named =
    persons.length === 0
      ? []
      : await db.select({ id: people.id, name: people.name }).from(people).where(inArray(people.id, persons));
  const raised =
    concerns.length === 0 ? [] : await db.select().from(flags).where(inArray(flags.id, concerns));
  const things = [...entries, ...raised].flatMap(({ subjectType, subjectId }) => {
    const type = hideableTypes.find((each) => each === subjectType);
    return type && isUuid(subjectId) ? [{ subjectType: type, subjectId }] : [];
  });
  const found = new Map<string, AuditSubject>(
    [...(await findSubjects(db, things))].map(([id, { name, path, isPublic }]) => [
      id,
      { name, path: isPublic ? path : null },
    ]),
  );
  for (const { id, name } of named) found.set(id, { name, path: '/organize/people/' });
  for (const { id, subjectId } of raised) {
    const about = found.get(subjectId);
    if (about) found.set(id, about);
  }
  return found;
}
