import type { Page } from 'playwright-core';
import type { Quarter } from '#lib/calendar-day.ts';

/** A figure as it is said on paper, and the same one reckoned again from what its link opens. */
export interface TracedFigure {
  readonly label: string;
  readonly said: string;
  readonly added: string;
}

/** A report in the list behind a figure, and what it contributes there. */
export interface ListedReport {
  readonly report: string;
  readonly group: string;
  readonly adds: string;
}

/**
 * Follows the sources of a quarter's report, which the page shows, and reckons each figure again: results from the
 * contributions of the reports listed, the number of reports from their rows, what was learned from the rows of each figure.
 */
export async function traceQuarter(page: Page, url: string, quarter: Quarter) {
  const sums: TracedFigure[] = [];
  const listed: ListedReport[] = [];
  for (const { label, result, reports, source } of await totalsOf(page)) {
    const { rows, unlisted } = await rowsBehind(url, source);
    listed.push(...rows);
    sums.push({ label: `${label}: reports`, said: reports, added: String(rows.length + unlisted.reports) });
    // A rate is not a sum of rates.
    if (result.includes(' / ')) continue;
    const parts = [...rows.map(({ adds }) => numbersIn(adds)), unlisted.numbers];
    const added = numbersIn(result).map((_, at) => parts.reduce((sum, part) => sum + (part[at] ?? 0), 0));
    sums.push({ label, said: numbersIn(result).join(' of '), added: added.map(rounded).join(' of ') });
  }
  sums.push(...(await learned(page, quarter)));
  return { sums, listed };
}

const rounded = (sum: number) => Math.round(sum * 1000) / 1000;

function totalsOf(page: Page) {
  return page
    .locator('article table')
    .first()
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => {
        const cell = (at: number) => row.children[at]?.textContent?.trim() ?? '';
        const note = row.querySelector('a')?.getAttribute('href')?.slice(1) ?? '';
        const source = document.getElementById(note)?.querySelector('a')?.getAttribute('href') ?? '';
        return { label: cell(0), result: cell(1), reports: cell(3), source };
      }),
    );
}

/** All numbers of a text such as `71 of 96 samples taken` or `$1,240`. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([found]) => Number(found.replaceAll(',', '')));
}

async function rowsBehind(url: string, source: string) {
  const rows: ListedReport[] = [];
  let unlisted = { reports: 0, numbers: [] as number[] };
  for (let next: string | undefined = source; next !== undefined;) {
    const text: string = await (await fetch(new URL(next, url))).text();
    for (const [row] of (/<tbody[^>]*>[\s\S]*<\/tbody>/.exec(text)?.[0] ?? '').matchAll(
      /<tr[\s\S]*?<\/tr>/g,
    )) {
      const report = /\/reports\/([0-9a-f-]{36})\//.exec(row)?.[1] ?? '';
      const group = /\/groups\/([a-z0-9-]+)\//.exec(row)?.[1] ?? '';
      const adds = /<td[^>]*adds[^>]*>([\s\S]*?)<\/td>/.exec(row)?.[1]?.trim() ?? '';
      rows.push({ report, group, adds });
    }
    const [reports = 0, ...numbers] = numbersIn(
      /<p class="hint"[^>]*>([^<]*\d[^<]*)<\/p>/.exec(text)?.[1] ?? '',
    );
    unlisted = { reports, numbers };
    next = /<a href="([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll(/&#38;|&amp;/g, '&');
  }
  return { rows, unlisted };
}

/** What the town learned in the quarter: each figure, and the rows that it opens. */
async function learned(page: Page, quarter: Quarter): Promise<TracedFigure[]> {
  await page.goto(`/impact/learning/?quarter=${quarter}`);
  const figures = await page.locator('main .figure').evaluateAll((all) =>
    all.map((figure) => ({
      label: figure.querySelector('.label')?.textContent?.trim() ?? '',
      said: figure.querySelector('.big')?.textContent ?? '',
      path: figure.querySelector('a')?.getAttribute('href') ?? null,
    })),
  );
  const traced: TracedFigure[] = [];
  for (const { label, said, path } of figures) {
    traced.push({ label, said, added: path === null ? '0' : String(await countRows(page, path)) });
  }
  return traced;
}

async function countRows(page: Page, path: string): Promise<number> {
  await page.goto(path);
  const here = await page.locator('main tbody tr, main article').count();
  const next = await page.locator('main a[rel="next"]').all();
  const to = await next[0]?.getAttribute('href');
  return to ? here + (await countRows(page, to)) : here;
}
