import type { Translated } from '../catalog.ts';
import type { home as english } from '../en/home.ts';

/** La portada y la semana del pueblo. */
export const home: Translated<typeof english> = {
  invitation: 'La invitación de hoy',
  'near-here':
    'En {neighborhood}{when, select, none {} other {, {when}}}: {people, plural, =0 {empieza un grupo} one {una persona trabaja en esto} other {# personas trabajan en esto}}.',
  'near-foot':
    'A {minutes, plural, one {un minuto} other {# minutos}} a pie del centro de {neighborhood}{when, select, none {} other {, {when}}}: {people, plural, =0 {empieza un grupo} one {una persona trabaja en esto} other {# personas trabajan en esto}}.',
  'near-far':
    'A {kilometers, plural, one {un kilómetro} other {# kilómetros}} del centro de {neighborhood}{when, select, none {} other {, {when}}}: {people, plural, =0 {empieza un grupo} one {una persona trabaja en esto} other {# personas trabajan en esto}}.',
  wholeWeek: 'Las {count, number} cifras de la semana',
  answers:
    '{count, plural, =0 {Nadie ha respondido aún: empieza tú} one {Una respuesta, y la tuya} other {# respuestas, y la tuya}}',
  weekDescription:
    'Lo que informaron los grupos de {town} en siete días, con los informes detrás de cada cifra.',
  weekSummary:
    '{groups, plural, one {Un grupo envió} other {# grupos enviaron}} {reports, plural, one {un informe} other {# informes}}, {span}.',
  weekRule:
    'Los últimos siete días, hoy incluido, según el día en que se envió el informe. Las cifras son las que declaran los grupos; lo que se confirma más tarde cuenta aquí desde el principio.',
  weekFigures: 'Lo que suman',
  weekReports: 'Todos los informes de estos días',
  weekNone: 'Ningún informe en estos siete días.',
  weekNoFigures: 'Las cifras empiezan cuando hayan informado tres grupos.',
  weekOther: '{count, plural, one {# informe} other {# informes}} de grupos que no figuran en la lista.',
  backToWeek: 'La semana entera',
  townSince: 'Las cifras del pueblo desde el principio',
};
