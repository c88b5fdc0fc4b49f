import type { forms as english } from '../en/forms.ts';
import type { Translated } from '../catalog.ts';

/** Lo que dice todo formulario, pregunte lo que pregunte. */
export const forms: Translated<typeof english> = {
  summaryTitle: 'Hay un problema',
  errorPrefix: 'Error:',
  optional: '{label} (opcional)',
};
