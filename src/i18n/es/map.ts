import type { Translated } from '../catalog.ts';
import type { map as english } from '../en/map.ts';

/** La carta del pueblo. */
export const map: Translated<typeof english> = {
  sheet: 'La carta de {town}, con sus grupos',
  'symbol-open': 'tiene plazas',
  'symbol-full': 'completo, 15 personas',
  'symbol-forming': 'formándose, hace falta gente',
  'symbol-quiet': 'en pausa o en silencio',
  'symbol-interest': 'comunidad de interés',
  equal: 'Todo lo que está en la carta está también en la lista.',
  nearMe: 'Cerca de mí',
  nearMeAsk: 'Usar mi posición',
  nearMeFailed: 'Tu navegador no dio una posición. Elige un barrio.',
  crowd:
    '{name}: {groups, plural, one {# grupo} other {# grupos}}, {withPlaces, plural, =0 {ninguno} other {#}} con plazas',
  skip: 'Saltar el mapa e ir a la lista',
  nearer: 'Acercarse',
  farther: 'Alejarse',
  whole: 'Ver toda la carta',
  cluster: '{groups} grupos cerca de {place}: {withPlaces} buscan gente',
  more: 'y {groups} más aquí',
  close: 'Cerrar',
  here: 'tú, más o menos aquí',
  noGroup: 'aún sin grupo',
  waiting: '{count, plural, one {1 persona espera} other {# esperan}}, sin plaza',
  nearMeAsking: 'Preguntando a tu navegador…',
  nearMeFound:
    'Cerca de {point}, casilla {cell} de la carta. Solo lo sabe tu navegador hasta que pulses «Filtrar».',
  nearMeOff: 'Cerca de {point}, fuera de la carta. Solo lo sabe tu navegador hasta que pulses «Filtrar».',
  nearMeGiven: 'Contado desde cerca de {point}.',
  nearMeForget: 'Olvidar mi posición',
};
