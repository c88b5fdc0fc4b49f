import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { keepToTown } from '#features/town/kept-town.server.ts';
import { testDatabase } from '#test/support/database.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

test('whoever starts the portal with another town’s folder is told, and the data stay the first town’s', async () => {
  await Promise.all([keepToTown(opened.db, 'larkwater'), keepToTown(opened.db, 'larkwater')]);
  await expect(keepToTown(opened.db, 'tidewell')).rejects.toThrow(
    /those of the town “larkwater”, and the folder of the content is that of “tidewell”/,
  );
  await expect(keepToTown(opened.db, 'larkwater')).resolves.toBeUndefined();
});
