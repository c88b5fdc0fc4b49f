import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { chooseMeasure, defineMeasure, stopMeasure } from '#features/impact/choose-measure.server.ts';
import { ownMeasureInput } from '#features/impact/measure.ts';
import { idField, optionalText, requiredText } from '#lib/form-fields.ts';
import { parseLocalizedNumber } from '#lib/localized-number.ts';
import { formAction, refuse, signedIn } from '../form-action.ts';
import { actorOf, chosen } from './ledger-answers.ts';

const figureText = () => optionalText(40);

/** A figure of a form, as numbers are written in the page's language; null when it was left out. @throws 422 */
function readFigure({ locals }: ActionAPIContext, field: string, text: string | null): number | null {
  const figure = text === null ? null : parseLocalizedNumber(text, locals.lang);
  if (text !== null && figure === null)
    throw refuse('UNPROCESSABLE_CONTENT', 'impact.errors.notANumber', { field });
  return figure;
}

/** Chooses a measure of the town's catalog, or says anew where it began and what it aims for. */
export const choose = formAction(
  z.object({
    group: idField(),
    measure: requiredText(60, 'forms.choiceMissing'),
    began: figureText(),
    aim: figureText(),
  }),
  async ({ group: groupId, measure: measureId, began, aim }, context) => {
    const actor = actorOf(await signedIn(context));
    const baseline = readFigure(context, 'began', began);
    const target = readFigure(context, 'aim', aim);
    chosen(await chooseMeasure(context.locals.app, { actor, groupId, measureId, baseline, target }));
    return { done: 'measureChosen' as const };
  },
);

/** Defines a measure of the group's own. `key` makes sending twice harmless. */
export const define = formAction(
  z.object({
    key: idField(),
    group: idField(),
    ...ownMeasureInput.shape,
    baseline: figureText(),
    target: figureText(),
  }),
  async ({ key, group: groupId, ...form }, context) => {
    const actor = actorOf(await signedIn(context));
    const { app, lang } = context.locals;
    const { baseline: beganAt, target: aimsFor, ...measure } = form;
    const baseline = readFigure(context, 'baseline', beganAt);
    const target = readFigure(context, 'target', aimsFor);
    chosen(await defineMeasure(app, { key, actor, groupId, lang, measure, baseline, target }));
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
