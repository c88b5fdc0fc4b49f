/** Widths of a window, in rem, from which a header may stand open, and how many pixels of a line it then has. */
const steps = [
  { from: 48, room: 700 },
  { from: 56, room: 820 },
  { from: 64, room: 938 },
  { from: 74, room: 1088 },
] as const;

/** From which width on the navigation stands open; null: in no window, it stays behind “Menu”. */
export type Unfolds = (typeof steps)[number]['from'] | null;

// As the two typefaces have it on the average, a little generous; a name in capitals is rare.
const letter = { name: 11.6, label: 9.3 };
const gap = 16;

/**
 * From which width on a town's name and the navigation fit beside each other. Styles cannot ask how long a name is, so
 * it is told from its letters.
 */
export function unfoldsAt(townName: string, labels: readonly string[]): Unfolds {
  const letters = labels.reduce((sum, label) => sum + label.length, 0);
  const needed = letter.name * townName.length + letter.label * letters + gap * labels.length;
  return steps.find(({ room }) => needed <= room)?.from ?? null;
}
