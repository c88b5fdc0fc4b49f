import { localized } from './localized.ts';

/** Parts of the town, such as its neighborhoods or focuses, as answers to choose from; `any` stands for none of them. */
export function partChoices(
  any: string,
  parts: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[],
  lang: string,
): { value: string; label: string }[] {
  return [
    { value: '', label: any },
    ...parts.map(({ id, name }) => ({ value: id, label: localized(name, lang) })),
  ];
}
