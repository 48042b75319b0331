import { readSlicing, sumOverSlots, writeSlicing, type Slicing } from "../areas/slicing.ts";
import type { Engine } from "../engines/engine.ts";
import { matchNodes, NO_PARTNER } from "../model/match-nodes.ts";
import { areBoxes, boxCells, type BoxCells } from "../partition/box-cells.ts";
import type { Partition } from "../partition/partition.ts";
import { layOut, recordOf } from "./lay-out.ts";

/**
 * The map before with the weights after, its cells arranged as they were: the least change that the weights demand.
 * Null where the arrangement cannot be kept, or no leaf is in both.
 */
export function leastChange(before: Partition, after: Partition): Partition | null {
  const { engine, areaPerWeight } = before;
  // Where areas make up for padding, or are not shares, weights alone do not tell them.
  if (areaPerWeight !== null || engine.hasGaps === true || engine.hasInexactAreas === true) return null;
  const weights = commonWeights(before, after);
  if (!weights.some((weight) => weight > 0)) return null;
  const tree = before.tree.withWeights(weights);
  const { spec } = recordOf(before);
  if (spec.engine.canKeepAllCuts === true) {
    const match = Int32Array.from(weights, (_, i) => i);
    return layOut(tree, spec, { map: before, match, maxAspectGrowth: Infinity, keepsAll: true });
  }
  const slicing = areBoxes(before.cells) ? readSlicing(before.tree, before.cells) : null;
  return slicing && layOut(tree, { ...spec, engine: slicingEngine(slicing) }, null);
}

/** The weights after of the leaves that have a cell in both maps, by the nodes before; 0 for others. */
function commonWeights(before: Partition, after: Partition): Float64Array {
  const partner = matchNodes(before.tree, after.tree);
  return Float64Array.from(partner, (j, i) => {
    const isCommon = j !== NO_PARTNER && before.tree.childCount[i] === 0 && before.cells.corners(i) > 0;
    return isCommon && after.tree.childCount[j] === 0 ? after.tree.weight[j]! : 0;
  });
}

/** Lays the tree that a slicing was read off out in the same rows and columns. */
function slicingEngine(slicing: Slicing): Engine<BoxCells> {
  return {
    ...boxCells,
    name: "slicing",
    description: "the rows and columns of another map",
    bound: () => null,
    partition(tree, _region, cells) {
      const weights = sumOverSlots(slicing, tree.weight);
      writeSlicing(slicing, tree, cells, () => weights);
    },
  };
}
