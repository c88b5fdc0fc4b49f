/** What `astro:actions` is outside Astro: enough for tests to read which forms there are and what they take. */
export interface DefinedAction {
  accept: string;
  input: { shape: Record<string, unknown>; safeParse: (form: unknown) => { success: boolean } };
}

export const defineAction = <Action>(action: Action): Action => action;

export class ActionError extends Error {}
