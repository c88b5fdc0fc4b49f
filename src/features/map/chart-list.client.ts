import type { ChartGroup } from './chart.ts';
import type { Marks } from './chart-marks.client.ts';

/** Lets list and map point at each other: what is looked at in one is lit in the other. */
export function followList(marks: Marks): void {
  let asked: string | null = null;
  let shown: readonly ChartGroup[] = [];
  const lines = new Map(
    [...document.querySelectorAll<HTMLElement>('article[data-group]')].map((line) => [
      line.dataset.group ?? '',
      line,
    ]),
  );
  const lightMarks = () => {
    const lit = new Set(
      [asked, ...shown.map(({ slug }) => slug)].map((slug) => slug && marks.buttonOf(slug)),
    );
    for (const button of marks.buttons()) button.classList.toggle('lit', lit.has(button));
  };
  const lightLines = (groups: readonly ChartGroup[]) => {
    const lit = new Set([...groups, ...shown].map(({ slug }) => slug));
    for (const [slug, line] of lines) line.classList.toggle('lit', lit.has(slug));
  };
  for (const [slug, line] of lines) {
    const on = () => {
      asked = slug;
      lightMarks();
    };
    const off = () => {
      asked = null;
      lightMarks();
    };
    line.addEventListener('pointerenter', on);
    line.addEventListener('focusin', on);
    line.addEventListener('pointerleave', off);
    line.addEventListener('focusout', off);
  }
  for (const type of ['pointerover', 'focusin'])
    marks.pane.addEventListener(type, ({ target }) => lightLines(marks.groupsOf(target)));
  for (const type of ['pointerout', 'focusout']) marks.pane.addEventListener(type, () => lightLines([]));
  marks.card.onChange = (groups) => {
    shown = groups;
    lightMarks();
    lightLines([]);
    const [first] = groups;
    if (first && isBeside()) lines.get(first.slug)?.scrollIntoView({ block: 'nearest' });
  };
  marks.map.on('zoomend moveend', lightMarks);
}

/** Whether list and map stand beside each other, so that scrolling the list does not take the map away. */
const isBeside = () => matchMedia('(min-width: 60.0625rem)').matches;
