import type { Position } from 'geojson';

/** What was mended, left out or guessed on the way from a file to a town; put into words by the command. */
export type BoundaryNotice =
  | { readonly code: 'points-left-out'; readonly count: number }
  | { readonly code: 'lines-left-out'; readonly count: number }
  | { readonly code: 'empty-left-out'; readonly count: number }
  | { readonly code: 'broken-left-out'; readonly count: number }
  | { readonly code: 'encoding'; readonly encoding: string }
  | { readonly code: 'mislabeled-system'; readonly system: string }
  | { readonly code: 'name-property'; readonly property: string; readonly alternatives: readonly string[] }
  | { readonly code: 'numbers-as-names'; readonly property: string; readonly word: string }
  | { readonly code: 'calmed-names' }
  | { readonly code: 'single-area' }
  | { readonly code: 'unnamed'; readonly count: number }
  | { readonly code: 'merged'; readonly name: string; readonly parts: number }
  | { readonly code: 'numbered'; readonly name: string; readonly places: number }
  | { readonly code: 'knotted'; readonly name: string | null; readonly at: Position }
  | { readonly code: 'outline-left-out'; readonly name: string }
  | { readonly code: 'overlapping'; readonly inner: string; readonly outer: string }
  | { readonly code: 'on-each-other'; readonly one: string; readonly other: string }
  | { readonly code: 'wide'; readonly kilometers: number };
