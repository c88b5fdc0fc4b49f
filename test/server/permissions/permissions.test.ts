import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Act, acts, permissions, type Role, roles } from '#features/organize/permissions.ts';
import { recipes } from './recipes.ts';
import { openStage, type Stage } from './stage.ts';

const mayDo = (role: Role, act: Act) => (permissions[act] as readonly Role[]).includes(role);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it('every act of the matrix has one recipe', () => {
  expect(recipes.map(([act]) => act).sort()).toEqual([...acts].sort());
});

describe.each(recipes)('%s', (act, { attempt, refusal = [] }) => {
  it.concurrent.each(roles.filter((role) => mayDo(role, act)))('is done by: %s', async (role) => {
    const { answer, took } = await attempt(await stage.scene(role));
    expect({ status: answer.status, took }).toEqual({
      status: answer.status === 200 ? 200 : 303,
      took: true,
    });
  });

  const others = roles.filter((role) => !mayDo(role, act));
  it.concurrent.each(others)('is refused to: %s', async (role) => {
    const { answer, took } = await attempt(await stage.scene(role));
    expect(took).toBe(false);
    expect([...(role === 'anonymous' ? [401] : [403, 404]), ...refusal]).toContain(answer.status);
  });
});
