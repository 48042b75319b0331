import { leafCounts } from "../../model/subtree.ts";
import type { WeightedTree } from "../engine.ts";
import { Draft, type Fatness } from "./draft.ts";
import type { PartDivider } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import { giveUpThin, isNoWorse, meanOf, MOST_WORK } from "./give-up-thin.ts";
import type { Steps } from "../steps.ts";

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
export function* layOutFattest(
  tree: WeightedTree,
  ways: readonly MakeDivider[],
  make: () => Draft,
  rival: Rival | null,
  first?: Draft,
): Steps<Draft> {
  const leaves = leafCounts(tree);
  let best = first ?? (yield* lay(ways[0]!));
  if (rival && meanOf(best.fatness(0)) > rival.mean)
    best = yield* fatter(yield* lay(rival.way), rival.way, best, ways[0]!);
  for (let k = 1; k < ways.length; k++)
    best = yield* fatter(best, ways[k - 1]!, yield* lay(ways[k]!), ways[k]!);
  return best;

  function* fatter(before: Draft, wayBefore: MakeDivider, next: Draft, way: MakeDivider): Steps<Draft> {
    const least = before.fatness(0);
    if (isNoWorse(next.fatness(0), least)) return next;
    if (yield* giveUpThin(tree, leaves, next, least, wayBefore(next.forest))) return next;
    yield* improve(before, least, way);
    return before;
  }

  function* lay(way: MakeDivider): Steps<Draft> {
    const draft = make();
    yield* draft.layOut(0, way(draft.forest));
    draft.keepLimits();
    return draft;
  }

  /** Lays subtrees out another way where that makes them fatter, from the top down. */
  function* improve(draft: Draft, { max }: Fatness, way: MakeDivider): Steps<void> {
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
      yield* draft.layOutAnew(i, divider);
      const after = draft.fatness(i);
      if (after.sum <= before.sum && after.max <= max) continue;
      restore();
      yield* draft.repeat(i, divider);
      openChildren(i);
    }
  }
}
