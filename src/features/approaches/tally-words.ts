import type { Translate } from '#i18n/translate.ts';
import type { Tally } from './approaches.ts';

const parts = ['kept', 'adapted', 'dropped', 'trying'] as const;

/** How an approach fared, in words; what nobody did is left out. */
export function tallyWords(tally: Tally, t: Translate): string {
  const said = parts
    .filter((part) => tally[part] > 0)
    .map((part) => t(`approaches.tally-${part}`, { count: tally[part] }));
  return said.length > 0 ? said.join(', ') : t('approaches.notTried');
}
