import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { type answers, memberships, people, type questions } from '#db/schema/index.ts';
import type { GroupServices } from '#features/groups/in-group.server.ts';
import { type Post, queueMail } from '#features/notify/queue-mail.server.ts';
import type { TextKey } from '#i18n/translate.ts';
import { questionPath } from './questions.ts';

/** What commands on questions need: what groups' commands need, and a post office. */
export type QuestionServices = GroupServices & Post;

type Question = Pick<typeof questions.$inferSelect, 'id' | 'chapter' | 'text' | 'groupId' | 'askedBy'>;

interface Letter {
  readonly kind: 'question-addressed' | 'question-answered' | 'answer-helped';
  /** Makes it unique beside the reader. */
  readonly about: string;
  readonly readers: readonly Reader[];
  readonly path: string;
}

interface Reader {
  readonly id: string;
  readonly email: string | null;
  readonly lang: string;
}

const texts = {
  'question-addressed': ['mailAddressedSubject', 'mailAddressed', 'mailAddressedAction'],
  'question-answered': ['mailAnsweredSubject', 'mailAnswered', 'mailAnsweredAction'],
  'answer-helped': ['mailHelpedSubject', 'mailHelped', 'mailHelpedAction'],
} as const;

async function send(post: Post, tx: Transaction, question: Question, letter: Letter): Promise<void> {
  const [subject, text, action] = texts[letter.kind].map((key): TextKey => `questions.${key}`) as [
    TextKey,
    TextKey,
    TextKey,
  ];
  for (const { id, email, lang } of letter.readers) {
    if (!email) continue;
    await queueMail(post, tx, {
      kind: letter.kind,
      to: email,
      lang,
      onceKey: `${letter.kind}:${letter.about}:${id}`,
      content: ({ t, url }) => ({
        subject: t(subject, { question: question.text }),
        paragraphs: [t(text), `“${question.text}”`],
        action: { label: t(action), url: url(letter.path) },
      }),
    });
  }
}

/** Tells the conveners of addressed groups that somebody asks them; each of them once a question. */
export async function tellAddressees(
  post: Post,
  tx: Transaction,
  question: Question,
  groupIds: readonly string[],
): Promise<void> {
  if (groupIds.length === 0) return;
  const readers = await conveners(tx, groupIds);
  await send(post, tx, question, {
    kind: 'question-addressed',
    about: question.id,
    readers,
    path: questionPath(question),
  });
}

/** Tells whoever asked (a resident, or the group's conveners) of a new answer. */
export async function tellAsker(
  post: Post,
  tx: Transaction,
  question: Question,
  answerId: string,
): Promise<void> {
  const readers = question.groupId
    ? await conveners(tx, [question.groupId])
    : await person(tx, question.askedBy);
  await send(post, tx, question, {
    kind: 'question-answered',
    about: answerId,
    readers,
    path: `${questionPath(question)}mine/`,
  });
}

/** Tells whoever answered that it helped. */
export async function tellAnswerer(
  post: Post,
  tx: Transaction,
  question: Question,
  answer: typeof answers.$inferSelect,
): Promise<void> {
  await send(post, tx, question, {
    kind: 'answer-helped',
    about: answer.id,
    readers: await person(tx, answer.answeredBy),
    path: questionPath(question),
  });
}

async function person(tx: Transaction, id: string | null): Promise<Reader[]> {
  if (id === null) return [];
  return tx
    .select({ id: people.id, email: people.email, lang: people.lang })
    .from(people)
    .where(and(eq(people.id, id), isNull(people.deletedAt)));
}

function conveners(tx: Transaction, groupIds: readonly string[]): Promise<Reader[]> {
  return tx
    .selectDistinct({ id: people.id, email: people.email, lang: people.lang })
    .from(memberships)
    .innerJoin(people, and(eq(people.id, memberships.personId), isNotNull(people.email)))
    .where(
      and(
        inArray(memberships.groupId, [...groupIds]),
        eq(memberships.state, 'active'),
        eq(memberships.role, 'convener'),
      ),
    );
}
