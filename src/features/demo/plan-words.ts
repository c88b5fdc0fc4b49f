import type { CalendarDay } from '#lib/calendar-day.ts';
import { chance, type Chance } from './chance.ts';
import { type Deck, shuffledDeck } from './deck.ts';
import type { DemoContent, DemoWords } from './demo.ts';
import type { Diary } from './diary.ts';

/** A report that is to get its words. */
export interface Wordless {
  readonly groupId: string;
  readonly lang: string;
  readonly measureId: string;
  readonly periodEnd: CalendarDay;
  readonly nothing: boolean;
  /** From 0 up to 1: how much they felt like writing. */
  readonly mood: number;
  readonly amended: boolean;
  readonly withdrawn: boolean;
}

/** `amended` and `withdrawn` say why; null for reports that were neither. */
export type PlannedWords = DemoWords & {
  readonly amended: string | null;
  readonly withdrawn: string | null;
};

/** In which moods a group writes nothing, and (above) what only those could write who count this. */
const silentBelow = 0.14;
const ownEntryBelow = 0.36;

/**
 * The words of all reports of a town, which a reader meets side by side: no group says a line twice, but for the
 * weather and who came, and no two reports of a group read alike. The same request gives the same words.
 * @param reports in the order of their posting; the answer keeps it
 */
export function planWords(
  reports: readonly Wordless[],
  content: Pick<DemoContent, 'words' | 'diary'>,
  seed: string,
): PlannedWords[] {
  const luck = chance(`${seed}:words`);
  const languages = new Map<string, Speaker>();
  const entries = new Map<string, Deck<DemoWords>>();
  return reports.map((report) => {
    const { lang, measureId, groupId } = report;
    const speaker = held(languages, lang, () => newSpeaker(content.diary[lang] ?? content.diary.en, luck));
    const own = held(entries, `${measureId} ${lang}`, () =>
      shuffledDeck(content.words[measureId]?.[lang] ?? content.words[measureId]?.en ?? [], luck),
    );
    const reasonOf = (name: 'amended' | 'withdrawn') =>
      speaker.decks[name].deal(groupId) ?? luck.pick(speaker.diary[name]);
    return {
      ...wordsOf(report, speaker, own, luck),
      amended: report.amended ? reasonOf('amended') : null,
      withdrawn: report.withdrawn ? reasonOf('withdrawn') : null,
    };
  });
}

const dealt = ['incidents', 'learned', 'next', 'nothing', 'amended', 'withdrawn'] as const;

/** Who writes in one language: its lines, and what each group has written so far. */
interface Speaker {
  diary: Diary;
  decks: Record<(typeof dealt)[number], Deck<string>>;
  weather: Deck<string>;
  people: Deck<string>;
  written: Set<string>;
}

function newSpeaker(diary: Diary, luck: Chance): Speaker {
  const decks = Object.fromEntries(dealt.map((name) => [name, shuffledDeck(diary[name], luck)]));
  return {
    diary,
    decks: decks as Speaker['decks'],
    weather: shuffledDeck(Object.values(diary.weather).flat(), luck),
    people: shuffledDeck(diary.people, luck),
    written: new Set(),
  };
}

function wordsOf(report: Wordless, speaker: Speaker, own: Deck<DemoWords>, luck: Chance): DemoWords {
  const { groupId, nothing, mood } = report;
  const { decks } = speaker;
  if (nothing) return { happened: decks.nothing.deal(groupId) ?? undefined };
  if (mood < silentBelow) return {};
  const entry = mood < ownEntryBelow ? own.deal(groupId) : null;
  if (entry) return entry;
  return {
    happened: happening(report, speaker, luck),
    learned: (luck.yes(0.42) && decks.learned.deal(groupId)) || undefined,
    next: (luck.yes(0.14) && decks.next.deal(groupId)) || undefined,
  };
}

/** One to three short sentences that this group has not written before; none when chance finds no new ones. */
function happening(report: Wordless, speaker: Speaker, luck: Chance): string | undefined {
  const incident = luck.yes(0.85) ? speaker.decks.incidents.deal(report.groupId) : null;
  for (let tries = 0; tries < 20; tries += 1) {
    const weather = luck.yes(0.3) ? speaker.weather.next(weatherOf(speaker.diary, report.periodEnd)) : null;
    const people = luck.yes(0.3) ? speaker.people.next(speaker.diary.people) : null;
    const text = [weather, people, incident].filter((line) => line !== null).join(' ');
    const key = `${report.groupId} ${text}`;
    if (text === '' || speaker.written.has(key)) continue;
    speaker.written.add(key);
    return text;
  }
  return undefined;
}

function weatherOf({ weather }: Diary, day: CalendarDay): readonly string[] {
  const month = Number(day.slice(5, 7));
  if (month >= 11 || month <= 3) return [...weather.any, ...weather.cold];
  return month >= 5 && month <= 9 ? [...weather.any, ...weather.warm] : weather.any;
}

function held<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
