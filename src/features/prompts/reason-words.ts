import type { Translate } from '#i18n/translate.ts';
import type { ProposedQuestion } from './prompts.ts';

/** Why a question is proposed, such as “Asked because the last three commitments were carried on.”; null: nobody says. */
export function reasonWords(reason: ProposedQuestion['reason'], t: Translate): string | null {
  if (reason === null) return null;
  if (reason === 'written') return t('prompts.reason-written');
  return t(`prompts.reason-${reason.because}`, { count: reason.count });
}
