import { isWaitingInVain, type Need, noGroups } from '#features/groups/needs.ts';
import type { Town } from '#features/town/town.ts';
import type { Translate } from '#i18n/translate.ts';

/** What the sheet says below a neighborhood's name when something is missing there. */
export interface PlaceNote {
  readonly text: string;
  /** Where one can do something about it. */
  readonly href: string;
}

/** The neighborhoods without a group, and those where people wait and no group has a place, by their ids. */
export function placeNotes(
  town: Pick<Town, 'neighborhoods'>,
  needs: ReadonlyMap<string, Need>,
  t: Translate,
  href: (path: string) => string,
): ReadonlyMap<string, PlaceNote> {
  const notes = new Map<string, PlaceNote>();
  for (const { id } of town.neighborhoods) {
    const need = needs.get(id) ?? noGroups;
    const start = `${href('/start/')}?neighborhood=${id}`;
    if (need.groups === 0) notes.set(id, { text: t('map.noGroup'), href: start });
    else if (isWaitingInVain(need))
      notes.set(id, { text: t('map.waiting', { count: need.waiting }), href: start });
  }
  return notes;
}
