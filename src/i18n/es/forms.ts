import type { forms as english } from '../en/forms.ts';
import type { Translated } from '../catalog.ts';

/** Lo que dice todo formulario, pregunte lo que pregunte. */
export const forms: Translated<typeof english> = {
  summaryTitle: 'Hay un problema',
  errorPrefix: 'Error:',
  optional: '{label} (opcional)',
  missing: 'Rellena este campo',
  tooLong: 'Escribe como mucho {maximum, plural, one {# carácter} other {# caracteres}}',
  wrong: 'No podemos leer esto: compruébalo, por favor',
  emailMissing: 'Escribe una dirección de correo',
  emailWrong: 'Escribe la dirección de correo completa, como ana@example.org',
  tickMissing: 'Marca la casilla para confirmarlo',
  choiceMissing: 'Elige una de las respuestas',
  dateMissing: 'Elige una fecha',
  dateWrong: 'Ese día no existe. Escríbelo así: 2026-03-31',
  stale:
    'Esta página se había quedado vieja: algo cambió desde que la abriste. Todavía no se ha guardado nada. Lo que escribiste sigue aquí; míralo y envíalo otra vez.',
  signedOut:
    'Tu sesión está cerrada, así que no se ha guardado nada. Lo que escribiste sigue aquí. Entra en otra pestaña, vuelve aquí y envíalo otra vez.',
  signedOutTitle: 'Tu sesión se cerró entretanto',
  signInElsewhere: 'Entrar en otra pestaña',
  written: 'Lo que escribiste',
  sendAgain: 'Enviarlo otra vez',
  notAllowed: 'Esto no te corresponde a ti. No se ha cambiado nada.',
  tooLarge:
    'Es más de lo que podemos recibir de una vez. No se ha guardado nada: acórtalo y envíalo otra vez.',
  tooOften: 'Ha sido mucho de golpe. Lo que escribiste sigue aquí: espera unos minutos y envíalo otra vez.',
  unavailable:
    'Ahora mismo no llegamos a nuestros registros. No se ha guardado nada; lo que escribiste sigue aquí. Envíalo otra vez dentro de un minuto.',
  failed:
    'Algo se ha roto de nuestro lado, y ha quedado anotado. Lo que escribiste sigue aquí. Prueba otra vez dentro de un minuto.',
};
