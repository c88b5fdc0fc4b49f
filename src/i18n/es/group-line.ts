import type { groupLine as english } from '../en/group-line.ts';
import type { Translated } from '../catalog.ts';

const daysNamed = (name: string) =>
  `{${name}, select, 1 {lunes} 2 {martes} 3 {miércoles} 4 {jueves} 5 {viernes} 6 {sábados} 7 {domingos} other {}}`;
const day =
  '{weekday, select, 1 {lunes} 2 {martes} 3 {miércoles} 4 {jueves} 5 {viernes} 6 {sábado} 7 {domingo} other {}}';
const on = `{rhythm, select, daily {Todos los días} fortnightly {Un ${day} sí y otro no} twice {Los ${daysNamed('weekday')} y ${daysNamed('second')}} other {Los ${daysNamed('weekday')}}}`;
const byPart =
  '{part, select, morning {por la mañana} afternoon {por la tarde} evening {por la noche} other {}}';

/** Lo que dice la línea o la ficha de un grupo, en las listas y en el mapa. */
export const groupLine: Translated<typeof english> = {
  weekdayAtTime: `${on}{rhythm, select, fortnightly {,} other {}} a las {clock}`,
  atTime: 'A las {clock}',
  weekdayPart: `{part, select, none {${on}} other {${on}{rhythm, select, fortnightly {,} other {}} ${byPart}}}`,
  partOfDay: '{part, select, morning {Por la mañana} afternoon {Por la tarde} other {Por la noche}}',
  ourPart: 'Nuestra parte:',
  placeIn: '{neighborhood}, {gridRef}',
  places: '{count, plural, one {1 plaza} other {# plazas}}',
  placesLeft: '{count, plural, one {queda 1 plaza} other {quedan # plazas}}',
  noPlace: 'sin plaza libre',
  people: '{count, plural, =0 {nadie todavía} one {1 persona} other {# personas}}',
  full: 'completo',
  waiting: '{count, plural, one {1 en espera} other {# en espera}}',
  fullAndWaiting: 'completo, {count, plural, one {1 en espera} other {# en espera}}',
  moreToBegin: '{count, plural, one {falta 1 para empezar} other {faltan # para empezar}}',
  resting: 'en descanso',
  quiet: 'en silencio por ahora',
  closed: 'cerrado',
  interest: 'una comunidad de interés',
  stepFree: 'sin escalones',
  distance: '{kilometers, number, ::.0} km',
  legend: 'Qué significan los símbolos',
  legendOpen: 'hay plazas (cuántas)',
  legendFull: 'completo, {capacity} personas',
  legendForming: 'en formación (cuántas personas faltan)',
  legendQuiet: 'en descanso o en silencio',
  legendCrowd: 'grupos muy juntos (cuántos)',
  legendInterest: 'comunidad de interés',
};
