import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { chooseMeasure, defineMeasure, stopMeasure } from '#features/impact/choose-measure.server.ts';
import { lowestResult, measureKinds, ownMeasureInput } from '#features/impact/measure.ts';
import { findMeasure } from '#features/impact/measure-view.server.ts';
import { idField, optionalText, requiredText } from '#lib/form-fields.ts';
import { parseLocalizedNumber } from '#lib/localized-number.ts';
import { formAction, refuseFields, signedIn } from '../form-action.ts';
import { actorOf, chosen } from './ledger-answers.ts';

/** A figure as it was typed. Every language reads the same texts as numbers, if not as the same ones. */
const figureText = () =>
  optionalText(40).refine(
    (text) => text === null || parseLocalizedNumber(text, 'en') !== null,
    'impact.errors.notANumber',
  );

/** Whether a figure lies below zero although a measure of this kind never does. */
function isTooLow(kind: unknown, text: unknown): boolean {
  const known = measureKinds.find((each) => each === kind);
  const figure = typeof text === 'string' ? parseLocalizedNumber(text, 'en') : null;
  return known !== undefined && figure !== null && figure < 0 && lowestResult(known) === 0;
}

const tooLow = (field: string) => ({ path: [field], message: 'impact.errors.negative' });

/** A figure of a form, as numbers are written in the page's language; null when it was left out. */
function readFigure({ locals }: ActionAPIContext, text: string | null): number | null {
  return text === null ? null : parseLocalizedNumber(text, locals.lang);
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
    const { app } = context.locals;
    const kind = (await findMeasure(app.db, measureId))?.kind;
    const wrong = Object.entries({ began, aim }).flatMap(([field, text]) =>
      isTooLow(kind, text) ? [tooLow(field)] : [],
    );
    if (wrong.length > 0) throw refuseFields(wrong);
    const baseline = readFigure(context, began);
    const target = readFigure(context, aim);
    chosen(await chooseMeasure(app, { actor, groupId, measureId, baseline, target }));
    return { done: 'measureChosen' as const };
  },
);

/** Defines a measure of the group's own. `key` makes sending twice harmless. */
export const define = formAction(
  z
    .object({
      key: idField(),
      group: idField(),
      ...ownMeasureInput.shape,
      baseline: figureText(),
      target: figureText(),
    })
    .refine(({ kind, baseline }) => !isTooLow(kind, baseline), tooLow('baseline'))
    .refine(({ kind, target }) => !isTooLow(kind, target), tooLow('target')),
  async ({ key, group: groupId, ...form }, context) => {
    const actor = actorOf(await signedIn(context));
    const { app, lang } = context.locals;
    const { baseline: beganAt, target: aimsFor, ...measure } = form;
    const baseline = readFigure(context, beganAt);
    const target = readFigure(context, aimsFor);
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
