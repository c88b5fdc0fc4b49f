import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { flags } from '#db/schema/index.ts';
import { findAuditSubjects } from '#features/organize/audit-subjects.server.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

it('an organizer who reads the log finds names instead of ids, and no link to what is hidden', async () => {
  const { db } = opened;
  const person = await makePerson(db, { name: 'Adela' });
  const shown = await makeGroup(db, { name: 'Kite Club' });
  const hidden = await makeGroup(db, { name: 'Spam', hiddenAt: new Date(), hiddenReason: 'spam' });
  const about = { subjectType: 'group', subjectId: shown.id, words: 'Look.' };
  const [concern] = await db.insert(flags).values(about).returning();
  const gone = randomUUID();
  const entries = [
    ['person', person.id],
    ['group', shown.id],
    ['group', hidden.id],
    ['flag', concern?.id ?? ''],
    ['group', gone],
    ['file', 'groups.csv'],
  ].map(([subjectType = '', subjectId = '']) => ({ subjectType, subjectId }));
  const found = await findAuditSubjects(db, entries);
  expect(found.get(person.id)).toEqual({ name: 'Adela', path: '/organize/people/' });
  expect(found.get(shown.id)).toEqual({ name: 'Kite Club', path: `/groups/${shown.slug}/` });
  expect(found.get(hidden.id)).toEqual({ name: 'Spam', path: null });
  expect(found.get(concern?.id ?? '')?.name).toBe('Kite Club');
  expect(found.has(gone)).toBe(false);
  expect(await findAuditSubjects(db, [])).toEqual(new Map());
});
