import type { Translated } from '../catalog.ts';
import type { following as english } from '../en/following.ts';

/** Seguir un grupo, un foco, una pregunta o un método. */
export const following: Translated<typeof english> = {
  follow: 'Seguir',
  title: '¿Seguir {name}?',
  titleNow: 'Sigues {name}',
  description: 'Lo nuevo te llega una vez por semana, en un solo correo.',
  intro:
    'Lo nuevo te llega una vez por semana, en un solo correo, y queda en tu página. Nadie más ve lo que sigues, y puedes dejarlo cuando quieras.',
  'kind-group': 'Un grupo',
  'kind-focus': 'Un foco',
  'kind-question': 'Una pregunta',
  'kind-approach': 'Un método',
  start: 'Seguirlo',
  startByMail: 'Seguirlo por correo',
  stop: 'Dejar de seguir',
  'done-following': 'Ya lo sigues.',
  'done-stopped': 'Ya no lo sigues.',
  mine: 'Lo que sigo',
  mineNone: 'Nada todavía. En la página de un grupo, un foco, una pregunta o un método encuentras «Seguir».',
  seeNews: 'Ver lo nuevo',
  stopLabel: 'Dejar de seguir {name}',
  'refusals.no-such-thing': 'Esto ya no está aquí, así que no se puede seguir.',
  'refusals.not-allowed': 'Esto no te corresponde. No se cambió nada.',
  'refusals.too-many': 'Ya sigues 200 cosas. Deja primero una de ellas.',
};
