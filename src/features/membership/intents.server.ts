import { and, eq } from 'drizzle-orm';
import { groups, townRoles } from '#db/schema/index.ts';
import { type Intent, ownPath } from '#features/account/intent.ts';
import { follow } from '#features/follow/follow.server.ts';
import { followPath } from '#features/follow/follow.ts';
import { foundGroup } from '#features/groups/found-group.server.ts';
import { foundingFields } from '#features/groups/group-form.ts';
import type { Actor } from '#features/organize/permissions.ts';
import type { MemberServices } from './mails.server.ts';
import { joinGroup } from './membership.server.ts';

/**
 * Does what somebody came for before they signed in. What can no longer be done leads to the page that says why.
 * @returns the path, without language prefix, where they go on
 */
export async function completeIntent(
  services: MemberServices,
  personId: string,
  intent: Intent | null,
): Promise<string> {
  if (!intent) return '/me/';
  if (intent.act === 'return') return ownPath(intent.path);
  const actor = await actorOf(services, personId);
  if (intent.act === 'follow') {
    const { type, id } = intent;
    await follow(services, actor, { type, id });
    return `${followPath({ type, id })}&done=following`;
  }
  if (intent.act === 'found') return completeFounding(services, actor, intent.draft);
  const [group] = await services.db
    .select({ slug: groups.slug })
    .from(groups)
    .where(eq(groups.id, intent.groupId));
  if (!group) return '/me/';
  if (intent.act === 'visit') return `/groups/${group.slug}/come-once/`;
  await joinGroup(services, actor, intent.groupId, intent.note);
  return `/groups/${group.slug}/join/`;
}

async function completeFounding(
  services: MemberServices,
  actor: Actor,
  draft: Record<string, unknown>,
): Promise<string> {
  const { lang, ...answers } = draft;
  const founding = foundingFields.safeParse(answers);
  if (!founding.success) return '/start/';
  const founded = await foundGroup(services, actor, founding.data, typeof lang === 'string' ? lang : 'en');
  if (founded.ok) return `/groups/${founded.value.slug}/edit/?founded=1`;
  return founded.refusal === 'no-such-origin' ? '/start/?not=no-such-origin' : '/start/';
}

async function actorOf({ db }: MemberServices, personId: string): Promise<Actor> {
  const [role] = await db
    .select()
    .from(townRoles)
    .where(and(eq(townRoles.personId, personId), eq(townRoles.role, 'organizer')));
  return { personId, organizer: role !== undefined };
}
