import type { Translated } from '../catalog.ts';
import type { places as english } from '../en/places.ts';

/** Focos, barrios y la búsqueda entre ellos. */
export const places: Translated<typeof english> = {
  counts:
    '{groups, plural, =0 {Todavía ningún grupo} one {Un grupo} other {# grupos}}{groups, plural, =0 {} one {{places, plural, =0 {, sin plazas libres} other {, con plazas}}} other {, {places, plural, =0 {ninguno} other {#}} con plazas}}',
  clubs: '{count, plural, one {Una comunidad de interés} other {# comunidades de interés}}',
  waiting:
    '{count, plural, one {Una persona espera aquí} other {# personas esperan aquí}}, y ningún grupo tiene plaza.',
  sister: 'Empezar un grupo hermano',
  allHere: 'Los {count, number} grupos de aquí, con filtros',
  onTheMap: 'En el mapa, para elegir por día y por lugar',
  allOfFocus: 'Los {count, number} grupos de este foco, con filtros',
  question: 'Lo que pregunta',
  chapters: 'En el relato',
  resultTitle: 'Búsqueda: {words}',
};
