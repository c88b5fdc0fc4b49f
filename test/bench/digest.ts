import { eq } from 'drizzle-orm';
import { openDatabase } from '#db/client.ts';
import { mails, people } from '#db/schema/index.ts';
import { dueDigest } from '#features/digest/digest.ts';
import { sendDigests } from '#features/digest/send-digests.server.ts';
import { loadTown } from '#features/town/content.server.ts';
import { testServices } from '#test/support/services.ts';

/** How long the week's digest takes in a town: reading what is new, choosing for everybody, writing the mails. */
export interface DigestTime {
  people: number;
  mails: number;
  seconds: number;
}

const dayMs = 86_400_000;

/** Writes the latest week's digest to everybody who wants it, as if none had been written yet. */
export async function measureDigest(databaseUrl: string): Promise<DigestTime> {
  const opened = await openDatabase(databaseUrl);
  const { db } = opened;
  await db.update(people).set({ digestedUntil: null });
  await db.delete(mails).where(eq(mails.kind, 'digest'));
  const services = { ...testServices(db), town: await loadTown('content') };
  const days = Array.from({ length: 8 }, (_, back) => new Date(Date.now() - back * dayMs));
  const due = days.find((day) => dueDigest(day, services.town.timeZone));
  if (!due) throw new Error('no digest is due');
  const wanted = await db.$count(people, eq(people.digest, true));
  const began = performance.now();
  const made = await sendDigests({
    ...services,
    now: () => due,
    settings: { ...services.settings, secret: 'a secret of forty characters, for bench.' },
  });
  const seconds = (performance.now() - began) / 1000;
  await opened.close();
  if (made === 0) throw new Error('the digest told nobody anything');
  return { people: wanted, mails: made, seconds };
}
