/** What a page brings over the wire, in bytes, compressed as a browser asks for it. */
export interface Weight {
  path: string;
  html: number;
  styles: number;
  scripts: number;
  /** The sheet's base drawing. */
  pictures: number;
  /** Fonts that the page asks to load at once. */
  fonts: number;
}

/** The size of an answer as a browser gets it, and its text. */
export const compressedSize = async (url: string): Promise<{ size: number; text: string }> => {
  const response = await fetch(url, { headers: { 'accept-encoding': 'br' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const text = await response.text();
  return { size: Number(response.headers.get('content-length') ?? text.length), text };
};

/** Weighs a page with the styles, scripts and fonts that its HTML names. */
export async function weigh(site: string, path: string): Promise<Weight> {
  const { size, text } = await compressedSize(site + path);
  const total = async (pattern: RegExp) => {
    const names = new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''));
    const sizes = await Promise.all([...names].map((name) => compressedSize(site + name)));
    return sizes.reduce((sum, each) => sum + each.size, 0);
  };
  return {
    path,
    html: size,
    styles: await total(/<link[^>]+href="(\/_astro\/[^"]+\.css)"/g),
    scripts: await total(/(?:src|href)="(\/_astro\/[^"]+\.js)"/g),
    pictures: await total(/href="(\/sheet\.\w+\.svg)#/g),
    fonts: await total(/<link[^>]+href="(\/_astro\/[^"]+\.woff2)"/g),
  };
}
