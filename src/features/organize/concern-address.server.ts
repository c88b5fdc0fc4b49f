import { eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { approaches, groups } from '#db/schema/index.ts';
import { findSubject } from './concerns.server.ts';
import type { HideableType } from './organize.ts';

interface Addressed {
  readonly type: HideableType;
  readonly id: string;
}

/**
 * What somebody means who copies a page's address, with or without what stands before its path; null where nothing
 * public stands there about which a concern can be raised.
 */
export async function findAddressed(db: Queryable, address: string): Promise<Addressed | null> {
  const meant = await readAddress(db, address.trim());
  return meant && (await findSubject(db, meant.type, meant.id)) ? meant : null;
}

async function readAddress(db: Queryable, address: string): Promise<Addressed | null> {
  const answer = /#answer-([\da-f-]{36})$/.exec(address)?.[1];
  if (answer) return { type: 'answer', id: answer };
  const match = /(?:^|\/)(group|report|question|reflection|approache)s\/([\w-]+)/.exec(address);
  const [, kind, name = ''] = match ?? [];
  switch (kind) {
    case 'group':
      return first('group', await db.select({ id: groups.id }).from(groups).where(eq(groups.slug, name)));
    case 'approache':
      return first(
        'approach',
        await db.select({ id: approaches.id }).from(approaches).where(eq(approaches.slug, name)),
      );
    case 'report':
    case 'question':
    case 'reflection':
      return { type: kind, id: name };
    default:
      return null;
  }
}

const first = (type: HideableType, [row]: readonly { id: string }[]): Addressed | null =>
  row ? { type, id: row.id } : null;
