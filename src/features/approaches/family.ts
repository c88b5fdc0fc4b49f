import { hierarchy, type HierarchyNode } from 'd3-hierarchy';
import type { ApproachSummary } from './approaches.ts';

/** An approach with what was made of it, oldest first. */
export interface FamilyMember {
  readonly approach: ApproachSummary;
  readonly children: readonly FamilyMember[];
}

/**
 * The trees that a set of approaches forms. One whose parent is not in the set (hidden, or of a group that is not
 * public) stands as a root of its own, so that nothing is lost.
 */
export function familyTrees(approaches: readonly ApproachSummary[]): FamilyMember[] {
  const known = new Set(approaches.map(({ id }) => id));
  const oldestFirst = [...approaches].sort((a, b) => a.writtenAt.getTime() - b.writtenAt.getTime());
  const member = (approach: ApproachSummary): FamilyMember => ({
    approach,
    children: oldestFirst.filter(({ parentId }) => parentId === approach.id).map(member),
  });
  return oldestFirst.filter(({ parentId }) => parentId === null || !known.has(parentId)).map(member);
}

export interface DrawnMember {
  readonly approach: ApproachSummary;
  /** 0 for the root. */
  readonly generation: number;
  /** In rows from the top; a parent stands between its children. */
  readonly row: number;
  /** How many groups draw on it and on all that was made of it. */
  readonly reach: number;
  readonly parent: DrawnMember | null;
}

export interface DrawnFamily {
  readonly members: readonly DrawnMember[];
  readonly generations: number;
  readonly rows: number;
}

/** Where each approach of a tree stands in the drawing: generations side by side, one row for each last one. */
export function drawFamily(root: FamilyMember): DrawnFamily {
  const tree = hierarchy(root, ({ children }) => [...children]);
  const rowOf = new Map<HierarchyNode<FamilyMember>, number>();
  let rows = 0;
  tree.eachAfter((node) => {
    const below = (node.children ?? []).map((child) => rowOf.get(child) ?? 0);
    const first = below[0];
    rowOf.set(node, first === undefined ? rows++ : (first + (below.at(-1) ?? first)) / 2);
  });
  tree.sum(({ approach }) => 1 + approach.tally.kept + approach.tally.trying);
  const drawn = new Map<HierarchyNode<FamilyMember>, DrawnMember>();
  for (const node of tree.descendants()) {
    drawn.set(node, {
      approach: node.data.approach,
      generation: node.depth,
      row: rowOf.get(node) ?? 0,
      reach: node.value ?? 1,
      parent: node.parent ? (drawn.get(node.parent) ?? null) : null,
    });
  }
  return { members: [...drawn.values()], generations: tree.height + 1, rows };
}
