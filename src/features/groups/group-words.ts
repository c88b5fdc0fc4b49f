import type { Translate } from '#i18n/translate.ts';
import { moreToBegin } from './groups.ts';
import { type GroupSummary, symbolOf } from './summary.ts';

/** What a group's line says at its end, and whether it is an invitation (shown in the act color). */
export interface Standing {
  readonly text: string;
  readonly invites: boolean;
}

/** How things stand with a group's places: “7 places”, “2 more to begin”, “full, 4 waiting”, “resting”. */
export function standing(group: GroupSummary, t: Translate): Standing {
  const { state, kind, quiet, placesLeft, waitingCount } = group;
  if (state === 'closed' || state === 'resting') return { text: t(`groupLine.${state}`), invites: false };
  if (kind === 'interest') return { text: t('groupLine.interest'), invites: false };
  if (state === 'forming')
    return { text: t('groupLine.moreToBegin', { count: moreToBegin(group) }), invites: true };
  if (waitingCount > 0)
    return { text: t('groupLine.fullAndWaiting', { count: waitingCount }), invites: false };
  if (placesLeft === 0)
    return { text: t(state === 'full' ? 'groupLine.full' : 'groupLine.noPlace'), invites: false };
  if (quiet) return { text: t('groupLine.quiet'), invites: false };
  return { text: t('groupLine.places', { count: placesLeft }), invites: true };
}

/** The number inside a group's symbol: open places, or how many people a forming group needs. */
export function symbolCount(group: GroupSummary): number | null {
  const symbol = symbolOf(group);
  if (symbol === 'open') return group.placesLeft;
  return symbol === 'forming' ? moreToBegin(group) : null;
}

/** Neighborhood and cell of the sheet: “Quayside, E4”. */
export function placeOf({ neighborhood }: Pick<GroupSummary, 'neighborhood'>, t: Translate): string {
  const { name, gridRef } = neighborhood;
  return gridRef === null ? name : t('groupLine.placeIn', { neighborhood: name, gridRef });
}
