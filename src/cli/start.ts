import { openLog } from '#server/log.ts';
import { startPortal } from '#server/entry.ts';
import { ensureBuilt } from './build.ts';
import { root } from './root.ts';
import { loadPortal, nameOf, runCommand } from './settings.ts';

await runCommand(async () => {
  const { settings, town } = await loadPortal();
  await ensureBuilt(town, settings);
  const portal = await startPortal(town, settings, openLog(), root);
  console.log(`${nameOf(town)} is open at ${portal.address}/`);
  stopOnSignal(() => portal.stop());
});

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
