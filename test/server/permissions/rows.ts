import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import {
  adoptions,
  answers,
  approaches,
  approachTexts,
  groupMeasures,
  memberships,
  questions,
  visits,
} from '#db/schema/index.ts';
import { addDays } from '#lib/calendar-day.ts';
import { makeLedger, makeMeasure, post } from '#test/support/ledger.ts';
import { makeMember } from '#test/support/belonging.ts';
import { makeGroup, makePerson } from '#test/support/people.ts';
import type { Answer } from '#test/support/visitor.ts';
import type { Scene } from './stage.ts';

/** The day `days` from now, in every time zone by then or already. */
export const dayFromNow = (days: number): string => addDays(new Date().toISOString().slice(0, 10), days);

/** Where an action's form on `page` posts to. */
export const action = (page: string, name: string): string => `${page}?_action=${name}`;

/** The value of a field on a page, as a browser would send it back. */
export function fieldOf(answer: Answer, name: string): string {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(answer.text)?.[0] ?? '';
  return /value="([^"]*)"/.exec(tag)?.[1] ?? '';
}

type MembershipGiven = Partial<typeof memberships.$inferInsert>;

/** A membership of somebody's in the scene's group; of the owner's unless told otherwise. */
export async function belong({ db, group, owner }: Scene, given: MembershipGiven = {}): Promise<string> {
  const { membershipId } = await makeMember(db, group.id, { personId: owner.id, ...given });
  return membershipId;
}

/** A request to join, of the owner's. */
export const request = (scene: Scene) => belong(scene, { state: 'requested', activeSince: null });

/** A place offered to the owner. */
export const offer = (scene: Scene) =>
  belong(scene, {
    state: 'offered',
    activeSince: null,
    offerExpiresAt: new Date(Date.now() + 3_600_000),
  });

export async function membership({ db }: Scene, id: string) {
  const [row] = await db.select().from(memberships).where(eq(memberships.id, id));
  if (!row) throw new Error('the membership is gone');
  return row;
}

/** The owner's coming visit to the group. */
export async function visit({ db, group, owner }: Scene, state: 'asked' | 'arranged'): Promise<string> {
  const [row] = await db
    .insert(visits)
    .values({ groupId: group.id, personId: owner.id, onDate: dayFromNow(3), state })
    .returning();
  return row?.id ?? '';
}

type MeasureGiven = Parameters<typeof makeMeasure>[1];

/** A measure that the scene's group counts. */
export async function counted({ db, group }: Scene, given: MeasureGiven = {}): Promise<string> {
  const { id } = await makeMeasure(db, { focusId: 'known-by-name', ...given });
  await db.insert(groupMeasures).values({ groupId: group.id, measureId: id });
  return id;
}

type ReportGiven = Parameters<typeof post>[3];

/** A report that the convener posted two days ago, with the scene's mark among its words. */
export async function report(scene: Scene, measureId: string, given: ReportGiven = {}): Promise<string> {
  const { db, group, convener, mark } = scene;
  const who = { group, actor: { personId: convener.id, organizer: false } };
  const period = { periodStart: dayFromNow(-9), periodEnd: dayFromNow(-2) };
  const words = { happened: `It rained ${mark}.` };
  return post(makeLedger(db, new Date().toISOString()), who, measureId, { ...period, words, ...given });
}

/** Another group, with an approach written down. */
export async function approachElsewhere(scene: Scene): Promise<string> {
  const other = await makeGroup(scene.db, { focusId: 'known-by-name' });
  return approachOf(scene, other.id);
}

/** An approach that a group wrote down; its id, and its slug is `approach-<id>`. */
export async function approachOf({ db, mark }: Scene, groupId: string): Promise<string> {
  const id = randomUUID();
  await db.insert(approaches).values({
    id,
    idempotencyKey: id,
    slug: `approach-${id}`,
    groupId,
    neighborhoodId: 'saltpans',
    focusId: 'known-by-name',
    lang: 'en',
  });
  await db
    .insert(approachTexts)
    .values({ approachId: id, lang: 'en', title: `Ring twice ${mark}`, whatToDo: 'Ring before supper.' });
  return id;
}

/** An approach of another group that the scene's group took up. */
export async function adoption(scene: Scene): Promise<string> {
  const approachId = await approachElsewhere(scene);
  const [row] = await scene.db
    .insert(adoptions)
    .values({ approachId, groupId: scene.group.id, lang: 'en', askAt: new Date() })
    .returning();
  return row?.id ?? '';
}

/** A question: the group's, or a resident's own. */
export async function question(scene: Scene, of: { group?: boolean; person?: string }): Promise<string> {
  const id = randomUUID();
  await scene.db.insert(questions).values({
    id,
    idempotencyKey: id,
    groupId: of.group ? scene.group.id : null,
    askedBy: of.person ?? scene.convener.id,
    lang: 'en',
    text: `Who has a ladder ${scene.mark}?`,
  });
  return id;
}

/** An answer to a question, by `person` or a stranger. */
export async function answerTo(scene: Scene, questionId: string, person?: string): Promise<string> {
  const answeredBy = person ?? (await makePerson(scene.db)).id;
  const [row] = await scene.db
    .insert(answers)
    .values({ idempotencyKey: randomUUID(), questionId, answeredBy, lang: 'en', text: 'We have one.' })
    .returning();
  return row?.id ?? '';
}
