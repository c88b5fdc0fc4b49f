/** What a group has not asked about; `count` is what its text names, `chapter` which one. */
export interface NotAsked {
  readonly what:
    | 'measure-never-questioned'
    | 'no-expectation'
    | 'no-hours'
    | 'no-next-question'
    | 'never-reflected'
    | 'never-asked-others'
    | 'never-tried-others'
    | 'chapter-untouched';
  readonly count: number;
  readonly chapter: string | null;
}

/** What a group's records hold, counted; lists are its latest reports, newest first. */
export interface AskedSigns {
  /** Reports under the present way of counting, and whether that was ever changed. */
  readonly reportsSameWay: number;
  readonly everRecounted: boolean;
  readonly reports: readonly {
    readonly expected: boolean;
    readonly hours: boolean;
    readonly nextQuestion: boolean;
  }[];
  readonly meetings: number;
  readonly reflections: number;
  readonly questionsAsked: number;
  readonly adoptions: number;
  /** Chapters of its focus whose open question it has not answered, in their order. */
  readonly chapters: readonly string[];
}

/** After so many reports in one way it is worth asking whether that still counts what matters. */
const sameWayFrom = 12;
/** So many reports in a row without something make a habit. */
const habit = 3;
const meetingsWithoutReflection = 8;

/**
 * What a group has not asked about, at most `most`, the nearest to its own work first. These are observations for a
 * moderator to bring up, never marks: each says what is there to see and leaves it open whether it matters.
 */
export function notAsked(signs: AskedSigns, most = 5): NotAsked[] {
  const { reports } = signs;
  const inARow = (lacks: (report: AskedSigns['reports'][number]) => boolean) => {
    const end = reports.findIndex((report) => !lacks(report));
    return end === -1 ? reports.length : end;
  };
  const found: (NotAsked | false)[] = [
    habitOf(
      inARow(({ nextQuestion }) => !nextQuestion),
      'no-next-question',
    ),
    habitOf(
      inARow(({ expected }) => !expected),
      'no-expectation',
    ),
    !signs.everRecounted &&
      signs.reportsSameWay >= sameWayFrom &&
      simple('measure-never-questioned', signs.reportsSameWay),
    habitOf(
      inARow(({ hours }) => !hours),
      'no-hours',
    ),
    signs.reflections === 0 &&
      signs.meetings >= meetingsWithoutReflection &&
      simple('never-reflected', signs.meetings),
    signs.questionsAsked === 0 && reports.length >= habit && simple('never-asked-others', 0),
    signs.adoptions === 0 && reports.length >= habit && simple('never-tried-others', 0),
    ...signs.chapters.map((chapter): NotAsked => ({ what: 'chapter-untouched', count: 0, chapter })),
  ];
  return found.filter((each) => each !== false).slice(0, most);
}

const simple = (what: NotAsked['what'], count: number): NotAsked => ({ what, count, chapter: null });

function habitOf(count: number, what: NotAsked['what']): NotAsked | false {
  return count >= habit && simple(what, count);
}
