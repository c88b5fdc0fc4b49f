import type { Lang } from '#i18n/catalog.ts';
import { localized } from '#features/town/localized.ts';
import type { Town } from '#features/town/town.ts';
import type { Box, Project } from './sheet.ts';

/** Half the height is the width of a letter in italics. */
const letterWidth = 0.5;

/** What the names of the greatest waters cover, written `letter` units high; the smaller ones may be covered. */
export function waterBoxes(
  { basemap }: Pick<Town, 'basemap'>,
  lang: Lang,
  project: Project,
  letter: number,
): Box[] {
  return basemap.flatMap(({ properties, geometry }) => {
    if (properties.kind !== 'label' || properties.rank !== 1 || !properties.text) return [];
    const [x, y] = project((geometry as { coordinates: number[] }).coordinates);
    const width = localized(properties.text, lang).length * letter * letterWidth;
    return [{ x, y: y - letter * 0.3, width, height: letter }];
  });
}
