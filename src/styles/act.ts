import { contrast, fitSrgb, type Oklch, toCss, toHex } from '../lib/oklch.ts';

/** The grounds that the act color has to stand out from, by day and by night (the same values as in `tokens.css`). */
export const grounds = {
  paper: { lightness: 0.993, chroma: 0.003, hue: 128 },
  land: { lightness: 0.952, chroma: 0.03, hue: 92 },
  shallows: { lightness: 0.836, chroma: 0.049, hue: 229 },
  nightPaper: { lightness: 0.19, chroma: 0.028, hue: 249 },
  nightLand: { lightness: 0.262, chroma: 0.026, hue: 216 },
} as const satisfies Record<string, Oklch>;

/** The four shades of the one color that means “here you can act”. */
export interface ActColors {
  /** Fills by day; white text stands on it. */
  readonly act: Oklch;
  /** Text by day. */
  readonly text: Oklch;
  /** Fills by night; dark text stands on it. */
  readonly night: Oklch;
  /** Text by night. */
  readonly nightText: Oklch;
}

/**
 * The act color of a town from its one setting, the OKLCH hue in degrees. Whatever the hue, text keeps the
 * contrast that WCAG 2.2 AA asks (4.5), and fills keep it against the white or dark text on them.
 */
export function actColors(hue: number): ActColors {
  const { paper, land, nightPaper, nightLand } = grounds;
  return {
    act: shade({ lightness: 0.51, chroma: 0.201, hue }, -0.005, [paper, land], 4.6),
    text: shade({ lightness: 0.43, chroma: 0.17, hue }, -0.005, [paper, land], 6.5),
    night: shade({ lightness: 0.71, chroma: 0.18, hue }, 0.005, [nightPaper, nightLand], 5),
    nightText: shade({ lightness: 0.79, chroma: 0.13, hue }, 0.005, [nightPaper, nightLand], 6.5),
  };
}

/** The fill by day as `#rrggbb`, for where no stylesheet reaches: mails. */
export const actHex = (hue: number): string => toHex(actColors(hue).act);

/** The town's act color as a stylesheet, in the layer of the tokens. */
export function actStylesheet(hue: number): string {
  const { act, text, night, nightText } = actColors(hue);
  const day = `--act:${toCss(act)};--act-text:${toCss(text)}`;
  const dark = `--act:${toCss(night)};--act-text:${toCss(nightText)}`;
  return `@layer tokens{:root{${day}}@media screen and (prefers-color-scheme:dark){:root{${dark}}}}`;
}

/** Moves the lightness by `step` until the color has `ratio` against all `grounds`. */
function shade(start: Oklch, step: number, on: readonly Oklch[], ratio: number): Oklch {
  let color = fitSrgb(start);
  while (on.some((ground) => contrast(color, ground) < ratio)) {
    color = fitSrgb({ ...start, lightness: color.lightness + step });
  }
  return color;
}
