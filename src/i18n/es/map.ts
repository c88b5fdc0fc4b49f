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
};
