/** One of the answers to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** What went wrong with a field, in the reader's language. */
export interface FieldError {
  /** Name of the field; the summary links to it. */
  readonly field: string;
  readonly message: string;
}

/** The id of a field's control, to which an error summary links. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(/[^\w-]/g, '-')}`;
}

/** The ids that describe a control: its hint, its error. */
export function describedBy(
  id: string,
  hint: string | undefined,
  error: string | undefined,
): string | undefined {
  const ids = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(
    Boolean,
  );
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** The first error of a field, if it has one. */
export function errorOf(errors: readonly FieldError[] | undefined, field: string): string | undefined {
  return errors?.find((each) => each.field === field)?.message;
}
