import { and, asc, desc, eq, gt } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { auditLog, groups, memberships, people } from '#db/schema/index.ts';
import { type MemberServices, writeToConveners } from '#features/membership/mails.server.ts';
import { done, type Outcome, refused } from '#lib/outcome.ts';
import { recordAct } from './audit.server.ts';
import { memberListMinutes } from './organize.ts';
import { type Actor, may } from './permissions.ts';

const act = 'open-member-list-with-reason';

/** A group's member as an organizer with a reason sees them: no address. */
export interface ListedMember {
  name: string;
  role: string;
}

/**
 * Opens a group's list of members to an organizer, for `memberListMinutes`: the reason is kept in the audit log, and the
 * group's conveners are told it by mail. The same reason again, while the list is open, opens nothing anew.
 */
export async function openMemberList(
  services: MemberServices,
  actor: Actor,
  groupId: string,
  reason: string,
): Promise<Outcome<{ slug: string }, 'not-allowed' | 'no-such-group'>> {
  if (!may(actor, act)) return refused('not-allowed');
  return services.db.transaction(
    async (tx): Promise<Outcome<{ slug: string }, 'not-allowed' | 'no-such-group'>> => {
      const [group] = await tx.select().from(groups).where(eq(groups.id, groupId)).for('update');
      if (!group) return refused('no-such-group');
      const open = await findOpening(tx, actor.personId, groupId, services.now());
      if (open?.reason === reason) return done({ slug: group.slug });
      const at = services.now();
      await recordAct(tx, { actorId: actor.personId, act, subjectType: 'group', subjectId: groupId, reason });
      await writeToConveners(services, tx, groupId, {
        kind: 'members-opened',
        about: `${groupId}:${actor.personId}:${at.toISOString()}`,
        group,
        content: ({ t, url, name }) => ({
          subject: t('mail.members-opened.subject', { group: group.name }),
          greeting: name ? t('mail.hello', { name }) : t('mail.helloPlain'),
          paragraphs: [
            t('mail.members-opened.text', { group: group.name }),
            t('mail.members-opened.reason', { reason }),
          ],
          action: { label: t('mail.members-opened.action'), url: url(`/groups/${group.slug}/members/`) },
          after: [t('mail.members-opened.after')],
        }),
      });
      return done({ slug: group.slug });
    },
  );
}

/** Why and until when an organizer has a group's list open; null when they have not. */
export async function findOpening(
  db: Queryable,
  personId: string,
  groupId: string,
  now: Date,
): Promise<{ reason: string | null; until: Date } | null> {
  const openMs = memberListMinutes * 60_000;
  const [row] = await db
    .select({ reason: auditLog.reason, at: auditLog.at })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.actorId, personId),
        eq(auditLog.act, act),
        eq(auditLog.subjectId, groupId),
        gt(auditLog.at, new Date(now.getTime() - openMs)),
      ),
    )
    .orderBy(desc(auditLog.at))
    .limit(1);
  return row ? { reason: row.reason, until: new Date(row.at.getTime() + openMs) } : null;
}

/** The active members of a group, by name and role. Only for an organizer whose opening stands in the audit log. */
export function listMembers(db: Queryable, groupId: string): Promise<ListedMember[]> {
  return db
    .select({ name: people.name, role: memberships.role })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.groupId, groupId), eq(memberships.state, 'active')))
    .orderBy(asc(memberships.role), asc(people.name));
}
