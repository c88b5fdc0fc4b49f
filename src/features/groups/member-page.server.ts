import { and, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groupPlaces, groups, memberships } from '#db/schema/index.ts';
import type { SignedIn } from '#features/account/account.ts';
import { type Act, type GroupRole, may } from '#features/organize/permissions.ts';
import { isPublicGroup } from './groups.ts';
import type { GroupRow } from './in-group.server.ts';

/** A page that is for some of a group's people, as its reader finds it. */
export interface MemberPage {
  readonly group: GroupRow & { readonly exactPlace: string | null };
  readonly person: SignedIn | null;
  /** Whether the reader may see the page; where not, it says whom it is for. */
  readonly allowed: boolean;
  /** Whether the reader may do `act` here; `ownerId` is whose own thing it is. */
  may(act: Act, ownerId?: string): boolean;
}

/** The part of `Astro` that such a page needs. */
interface AskedPage {
  readonly locals: { readonly app: { readonly db: Queryable }; person(): Promise<SignedIn | null> };
  readonly response: { status?: number };
}

/**
 * Opens a page of a group for those who may do all of `acts`. Sets the response's status for everybody else, 401 or
 * 403, unless a form on the page has set one.
 * @returns null, to be answered with 404, where there is no such group or none that the reader may know of
 */
export async function findMemberPage(
  page: AskedPage,
  slug: string,
  ...acts: Act[]
): Promise<MemberPage | null> {
  const person = await page.locals.person();
  const found = await findWithRole(page.locals.app.db, slug, person?.id ?? null);
  if (!found) return null;
  const { group, groupRole } = found;
  const actor = person && { personId: person.id, organizer: person.isOrganizer };
  const mayHere = (act: Act, ownerId?: string) => may(actor, act, { groupRole, personId: ownerId });
  const allowed = acts.every((act) => mayHere(act));
  if (!allowed && !isPublicGroup(group)) return null;
  if (!allowed && (page.response.status ?? 200) === 200) page.response.status = person ? 403 : 401;
  return { group, person, allowed, may: mayHere };
}

/** A group that is not hidden, with what its members know of it, and a person's role from an active membership. One query. */
async function findWithRole(db: Queryable, slug: string, personId: string | null) {
  const own = and(
    eq(memberships.groupId, groups.id),
    personId === null ? sql`false` : eq(memberships.personId, personId),
    eq(memberships.state, 'active'),
  );
  const [found] = await db
    .select({
      group: { ...getTableColumns(groups), exactPlace: groupPlaces.exactPlace },
      role: memberships.role,
    })
    .from(groups)
    .leftJoin(groupPlaces, eq(groupPlaces.groupId, groups.id))
    .leftJoin(memberships, own)
    .where(and(eq(groups.slug, slug), isNull(groups.hiddenAt)));
  return found ? { group: found.group, groupRole: found.role as GroupRole | null } : null;
}
