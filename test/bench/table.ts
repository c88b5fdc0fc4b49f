import type { DigestTime } from './digest.ts';
import type { Growth } from './growth.ts';
import type { Load, Outcome } from './load.ts';
import type { MapFigures } from './map.ts';
import type { Start } from './starts.ts';
import type { Weight } from './weights.ts';

/** Something to measure; `against` names what its rate is divided by. */
export interface Target {
  name: string;
  against?: string | undefined;
  load: Load;
}

const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
};

/** The median of each figure over the rounds; failures are added up. */
export function medians(outcomes: ReadonlyMap<string, Outcome[]>): Map<string, Outcome> {
  return new Map(
    [...outcomes].map(([name, rounds]) => [
      name,
      {
        requestsPerSecond: median(rounds.map((each) => each.requestsPerSecond)),
        p50Milliseconds: median(rounds.map((each) => each.p50Milliseconds)),
        p99Milliseconds: median(rounds.map((each) => each.p99Milliseconds)),
        failed: rounds.reduce((sum, each) => sum + each.failed, 0),
      },
    ]),
  );
}

/** The result as Markdown. */
export function printTable(
  machine: string,
  targets: readonly Target[],
  results: ReadonlyMap<string, Outcome>,
  weights: readonly Weight[],
  starts: readonly Start[],
  maps: readonly MapFigures[],
): string {
  const rate = (name: string | undefined) => results.get(name ?? '')?.requestsPerSecond ?? 0;
  const rows = targets.map(({ name, against }) => {
    const { p99Milliseconds, failed } = results.get(name) ?? { p99Milliseconds: 0, failed: 0 };
    const ratio = against ? (rate(name) / rate(against)).toFixed(2) : '1';
    return `| ${name} | ${Math.round(rate(name))} | ${ratio} | ${Math.round(p99Milliseconds)} ms | ${failed} |`;
  });
  const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1);
  const startRows = starts.map(
    ({ name, seconds, megabytes }) => `| ${name} | ${seconds.toFixed(1)} s | ${megabytes ?? '?'} MB |`,
  );
  const mapRows = maps.map(
    ({ groups, dataBytes, firstMarkerMs, openingTaskMs, movingTaskMs }) =>
      `| ${groups} | ${kilobytes(dataBytes)} KB | ${[firstMarkerMs, openingTaskMs, movingTaskMs].map((ms) => `${Math.round(ms)} ms`).join(' | ')} |`,
  );
  const weightRows = weights.map(({ path, html, styles, scripts, pictures, fonts }) => {
    const read = html + styles + scripts;
    return `| \`${path}\` | ${[html, styles, scripts, read, read + pictures + fonts].map(kilobytes).join(' | ')} |`;
  });
  return [
    `${machine}.`,
    '',
    '| what | a second | ratio | 99 % within | failed |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    '| page, KB over the wire (brotli) | HTML | CSS | JS | together | with sheet and fonts |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...weightRows,
    '',
    '| second start on | first page after | at rest |',
    '| --- | ---: | ---: |',
    ...startRows,
    '',
    '| map of so many groups | data (brotli) | first marker after load | longest task opening | and moving |',
    '| ---: | ---: | ---: | ---: | ---: |',
    ...mapRows,
    '',
  ].join('\n');
}

/** What the week's digest of a large town takes, as a sentence. */
export function printDigest({ people, mails, seconds }: DigestTime): string {
  const each = (seconds / people) * 1000;
  return `The week’s digest of the large town: ${mails} mails for ${people} people in ${seconds.toFixed(1)} s (${each.toFixed(1)} ms a person).\n`;
}

/** What a town a hundred times as large costs each page, as Markdown. */
export function printGrowth(growths: readonly Growth[]): string {
  const rows = growths.map(
    ({ page, small, large }) =>
      `| ${page} | ${small.toFixed(0)} ms | ${large.toFixed(0)} ms | ${(large / small).toFixed(1)} |`,
  );
  return [
    '| page, rendered anew | 50 groups, 5,000 reports | 5,000 groups, 500,000 reports | times |',
    '| --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ].join('\n');
}
