import { dev } from 'astro';
import { openTown } from '#server/entry.ts';
import { openLog } from '#server/log.ts';
import { root } from './root.ts';
import { loadPortal, runCommand } from './settings.ts';

await runCommand(async () => {
  const { settings, town } = await loadPortal();
  const open = await openTown(town, settings, openLog());
  const server = await dev({ root, server: { host: settings.host, port: settings.port } });
  const stop = () =>
    void server
      .stop()
      .then(() => open.close())
      .finally(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
});
