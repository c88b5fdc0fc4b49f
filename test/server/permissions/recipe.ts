import type { Act } from '#features/organize/permissions.ts';
import type { Answer } from '#test/support/visitor.ts';
import type { Scene } from './stage.ts';

/** What came of trying an act: the answer over HTTP, and whether it took effect (or showed what may be read). */
export interface Attempt {
  answer: Answer;
  took: boolean;
}

/** How an act of the permission matrix is tried over HTTP. It runs once a role, each time on a scene of its own. */
export interface Recipe {
  /**
   * Lays the rows that the act needs, sends the request as `scene.actor` and looks whether it took. What belongs to a
   * person belongs to `scene.owner`, what belongs to a group to `scene.group`.
   */
  attempt: (scene: Scene) => Promise<Attempt>;
  /**
   * Statuses of a refusal besides 401 (nobody is signed in), 403 and 404: where the page is everybody's and leaves a
   * part out (200), or where a form can only touch its sender's own things (303).
   */
  refusal?: readonly number[];
}

export type Recipes = Partial<Record<Act, Recipe>>;
