import type { account as english } from '../en/account.ts';
import type { Translated } from '../catalog.ts';

/** Entrar, mi página, sesiones. */
export const account: Translated<typeof english> = {
  nameMissing: 'Escribe el nombre con el que el grupo puede llamarte',
  codeMissing: 'Escribe las seis cifras del correo',
  codeWrong: 'El código tiene seis cifras',
};
