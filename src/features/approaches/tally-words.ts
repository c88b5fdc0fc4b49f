import type { Translate } from '#i18n/translate.ts';
import type { Tally } from './approaches.ts';

const parts = ['kept', 'adapted', 'dropped', 'trying'] as const;

function saidOf(tally: Tally, t: Translate): string[] {
  const said = parts
    .filter((part) => tally[part] > 0)
    .map((part) => t(`approaches.tally-${part}`, { count: tally[part] }));
  return said.length > 0 ? said : [t('approaches.notTried')];
}

/** How an approach fared, in words; what nobody did is left out. */
export function tallyWords(tally: Tally, t: Translate): string {
  return saidOf(tally, t).join(', ');
}

/** The same in lines of at most so many letters, for a drawing; one part stays on one line, however long. */
export function tallyLines(tally: Tally, t: Translate, most: number): string[] {
  const lines: string[] = [];
  for (const part of saidOf(tally, t)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length + 2 <= most)
      lines[lines.length - 1] = `${last}, ${part}`;
    else lines.push(part);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line},` : line));
}
