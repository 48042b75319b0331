import type { WeightedTree } from "../engine.ts";
import { Draft, type Fatness } from "./draft.ts";
import type { PartDivider } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";

/** Relative difference that counts as rounding. */
const ROUNDING = 1e-13;
/** A subtree is tried if it has this many times as many leaves as the one in it that was of no use. */
const LARGER = 2;
/** As many times as many leaves as a tree has may be laid out in trials. */
const MOST_WORK = 2;

/** A way of dividing families. */
export type MakeDivider = (forest: CutForest) => PartDivider;

/** A way that counts only where it leaves a smaller mean asp than the first. */
export interface Rival {
  readonly mean: number;
  readonly way: MakeDivider;
}

/**
 * Lays a tree out in several ways, one after the other, and returns what is fattest: no way makes the mean asp of the
 * leaves, or the largest, worse than those before it.
 *
 * A layout that is fatter as a whole but for a few cells gives up the smallest subtrees that hold these; they are laid
 * out the way before. Where that does not do, the layout before is kept, and subtrees of it laid out the new way.
 *
 * @param ways - from the first to the one that is asked for
 * @param make - makes an empty draft
 * @param first - what the first way comes to, where that is known
 */
export function layOutFattest(
  tree: WeightedTree,
  ways: readonly MakeDivider[],
  make: () => Draft,
  rival: Rival | null,
  first?: Draft,
): Draft {
  const leaves = countLeaves(tree);
  let best = first ?? lay(ways[0]!);
  if (rival && meanOf(best.fatness(0)) > rival.mean) best = fatter(lay(rival.way), rival.way, best, ways[0]!);
  for (let k = 1; k < ways.length; k++) best = fatter(best, ways[k - 1]!, lay(ways[k]!), ways[k]!);
  return best;

  function fatter(before: Draft, wayBefore: MakeDivider, next: Draft, way: MakeDivider): Draft {
    const least = before.fatness(0);
    if (isNoWorse(next.fatness(0), least) || giveUpThin(next, least, wayBefore)) return next;
    improve(before, least, way);
    return before;
  }

  function lay(way: MakeDivider): Draft {
    const draft = make();
    draft.layOut(0, way(draft.forest));
    draft.keepLimits();
    return draft;
  }

  /** Lays subtrees with too thin leaves out another way; returns whether the whole is no worse than `least` then. */
  function giveUpThin(draft: Draft, least: Fatness, way: MakeDivider): boolean {
    const { parent } = tree;
    const divider = way(draft.forest);
    const allowed = least.max * (1 + ROUNDING);
    let work = 0;
    for (let leaf = 1; leaf < tree.size; leaf++) {
      let tried = 0;
      for (let i = parent[leaf]!; !(draft.asp[leaf]! <= allowed) || tried > 0; i = parent[i]!) {
        if (i === 0) return false;
        if (leaves[i]! < LARGER * tried) continue;
        work += leaves[i]!;
        if (work > MOST_WORK * leaves[0]!) return false;
        draft.layOutAnew(i, divider);
        if (draft.fatness(i).max <= allowed) break;
        tried = leaves[i]!;
      }
    }
    draft.keepLimits();
    return isNoWorse(draft.fatness(0), least);
  }

  /** Lays subtrees out another way where that makes them fatter, from the top down. */
  function improve(draft: Draft, { max }: Fatness, way: MakeDivider): void {
    const { firstChild, childCount } = tree;
    const divider = way(draft.forest);
    const open: number[] = [];
    const openChildren = (i: number): void => {
      for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++)
        if (childCount[c]! > 0) open.push(c);
    };
    openChildren(0);
    let work = 0;
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      work += leaves[i]!;
      if (work > MOST_WORK * leaves[0]!) return;
      const before = draft.fatness(i);
      const restore = draft.remember(i);
      draft.layOutAnew(i, divider);
      const after = draft.fatness(i);
      if (after.sum <= before.sum && after.max <= max) continue;
      restore();
      draft.repeat(i, divider);
      openChildren(i);
    }
  }
}

function meanOf({ sum, count }: Fatness): number {
  return sum / count;
}

function isNoWorse(a: Fatness, b: Fatness): boolean {
  return meanOf(a) <= meanOf(b) * (1 + ROUNDING) && a.max <= b.max * (1 + ROUNDING);
}

/** Number of leaves in each node. */
function countLeaves({ size, parent, childCount }: WeightedTree): Int32Array {
  const leaves = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (childCount[i] === 0) leaves[i] = 1;
    if (i > 0) leaves[parent[i]!]! += leaves[i]!;
  }
  return leaves;
}
