import { permissions, type Role } from '#features/organize/permissions.ts';
import { recipes } from '#test/server/permissions/recipes.ts';
import type { Scene, Stage } from '#test/server/permissions/stage.ts';
import type { Answer, Visitor } from '#test/support/visitor.ts';
import { others } from './others.ts';

export type Fields = Record<string, string | string[]>;

/** A form as somebody who may send it has it before them, filled in rightly, on rows of its own. */
export interface Form {
  /** The page it stands on. */
  page: string;
  /** Where it is sent. */
  path: string;
  fields: Fields;
  by: Visitor;
  scene: Scene;
}

/** A form that is about to be sent. */
export interface Sending {
  path: string;
  fields: Fields;
}

/** Roles in whose name forms are filled in, where they may: the first that may. */
const senders: readonly Role[] = ['self', 'convener', 'organizer', 'anonymous'];

/** How the form of each action is laid: as the act that it performs does it, or by `others`. */
export async function findForms(stage: Stage): Promise<Map<string, () => Promise<Form>>> {
  const lays = new Map<string, () => Promise<Form>>();
  const add = async (role: Role, lay: (scene: Scene) => Promise<Sending | undefined>) => {
    const sending = await lay(await stage.scene(role));
    const name = sending && actionOf(sending);
    if (name && !lays.has(name)) lays.set(name, () => layForm(stage, role, lay));
  };
  for (const [act, { attempt }] of recipes) {
    const may: readonly Role[] = permissions[act];
    for (const role of senders.filter((each) => may.includes(each)))
      await add(role, (scene) => recorded(scene, attempt));
  }
  for (const { role, lay } of others) await add(role, lay);
  return lays;
}

const actionOf = ({ path }: Sending) => path.split('?_action=')[1];

async function layForm(
  stage: Stage,
  role: Role,
  lay: (scene: Scene) => Promise<Sending | undefined>,
): Promise<Form> {
  const scene = await stage.scene(role);
  const sending = await lay(scene);
  if (!sending) throw new Error('no form was sent');
  const { path, fields } = sending;
  return { page: path.split('?')[0] ?? '', path, fields, by: scene.actor, scene };
}

const nothing: Answer = { status: 0, headers: new Headers(), text: '', location: null };

/** What a recipe would have sent. */
async function recorded(
  scene: Scene,
  attempt: (scene: Scene) => Promise<unknown>,
): Promise<Sending | undefined> {
  let sent: Sending | undefined;
  const post: Visitor['post'] = (path, fields) => {
    sent = { path, fields };
    return Promise.resolve(nothing);
  };
  await attempt({ ...scene, actor: { ...scene.actor, post } });
  return sent;
}
