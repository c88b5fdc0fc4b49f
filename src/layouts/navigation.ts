/** Where a page belongs in the header. */
export type NavigationItem = 'narrative' | 'groups' | 'learning' | 'impact' | 'search' | 'me';
