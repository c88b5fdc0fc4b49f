import type { Translated } from '../catalog.ts';
import type { posters as english } from '../en/posters.ts';

/** El cartel de un grupo para un tablón. */
export const posters: Translated<typeof english> = {
  link: 'Imprimir el cartel',
  title: 'Cartel de {group}',
  description: 'Una hoja sobre {group} para el tablón, con un código y tiras para llevarse.',
  hint: 'Así saldrá la hoja. Elige tu papel, imprímela sin márgenes, corta entre las tiras y cuélgala donde espera la gente: la biblioteca, la panadería, la parada.',
  map: 'Dónde está: {place}',
  code: 'Código que lleva a {address}',
  scanVisit: 'Escanéalo y ven una vez',
  scanRead: 'Escanéalo y sigue leyendo',
  strips: 'Tiras para llevarse',
  placeMailed: 'Di que vienes y te mandamos el sitio por correo.',
  stepFree: 'sin escalones',
  askFor: 'Pregunta por {name}.',
  whenUnknown: 'Aún sin día fijo: di cuál te viene bien',
  'runBy-residents': 'lo llevan vecinas y vecinos',
  'runBy-town': 'con apoyo del municipio',
};
