import type { Translated } from '../catalog.ts';
import type { digest as english } from '../en/digest.ts';

/** El correo semanal, y qué correos quiere recibir cada persona. */
export const digest: Translated<typeof english> = {
  subject: '{town} esta semana: {first}{more, plural, =0 {} other {, y # más}}',
  intro:
    'Esto es lo nuevo en tus grupos y en lo que sigues{count, plural, one {. Una cosa esta semana:} other {. # cosas esta semana, primero lo que te queda más cerca:}}',
  action: 'Verlo todo',
  why: 'Te llega los jueves porque estás en un grupo de aquí o sigues algo. Las semanas sin novedades no hay correo.',
  stop: 'Para dejar de recibirlo, basta un toque:',
  mailsTitle: 'Qué correos quiero recibir',
  wish: 'Correos',
  'wish-all': 'Lo que me toca, y una vez por semana lo nuevo',
  'wish-no-digest': 'Lo que me toca, sin el correo semanal',
  'wish-none': 'Ninguno',
  'wish-all-hint':
    'Peticiones y respuestas de tus grupos; los jueves por la mañana, un correo con lo que sigues, si hay novedades.',
  'wish-none-hint':
    'Solo lo que pides en ese momento: el código para entrar, y el lugar cuando pides venir un día. Ni recordatorios, ni respuestas a una petición, ni siquiera el aviso de que una reunión cambió.',
  reminders: 'Recordarme los encuentros de mis grupos',
  'reminders-hint': 'Un correo el día antes, y otro al día siguiente si nadie ha informado todavía.',
  save: 'Guardar',
  stopTitle: '¿Qué correos quieres dejar de recibir?',
  stopDescription: 'Dejar de recibir correos del portal de {town}.',
  stopIntro: 'Todavía no ha cambiado nada. Elige, y vale desde ya, sin tener que entrar.',
  stopDigest: 'Dejar el correo semanal',
  stopAll: 'Dejar todos los correos',
  startAgain: 'Volver a recibirlos',
  stopReminders: 'Dejar los recordatorios',
  remindAgain: 'Volver a recordarme',
  'now-all': 'Recibes lo que te toca y, una vez por semana, lo nuevo.',
  'now-no-digest': 'Recibes lo que te toca, sin el correo semanal.',
  'now-none': 'No recibes más correo que el que pides en ese momento.',
  'now-no-reminders': 'No recibes recordatorios de encuentros. Todo lo demás llega como antes.',
  badLink: 'Este enlace no está completo',
  badLinkText: 'Copia la dirección entera del correo, o elige en tu página qué correos quieres recibir.',
};
