import { demoOrganizerEmail } from '#features/demo/organizer.ts';
import type { Town } from '#features/town/town.ts';
import { refuseHeldData } from '#server/data-guard.ts';
import { isLoopback } from '#server/loopback.ts';
import { collectGarbage } from '#server/lean-heap.ts';
import { importDrizzleQuickly } from '#server/lean-imports.ts';
import { openLog } from '#server/log.ts';
import { ensureBuilt } from './build.ts';
import { root } from './root.ts';
import { loadPortal, nameOf, runCommand } from './settings.ts';

const restsAfterMs = 4000;

const withoutMail =
  'No mail server is set (SMTP_URL), so everybody can read and nobody can sign in. To look around signed in on this ' +
  'machine, stop this and use `npm run dev`, which shows the mails at /dev/mail/.';

await runCommand(async () => {
  const { settings, town } = await loadPortal();
  // A start that would be refused must not replace the build that the running portal reads its pages from.
  if (!settings.databaseUrl) await refuseHeldData(settings.dataDir);
  await ensureBuilt(town, settings);
  importDrizzleQuickly();
  const { startPortal } = await import('#server/entry.ts');
  const portal = await startPortal(town, settings, openLog(), root);
  console.log(`${nameOf(town)} is open at ${portal.address}/`);
  if (town.demonstration && isLoopback(settings.host)) console.log(howToOrganize(town, portal.address));
  else if (!settings.smtpUrl) console.log(withoutMail);
  stopOnSignal(() => portal.stop());
  // Once the main pages are warm.
  setTimeout(collectGarbage, restsAfterMs).unref();
});

/** On one's own machine the demonstration's mails can be read, so anybody there may be its organizer. */
function howToOrganize(town: Town, address: string): string {
  const mails = `${address}/dev/mail/`;
  return `Sign in as its organizer: ask for a code for ${demoOrganizerEmail(town)} at ${address}/sign-in/ and read it at ${mails}`;
}

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
