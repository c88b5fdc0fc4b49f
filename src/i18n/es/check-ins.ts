import type { Translated } from '../catalog.ts';
import type { checkIns as english } from '../en/check-ins.ts';

/** Cómo llegamos: la ronda hablada, su tarjeta, y la escrita si el grupo la quiere. */
export const checkIns: Translated<typeof english> = {
  title: 'Cómo llegamos',
  heading: 'Cómo llegamos',
  description: 'Una ronda corta antes de que {group} empiece.',
  intro: 'De uno en uno, un minuto cada cual, antes de nada. Quien prefiera pasar dice «paso».',
  'round-1': '¿Cómo llego hoy, en una palabra?',
  'round-2': '¿Qué me ronda todavía que no tiene que ver con esto?',
  'round-3': '¿Qué dije que iba a probar, y quiero hablar de ello?',
  'round-4': '¿Qué necesito hoy de ustedes: una mano, un oído o que me dejen a mi aire?',
  rulesTitle: 'Tres reglas',
  'rule-1': 'Nadie contesta, consuela ni aconseja hasta que acaba la ronda.',
  'rule-2': 'Lo que se dice aquí se queda aquí.',
  'rule-3': 'Pasar vale tanto como hablar.',
  card: 'Una tarjeta para imprimir',
  cardHint: 'Imprímela, corta por la línea y que vaya pasando por la mesa.',
  print: 'Imprimir esta página',
  typedTitle: 'Por escrito, antes de verse',
  typedOff:
    'Su grupo lo hace de viva voz y no escribe nada. Quien convoca puede activar la ronda escrita donde se edita el grupo.',
  typedIntro:
    'Su grupo también escribe cómo llega. Con las palabras no se guarda ni el nombre ni la hora. Se muestran juntas el día del encuentro, {date}, en un orden que no dice nada, si han escrito al menos {fewest} personas; al día siguiente desaparecen del todo.',
  typedNoDate: 'Su grupo no ha dicho la próxima fecha, así que aún no hay encuentro para el que escribir.',
  wordsLabel: '¿Cómo llegas?',
  wordsHint: 'Si no quieres que te reconozcan, no pongas nada que solo una persona podría haber escrito.',
  privateNote:
    'Lo ven solo quienes forman este grupo; no está en copias de seguridad, exportaciones, búsquedas ni registros. Quien lleva este servidor podría, técnicamente, leerlo hasta que desaparece; nada de lo que se guarda dice quién lo escribió.',
  send: 'Dejarlo para el grupo',
  'done-left': 'Queda para el grupo. Nadie puede saber que fuiste tú, ni siquiera para que lo retires.',
  readTitle: 'Cómo llegan hoy',
  tooFew:
    'Lo escrito se muestra aquí ese día, si han escrito al menos {fewest} personas. Díganlo de viva voz.',
  notYet: 'Se muestra aquí el día del encuentro.',
  switchOn: 'Se puede escribir cómo se llega antes de un encuentro',
  switchHint:
    'Sin nombres, solo para el grupo, y al día siguiente del encuentro desaparece. La ronda hablada no necesita nada de esto. Al desactivarlo se borra lo que haya.',
  membersLink: 'Cómo llegamos',
  'errors.wordsMissing': 'Escribe una línea, o deja la página: nadie tiene que hacerlo.',
  'refusals.no-such-group': 'Este grupo ya no está.',
  'refusals.not-allowed': 'Esto es para quienes forman el grupo. No se ha guardado nada.',
  'refusals.switched-off': 'Su grupo no escribe nada. No se ha guardado nada.',
  'refusals.no-meeting': 'No hay próximo encuentro para el que escribir. No se ha guardado nada.',
  'refusals.enough': 'Se ha escrito tanto para este encuentro que ya no se guarda más. Dilo de viva voz.',
};
