import type { Translated } from '../catalog.ts';
import type { learn as english } from '../en/learn.ts';

/** De quién aprender, y lo que se dejó. */
export const learn: Translated<typeof english> = {
  title: 'De quién aprender',
  description: 'Grupos de {town} que están claramente mejor que al empezar, y grupos que ayudaron a otros.',
  intro:
    'A un lado, los grupos que están claramente mejor que cuando empezaron. Al otro, los que ayudaron a otros. Ningún lado vale más, y nadie va primero.',
  better: 'Claramente mejor que al empezar',
  betterBy: 'Claramente mejor que al empezar: {measure}',
  helpers: 'Ayudaron a otros',
  noBetter: 'Ningún grupo tiene todavía doce informes que lo digan con claridad.',
  noHelpers:
    'Todavía no ha ayudado ninguna respuesta, nadie ha probado un método ajeno y no ha habido visitas.',
  none: 'Es pronto para decirlo.',
  noneText: 'Hacen falta doce informes, o una respuesta que ayude.',
  thenNow: 'Primeros seis informes: {first}. Últimos seis: {latest}.',
  allOfMeasure: 'Los {count} de esta medida',
  allHelpers: 'Los {count} que ayudaron',
  byName: 'Por nombre, no por puesto.',
  helped: '{count, plural, one {# respuesta que ayudó} other {respuestas que ayudaron con # preguntas}}',
  adopted:
    '{count, plural, one {un método que probó # grupo} other {métodos que probaron # grupos}}{kept, plural, =0 {} one { (# se lo quedó)} other { (# se lo quedaron)}}',
  visits: '{count, plural, one {# visita recibida} other {# visitas recibidas}}',
  rule: 'Cómo llega un grupo a esta página, y en qué orden',
  ruleBetter:
    'Cada grupo se compara con su propio comienzo y con nadie más: sus últimos seis informes con los seis primeros, contando pares como explica su propia página. Cada medida tiene su lista, porque la basura y las llamadas no se pueden comparar. Las medidas delicadas no aparecen.',
  ruleHelped:
    'La ayuda cuenta cuando lo dice quien la recibió: una respuesta marcada como útil, un método que otro grupo probó, una visita de otro grupo que tuvo lugar. De los últimos {days} días.',
  ruleOrder:
    'No hay puestos ni tamaños. Qué grupos aparecen y en qué orden cambia cada día por sorteo; las listas completas van por nombre.',
  ruleOut: 'Un grupo puede quedarse fuera de esta página: lo dicen sus convocantes donde editan el grupo.',
  dropped: 'Lo que se dejó, y por qué',
  droppedIntro:
    'Escrito por quienes lo dejaron. Un fracaso que se puede leer le ahorra un invierno al siguiente grupo.',
  noDropped: 'Nadie ha escrito todavía qué dejó.',
  allDropped: 'Leerlo todo',
  'kind-reflection': 'De una reflexión',
  'kind-closing': 'Palabras de despedida',
  staysOut: 'No nos nombren en «De quién aprender»',
  staysOutHint: 'Sus informes, respuestas y métodos siguen donde están; en esa página no aparece el grupo.',
};
