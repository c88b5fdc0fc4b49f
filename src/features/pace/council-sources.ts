import { townQuery } from '#features/impact/town-query.ts';
import type { TrajectoryState } from '#features/impact/trajectory.ts';
import { localized } from '#features/town/localized.ts';
import type { Lang } from '#i18n/catalog.ts';
import type { Translate } from '#i18n/translate.ts';
import { quarterMonths } from '#lib/calendar-day.ts';
import { paceRowsPath } from './pace.ts';
import type { QuarterReport } from './quarter.ts';

/** Where a figure of the council's quarter can be opened. */
export interface Source {
  /** A measure's id, or a name of the figure. */
  readonly id: string;
  readonly label: string;
  readonly path: string;
}

/** The number under which a source stands in the list at the end, from 1. */
export type NoteOf = (id: string) => number;

/** Every address behind a figure of the quarter, in the order in which the figures stand. */
export function councilSources(
  { quarter, impact, stood }: QuarterReport,
  t: Translate,
  lang: Lang,
): Source[] {
  const [fromMonth, toMonth] = quarterMonths(quarter);
  const filter = { fromMonth, toMonth };
  const reports = (measure?: string) => `/impact/reports/${townQuery(filter, measure ? { measure } : {})}`;
  const groupsThat = (state: TrajectoryState) => ({
    label: t(`reports.groups-${state}`),
    path: `/impact/trajectory/?state=${state}${stood ? `&quarter=${quarter}` : ''}`,
  });
  return [
    ...impact.totals.map(({ measure }) => ({
      id: measure.id,
      label: localized(measure.name, lang),
      path: reports(measure.id),
    })),
    { id: 'groups', label: t('pace.groupsTitle'), path: reports() },
    { id: 'better', ...groupsThat('clearly-better') },
    { id: 'same', ...groupsThat('no-clear-change') },
    { id: 'less', ...groupsThat('clearly-less') },
    { id: 'early', ...groupsThat('too-early') },
    { id: 'pace', label: t('pace.learnedTitle'), path: `/impact/learning/?quarter=${quarter}` },
    { id: 'dropped', label: t('pace.droppedTitle'), path: paceRowsPath({ figure: 'dropped', quarter }) },
    { id: 'rule', label: t('pace.rule'), path: '/how-it-works/' },
  ];
}
