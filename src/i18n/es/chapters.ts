import type { Translated } from '../catalog.ts';
import type { chapters as english } from '../en/chapters.ts';

/** Los capítulos del relato y lo que el pueblo les responde. */
export const chapters: Translated<typeof english> = {
  noPartYet: 'Ningún grupo ha dicho todavía cuál es su parte en esto.',
  allOfFocus: 'Los {count, number} grupos de {focus}',
  answers: 'Lo que responde la gente',
  learned: 'Lo que los grupos han aprendido desde entonces',
  helped: 'esto ayudó',
  live: 'Lee lo que grupos y vecinos dicen de este capítulo',
  contents: 'Capítulos',
  changed: 'Qué cambió aquí, y por qué',
  readings: 'Otras lecturas',
  signed: 'Firmado por {by}, {date}',
  readingOf: '{title}, por {by}',
  questionFirst: 'Cada capítulo empieza con lo que aquí nadie sabe todavía.',
  allRevisions: 'Los {count, number} cambios desde el primer borrador',
  changedChapters: 'Cambió',
};
