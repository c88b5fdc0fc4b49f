/** Where a page belongs in the header. */
export type NavigationItem = 'narrative' | 'groups' | 'learning' | 'impact' | 'search' | 'me';

/** One link of the header. */
export interface NavigationLink {
  readonly id: NavigationItem | 'language';
  readonly href: string;
  readonly label: string;
  /** Set where it leads to another language. */
  readonly language?: string;
}
