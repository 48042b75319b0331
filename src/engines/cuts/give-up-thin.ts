import type { WeightedTree } from "../engine.ts";
import type { Draft, Fatness } from "./draft.ts";
import type { PartDivider } from "./family-cutter.ts";
import type { Steps } from "../steps.ts";

/** Relative difference that counts as rounding. */
const ROUNDING = 1e-13;
/** A subtree is tried if it has this many times as many leaves as the one in it that was of no use. */
const LARGER = 2;
/** As many times as many leaves as a tree has may be laid out in trials. */
export const MOST_WORK = 2;

/**
 * Lays the smallest subtrees that hold thin leaves out another way.
 *
 * @param leaves - how many there are in each node
 * @returns whether the whole is no worse than `least` then
 */
export function* giveUpThin(
  { size, parent }: WeightedTree,
  leaves: Int32Array,
  draft: Draft,
  least: Fatness,
  divider: PartDivider,
): Steps<boolean> {
  const allowed = least.max * (1 + ROUNDING);
  let work = 0;
  for (let leaf = 1; leaf < size; leaf++) {
    let tried = 0;
    for (let i = parent[leaf]!; !(draft.asp[leaf]! <= allowed) || tried > 0; i = parent[i]!) {
      if (i === 0) return false;
      if (leaves[i]! < LARGER * tried) continue;
      work += leaves[i]!;
      if (work > MOST_WORK * leaves[0]!) return false;
      yield* draft.layOutAnew(i, divider);
      if (draft.fatness(i).max <= allowed) break;
      tried = leaves[i]!;
    }
  }
  draft.keepLimits();
  return isNoWorse(draft.fatness(0), least);
}

export function meanOf({ sum, count }: Fatness): number {
  return sum / count;
}

export function isNoWorse(a: Fatness, b: Fatness): boolean {
  return meanOf(a) <= meanOf(b) * (1 + ROUNDING) && a.max <= b.max * (1 + ROUNDING);
}
