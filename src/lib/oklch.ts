/** A color in OKLCH: lightness 0-1, chroma (0-0.4 in practice), hue in degrees. */
export interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

type Triple = readonly [number, number, number];

/** Linear-light sRGB of a color; components outside 0-1 mean that a screen cannot show it. Source: Björn Ottosson, Oklab. */
export function linearSrgb({ lightness, chroma, hue }: Oklch): Triple {
  const radians = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(radians);
  const b = chroma * Math.sin(radians);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** Whether every sRGB screen can show the color. */
export function inSrgb(color: Oklch): boolean {
  return linearSrgb(color).every((part) => part >= -1e-4 && part <= 1 + 1e-4);
}

/** The same lightness and hue with the most chroma, up to `chroma`, that sRGB can show. */
export function fitSrgb(color: Oklch): Oklch {
  let chroma = color.chroma;
  while (chroma > 0 && !inSrgb({ ...color, chroma })) chroma = Math.max(0, chroma - 0.002);
  return { ...color, chroma };
}

/** Relative luminance as WCAG 2.2 defines it. */
export function luminance(color: Oklch): number {
  const [red, green, blue] = linearSrgb(color).map((part) =>
    Math.min(1, Math.max(0, part)),
  ) as unknown as Triple;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colors, 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: Oklch, other: Oklch): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The color as sRGB hexadecimal, `#rrggbb`; what does not fit is clipped. */
export function toHex(color: Oklch): string {
  const byte = (part: number) => {
    const clipped = Math.min(1, Math.max(0, part));
    const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${linearSrgb(color).map(byte).join('')}`;
}

/** The color in CSS notation. */
export function toCss({ lightness, chroma, hue }: Oklch): string {
  return `oklch(${round(lightness)} ${round(chroma)} ${Math.round(hue)})`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
