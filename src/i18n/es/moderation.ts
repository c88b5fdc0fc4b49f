import type { Translated } from '../catalog.ts';
import type { moderation as english } from '../en/moderation.ts';

/** La vista de quien modera un grupo, y el grupo de moderación del pueblo. */
export const moderation: Translated<typeof english> = {
  title: 'Moderar {group}',
  heading: 'Para quien hace las preguntas',
  moderatorsOnly: 'Esta página es para quienes moderan o convocan el grupo',
  description: 'A qué se comprometió {group}, qué salió, y una pregunta que quizá ayude ahora.',
  intro:
    'Lo que dicen los apuntes del propio grupo, para que puedas preguntar en vez de explicar. No dice quién vino ni cómo está nadie.',
  questionTitle: 'Una pregunta para el {date}',
  writeOne: 'Escribir una tuya para este grupo',
  notAskedTitle: 'Lo que nadie ha preguntado',
  nothing: 'No llama la atención nada. ¿Qué preguntaría alguien recién llegado?',
  'not-measure-never-questioned':
    'La medida se cuenta igual desde hace {count} informes. ¿Sigue contando lo que importa?',
  'not-no-expectation': 'Los últimos {count} informes no dicen qué se esperaba. ¿Qué les habría sorprendido?',
  'not-no-hours': 'Los últimos {count} informes no dicen las horas. ¿Qué les cuesta esto?',
  'not-no-next-question': 'Los últimos {count} informes acaban sin una pregunta. ¿Qué quieren saber ahora?',
  'not-never-reflected': 'Se han visto {count} veces y nunca se han parado a mirar.',
  'not-never-asked-others': 'El grupo nunca ha preguntado nada a los demás. ¿Quién más podría saberlo?',
  'not-never-tried-others':
    'El grupo nunca ha probado lo que funciona en otra parte. ¿La manera de quién les gustaría ver?',
  'not-chapter-untouched': 'El capítulo «{chapter}» pregunta algo que el grupo no ha respondido:',
  cameTitle: 'Lo que se esperaba y lo que salió, desde el {date}',
  askedTitle: 'Últimas preguntas',
  didChange: 'cambió un plan',
  noChange: 'no cambió nada',
  nobodySaid: 'nadie lo dijo',
  townTitle: 'Lo que mide este grupo',
  townText:
    'Son el grupo de moderación del pueblo, un grupo como los demás. Su medida es cuántas preguntas cambiaron un plan; estas son las cifras para sus informes, de todos los grupos a la vez. Qué dijo cada grupo se queda en el grupo.',
  townNone: 'Aún no se ha hecho ninguna pregunta en un encuentro.',
  month: 'Mes',
  asked: 'Preguntadas',
  changedPlans: 'Cambiaron un plan',
  privateNote:
    'Esto lo leen quienes moderan y convocan el grupo. Quien lleva este servidor podría, técnicamente, leerlo.',
  membersLink: 'Moderar',
  chooseTitle: 'El grupo de moderación del pueblo',
  chooseText:
    'Un grupo como los demás, cuya gente hace preguntas en los grupos y escribe preguntas para todos. Su medida es cuántas cambiaron un plan.',
  chooseLabel: '¿Qué grupo es?',
  chooseNone: 'Ninguno',
  chooseButton: 'Nombrarlo',
  chosen: 'Anotado, también en el registro.',
  'refusals.no-such-group': 'Este grupo ya no está.',
};
