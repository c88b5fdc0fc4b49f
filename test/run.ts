import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, relative } from 'node:path';

/** What `vitest --reporter=json` writes, as far as it is read here. */
interface Counts {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

const binary = (name: string) => join('node_modules', '.bin', name);
const scratch = mkdtempSync(join(tmpdir(), 'commonward-test-'));
let failedSteps = 0;
/** What is named once more at the end: a long log's beginning is often cut off. */
const failures: string[] = [];
const total = { passed: 0, failed: 0, skipped: 0 };

function step(title: string, command: string, args: string[]): boolean {
  const began = Date.now();
  console.log(`\n── ${title}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: process.env });
  console.log(
    `── ${title}: ${status === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - began) / 1000)} s`,
  );
  if (status !== 0) failedSteps += 1;
  return status === 0;
}

/** Runs one vitest project and adds what it counted; a runner that counted nothing has failed. */
function tests(project: string): void {
  const file = join(scratch, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  step(`${project} tests`, process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    ...reporters,
  ]);
  if (!existsSync(file)) return;
  const counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
  total.passed += counts.numPassedTests;
  total.failed += counts.numFailedTests;
  total.skipped += counts.numPendingTests + counts.numTodoTests;
  for (const { name, status, assertionResults } of counts.testResults) {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    const file = relative('.', name);
    if (status === 'failed' && failed.length === 0) failures.push(file);
    failures.push(...failed.map(({ fullName }) => `${file}: ${fullName}`));
  }
}

/** Chromium for the browser tests: Debian's, installed here when we may, named clearly when we may not. */
function ensureChromium(): void {
  if (existsSync(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium')) return;
  const mayInstall = userInfo().uid === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    step('install Chromium', 'sh', [
      '-c',
      'apt-get update -q && apt-get install -qy --no-install-recommends chromium',
    ]);
  } else {
    console.error('The browser tests need Chromium: install it, or set CHROMIUM_PATH to where it is.');
    failedSteps += 1;
  }
}

step('format', binary('prettier'), ['--check', '--log-level', 'warn', '.']);
step('types', binary('astro'), [
  'check',
  '--minimumSeverity',
  'warning',
  '--minimumFailingSeverity',
  'error',
]);
step('lint', binary('eslint'), ['--max-warnings', '0', '.']);
step('unused code', binary('knip'), []);
for (const project of ['unit', 'embedded', 'postgres']) tests(project);
ensureChromium();
if (step('build', process.execPath, ['src/cli/build.ts'])) {
  for (const project of ['server', 'browser']) tests(project);
}
rmSync(scratch, { recursive: true, force: true });

const failed = Math.max(total.failed, failedSteps > 0 ? 1 : 0);
if (failedSteps > 0) console.log([`\n${failedSteps} step(s) failed.`, ...failures].join('\n  '));
console.log(
  `${total.passed} passed, ${failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = failed > 0 ? 1 : 0;
