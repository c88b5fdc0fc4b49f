import type { Translated } from '../catalog.ts';
import type { prompts as english } from '../en/prompts.ts';

/** Preguntas para la mesa: la colección, por qué se propone una, y escribir una propia. */
export const prompts: Translated<typeof english> = {
  title: 'Preguntas para la mesa',
  description: 'Las preguntas que se hacen a sí mismos los grupos de {town}, una en cada encuentro.',
  intro:
    'En cada encuentro se propone una, según cómo esté el grupo. Las que hicieron cambiar un plan salen más a menudo; ninguna vuelve al mismo grupo antes de medio año.',
  'state-forming': 'Mientras un grupo está naciendo',
  'state-passive': 'Cuando un grupo se ve y entre medias pasa poco',
  'state-stuck': 'Cuando un grupo trabaja y nada se mueve',
  'state-rushing': 'Cuando un grupo hace mucho y mira poco lo que hace',
  'state-thriving': 'Cuando las cosas van bien',
  asked:
    '{asked, plural, =0 {aún sin estrenar} one {preguntada una vez} other {preguntada # veces}}{asked, plural, =0 {} other {, {changed, plural, =0 {sin cambiar ningún plan todavía} one {cambió un plan} other {cambió # planes}}}}',
  writtenHere: 'escrita en {town}',
  none: 'Todavía no hay ninguna de este tipo.',
  howTitle: 'Cómo se elige',
  how: 'El portal mira lo que el propio grupo apuntó: cuántas personas son, qué fue de los últimos compromisos, qué se contó y qué se aprendió. No guarda nada sobre cómo está cada persona. Entre las preguntas que encajan, cada una entra en el sorteo con el peso (planes que cambió + 1) / (veces preguntada + 2): la nueva tiene su oportunidad y la que nunca cambia nada sale cada vez menos. Con el mismo grupo, el mismo día y las mismas cifras sale siempre la misma.',
  writeTitle: 'Una pregunta tuya',
  writeIntro:
    'Una buena pregunta no se contesta con un sí o un no, no nombra a nadie y deja un momento de silencio antes de que alguien hable.',
  writeLink: 'Escribir una',
  forWhom: '¿Para quién es?',
  everyGroup: 'Para todos los grupos del pueblo',
  stateField: '¿Cuándo ayuda?',
  textField: 'La pregunta',
  textHint: 'Que se diga sin tomar aire: {max} letras como mucho.',
  writeButton: 'Añadir la pregunta',
  notYours:
    'Quienes moderan y quienes convocan escriben preguntas para su grupo; el grupo de moderación del pueblo, para todos.',
  yours: 'Escritas por quienes moderan',
  yoursNone: 'Nadie ha escrito ninguna todavía.',
  retire: 'Retirarla',
  'done-written': 'Añadida. La que se escribe para un grupo se propone en su próximo encuentro.',
  'done-retired': 'Ya no se preguntará. Los encuentros que la hicieron la conservan.',
  'reason-written': 'Se pregunta porque alguien que modera la escribió para este grupo.',
  'reason-few-people':
    'Se pregunta porque de momento {count, plural, =0 {no hay nadie} one {hay una persona} other {son # personas}} averiguando si de esto sale un grupo.',
  'reason-first-weeks':
    'Se pregunta porque {count, plural, one {es su primera semana} other {van por la semana #}} y hay poco decidido.',
  'reason-carried-on': 'Se pregunta porque los últimos {count} compromisos siguen de un encuentro a otro.',
  'reason-dropped': 'Se pregunta porque los últimos {count} compromisos se dejaron a un lado.',
  'reason-below-expected':
    'Se pregunta porque los últimos {count} resultados quedaron por debajo de lo que esperaban.',
  'reason-clearly-less': 'Se pregunta porque sus seis últimos informes dan menos que los seis primeros.',
  'reason-much-promised':
    'Se pregunta porque en los tres últimos encuentros se comprometieron a {count} cosas.',
  'reason-more-hours':
    'Se pregunta porque los tres últimos informes llevaron {count} horas, vez y media lo de los tres anteriores.',
  'reason-nothing-learned': 'Se pregunta porque los últimos {count} informes no dicen qué aprendieron.',
  'reason-no-commitments':
    'Se pregunta porque en los últimos {count} encuentros nadie se comprometió a nada.',
  'reason-no-report': 'Se pregunta porque hace {count} días que no cuentan nada.',
  'reason-clearly-better': 'Se pregunta porque les va claramente mejor que cuando empezaron.',
  'reason-kept': 'Se pregunta porque cumplieron los últimos {count} compromisos.',
  'reason-no-clear-change': 'Se pregunta porque sus cifras no muestran un cambio claro desde el principio.',
  'reason-steady': 'Se pregunta porque ahora mismo nada parece cerrarles el paso.',
  'errors.textMissing': 'Escribe la pregunta.',
  'refusals.no-such-prompt': 'Esta pregunta ya no está.',
  'refusals.not-allowed': 'Esto no te corresponde. No se ha cambiado nada.',
  'refusals.key-used': 'Este formulario ya se envió. Ábrelo de nuevo.',
};
