// Plain JavaScript for Node 20 or newer with nothing installed yet: everything else in this project
// is TypeScript that needs Node 24, which this file fetches with the other packages.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const stampFile = path.join(root, 'node_modules', '.commonward-stamp');

const [script, ...args] = process.argv.slice(2);
if (!script) fail('Name the script to run, for example: node src/cli/with-node.mjs src/cli/start.ts');
installPackages();
// Small steps of the young heap: measured to halve the memory at rest without slowing anything down.
run(supportedNode(), ['--max-semi-space-size=8', path.resolve(root, script), ...args]);

/** Runs `npm install` when the lockfile is not the one that node_modules was made from. */
function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const present = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  if (present === wanted) return;
  console.log('Installing packages with npm (about half a minute the first time) …');
  // No package here needs its install script: native parts come as per-platform packages.
  const npmArgs = [
    'install',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ];
  const windows = process.platform === 'win32';
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', npmArgs, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: windows,
    env: { ...process.env, npm_config_loglevel: 'error' },
  });
  if (result.error) fail(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0)
    fail('npm install did not finish. What it said stands above; run the command again.');
  writeFileSync(stampFile, wanted);
}

/** The Node to run with: this one when new enough, otherwise the one installed with the packages. */
function supportedNode() {
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const folder = path.join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin');
  const file = path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  const works = existsSync(file) && spawnSync(file, ['--version']).status === 0;
  if (works) return file;
  return fail(
    `This machine has Node ${process.versions.node}, and no ready-made Node ${neededMajor} exists for ` +
      `${process.platform} on ${process.arch}. Install Node ${neededMajor} or newer and run the command again.`,
  );
}

/** Runs `node` in this process's place: same input and output, signals passed on, same way of ending. */
function run(node, nodeArgs) {
  const compiled = path.join(root, 'node_modules', '.cache', 'commonward');
  // Few arenas: glibc gives each thread one of its own and keeps what was freed in it, 12 MB of a portal at rest.
  const env = { NODE_COMPILE_CACHE: compiled, MALLOC_ARENA_MAX: '2', ...process.env };
  const child = spawn(node, nodeArgs, { stdio: 'inherit', env });
  // A terminal sends Ctrl-C to the child as well; passing it on would count as pressing it twice.
  const passOn = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, passOn);
  if (process.env.npm_lifecycle_event) stopWithParent(child);
  child.on('error', (error) => fail(`Node could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/**
 * npm runs its scripts in a shell and passes a signal on to that shell, which on Debian ends without passing it further:
 * whoever stops npm would leave the portal running.
 */
function stopWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(watch);
      child.kill('SIGTERM');
    }
  }, 300);
  watch.unref();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
