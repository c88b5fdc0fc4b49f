import type { common as english } from '../en/common.ts';
import type { Translated } from '../catalog.ts';

/** Las palabras que comparten todas las páginas. */
export const common: Translated<typeof english> = {
  skipToContent: 'Ir al contenido',
  menu: 'Menú',
  search: 'Buscar',
  narrative: 'Narrativa',
  groups: 'Grupos',
  learning: 'Aprender',
  impact: 'Impacto',
  myPage: 'Mi página',
  signIn: 'Entrar',
  signOut: 'Salir',
  demonstration: '{town} es un pueblo inventado. Su gente, sus grupos y sus cifras son una demostración.',
};
