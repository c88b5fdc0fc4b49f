import type { layout as english } from '../en/layout.ts';
import type { Translated } from '../catalog.ts';

/** La cabecera, el pie y lo que lleva cada página. */
export const layout: Translated<typeof english> = {
  tagline: 'un pueblo en común',
  mainNavigation: 'Principal',
  languages: 'Idioma',
  footer: 'Sobre este portal',
  howItWorks: 'Cómo funciona',
  startGroup: 'Empezar un grupo',
  openData: 'Datos abiertos',
  privacy: 'Privacidad',
  accessibility: 'Accesibilidad',
  colophon: 'Colofón',
  feed: 'Novedades (RSS)',
  error: 'Error: {title}',
  socialImageAlt: 'La carta de {town}, sus orillas y sus barrios, sobre las quince plazas de un grupo',
  pages: 'Páginas',
  previousPage: 'Anterior',
  nextPage: 'Siguiente',
  pageOf: 'Página {page, number} de {pages, number}',
};
