/** Decimals a stored figure has at most; sums are exact to this place. */
export const figureDecimals = 3;
const scale = 10 ** figureDecimals;

/** The sum of figures with up to three decimals, without the crumbs binary fractions leave (0.1 + 0.2 is 0.3). */
export function exactSum(figures: Iterable<number>): number {
  let scaled = 0;
  for (const figure of figures) scaled += Math.round(figure * scale);
  return scaled / scale;
}

/** Whether a figure has no more decimals than are kept. */
export function hasKeptDecimals(figure: number): boolean {
  return Math.abs(figure * scale - Math.round(figure * scale)) < 1e-6;
}
