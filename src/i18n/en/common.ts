/** Words that every page shares. */
export const common = {
  skipToContent: 'Skip to the content',
  menu: 'Menu',
  search: 'Search',
  narrative: 'Narrative',
  groups: 'Groups',
  learning: 'Learning',
  impact: 'Impact',
  myPage: 'My page',
  signIn: 'Sign in',
  signOut: 'Sign out',
  demonstration: '{town} is an invented town. Its people, groups and figures are a demonstration.',
} as const;
