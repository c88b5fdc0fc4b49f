import { IntlMessageFormat } from 'intl-messageformat';
import type { Translate } from '#i18n/translate.ts';
import type { MeasureKind } from './measure.ts';

/** What it takes to say a figure of a measure. Texts are ICU messages with the argument `count`. */
export interface FigureWords {
  kind: MeasureKind;
  unit: Readonly<Record<string, string>>;
  outOf: Readonly<Record<string, string>> | null;
  readAs: 'percent' | 'rate';
  /** The unit is the town's currency. */
  money: boolean;
}

/** In which language, and in which currency where the unit is money. */
export interface FigureStyle {
  lang: string;
  currency: string;
  t: Translate;
  /** The figure is a mean or a pace, whose decimals say nothing; what people reported is said as they reported it. */
  rounded?: boolean;
}

/** A figure's parts, so that a page can set the number large: `71` and `of 96 samples taken`. */
export interface FigureParts {
  number: string;
  unit: string;
}

const inLanguage = (text: Readonly<Record<string, string>>, lang: string): string =>
  text[lang] ?? Object.values(text)[0] ?? '';

/** How a unit reads beside `count`; a group's own unit is a plain word. */
function unitText(text: Readonly<Record<string, string>>, lang: string, count: number): string {
  const message = inLanguage(text, lang);
  return message.includes('{') ? String(new IntlMessageFormat(message, lang).format({ count })) : message;
}

/**
 * A figure in words. A share read as a percentage says both numbers (“71 of 96 samples taken”), because a
 * percentage hides how many there were; a rate says so many for one of what it is counted over. Of no cases there is
 * neither.
 */
export function figureParts(
  words: FigureWords,
  value: number,
  cases: number | null,
  style: FigureStyle,
): FigureParts {
  const { lang, t } = style;
  const number = (figure: number, rounded = style.rounded) =>
    new Intl.NumberFormat(lang, { maximumFractionDigits: rounded ? decimalsOfMean(figure) : 3 }).format(
      figure,
    );
  if (words.money) return { number: moneyText(value, style), unit: unitText(words.unit, lang, value) };
  if (words.kind !== 'share' || cases === null)
    return { number: number(value), unit: unitText(words.unit, lang, value) };
  if (cases === 0) return { number: t('reports.noneYet'), unit: '' };
  const whole = words.outOf ?? words.unit;
  if (words.readAs === 'rate') {
    const rate = value / cases;
    return {
      number: number(rate, true),
      unit: `${unitText(words.unit, lang, rate)} / ${unitText(whole, lang, 1)}`,
    };
  }
  return {
    number: number(value),
    unit: t('reports.ofCases', { cases: `${number(cases)} ${unitText(whole, lang, cases)}` }),
  };
}

const decimalsOfMean = (figure: number) => (Math.abs(figure) < 10 ? 1 : 0);

/** An amount of the town's currency; cents only where there are any. */
function moneyText(value: number, { lang, currency, rounded }: FigureStyle): string {
  const cents = rounded || Number.isInteger(value) ? 0 : 2;
  const digits = { minimumFractionDigits: cents, maximumFractionDigits: cents };
  return new Intl.NumberFormat(lang, { style: 'currency', currency, ...digits }).format(value);
}

/** The whole figure as one text: `14 drains`. */
export function figureText(
  words: FigureWords,
  value: number,
  cases: number | null,
  style: FigureStyle,
): string {
  const { number, unit } = figureParts(words, value, cases, style);
  return `${number} ${unit}`.trim();
}

/** The unit alone, as it stands behind an empty field. */
export function unitOf(words: Pick<FigureWords, 'unit' | 'money'>, { lang, currency }: FigureStyle): string {
  return words.money ? currency : unitText(words.unit, lang, 2);
}
