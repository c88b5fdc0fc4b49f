/** A group's own answer to a chapter: what it says is its part. */
export interface OurPart {
  readonly slug: string;
  readonly name: string;
  /** The language the group writes in. */
  readonly lang: string;
  readonly ourPart: string;
  readonly neighborhoodId: string;
}

/** The answers of one focus that a chapter opens. */
export interface FocusParts {
  readonly focusId: string;
  /** How many groups say their part, shown or not. */
  readonly total: number;
  /** Those heard from last. */
  readonly parts: readonly OurPart[];
}
