/** What a cached page that shows impact depends on, and what a write to the ledger therefore clears. */
export interface Touched {
  reportId: string;
  groupIds: readonly string[];
  focusId: string | null;
  neighborhoodId: string;
}

/** Tag of every page with town figures: home, town impact, the week. */
export const townImpactTag = 'impact';
export const reportTag = (reportId: string) => `report:${reportId}`;
export const groupTag = (groupId: string) => `group:${groupId}`;
export const focusTag = (focusId: string) => `focus:${focusId}`;
export const neighborhoodTag = (neighborhoodId: string) => `neighborhood:${neighborhoodId}`;

/** The tags a change of one report clears. */
export function tagsOf({ reportId, groupIds, focusId, neighborhoodId }: Touched): string[] {
  return [
    townImpactTag,
    reportTag(reportId),
    ...groupIds.map(groupTag),
    ...(focusId ? [focusTag(focusId)] : []),
    neighborhoodTag(neighborhoodId),
  ];
}
