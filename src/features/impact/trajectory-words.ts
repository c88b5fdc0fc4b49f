import type { Translate } from '#i18n/translate.ts';
import { type FigureStyle, type FigureWords, figureText } from './figure-text.ts';
import type { Direction } from './measure.ts';
import { reportsNeeded, type Trajectory } from './trajectory.ts';
import type { WindowFigure } from './window-figure.ts';

/** What the rule says of a group, in words: never a cause, never a comparison with others. */
export function trajectoryWords(
  measure: { better: Direction },
  trajectory: Trajectory,
  t: Translate,
): string {
  switch (trajectory.state) {
    case 'too-early':
      return t('reports.tooEarly', { count: trajectory.reports, needed: reportsNeeded });
    case 'clearly-better':
      return t(measure.better === 'more' ? 'reports.clearlyMore' : 'reports.clearlyFewer');
    case 'clearly-less':
      return t('reports.less');
    case 'no-clear-change':
      return t('reports.noChange');
  }
}

/** A window's figure: a count as so many a month, a share as n of d, anything else as it stands. */
export function windowText(measure: FigureWords, window: WindowFigure, style: FigureStyle): string {
  if (measure.kind === 'share') return figureText(measure, window.result, window.cases, style);
  const figure = figureText(measure, window.value, null, { ...style, rounded: true });
  return measure.kind === 'count' ? style.t('reports.perMonth', { figure }) : figure;
}
