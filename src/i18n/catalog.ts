/** The same keys as the English namespace, each with a text of its own. */
export type Translated<Namespace extends Record<string, string>> = {
  readonly [Key in keyof Namespace]: string;
};

/** The languages whose interface catalog is complete; a town chooses among these. */
export const interfaceLanguages = ['en', 'es'] as const;
export type Lang = (typeof interfaceLanguages)[number];
