import { z } from 'zod';
import { chooseMeasure, defineMeasure, stopMeasure } from '#features/impact/choose-measure.server.ts';
import { ownMeasureInput } from '#features/impact/measure.ts';
import { idField, optionalFigure, requiredText } from '#lib/form-fields.ts';
import { formAction, signedIn } from '../form-action.ts';
import { actorOf, chosen } from './ledger-answers.ts';

const outlook = { baseline: optionalFigure(), target: optionalFigure() };

/** Chooses a measure of the town's catalog. */
export const choose = formAction(
  z.object({ group: idField(), measure: requiredText(60, 'forms.choiceMissing'), ...outlook }),
  async ({ group: groupId, measure: measureId, ...rest }, context) => {
    const actor = actorOf(await signedIn(context));
    chosen(await chooseMeasure(context.locals.app, { actor, groupId, measureId, ...rest }));
    return { done: 'measureChosen' as const };
  },
);

/** Defines a measure of the group's own. */
export const define = formAction(
  z.object({ group: idField(), ...ownMeasureInput.shape, ...outlook }),
  async ({ group: groupId, baseline, target, ...measure }, context) => {
    const actor = actorOf(await signedIn(context));
    const { app, lang } = context.locals;
    chosen(await defineMeasure(app, { actor, groupId, lang, measure, baseline, target }));
    return { done: 'measureChosen' as const };
  },
);

/** Stops counting a measure; its reports stay. */
export const stop = formAction(
  z.object({ group: idField(), measure: requiredText(60) }),
  async ({ group: groupId, measure: measureId }, context) => {
    const actor = actorOf(await signedIn(context));
    chosen(await stopMeasure(context.locals.app, { actor, groupId, measureId }));
    return { done: 'measureStopped' as const };
  },
);
