import { BoxCells, type Box } from "../partition/box-cells.ts";
import type { Cells } from "../partition/cells.ts";
import { CELL, readSlicing, ROW, type Slicing } from "../areas/slicing.ts";
import type { Fill, Making, Partition } from "../partition/partition.ts";
import { matchNodes, NO_PARTNER } from "../model/match-nodes.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";

/**
 * The map before with the weights after, its cells arranged as they were: the least change that the weights demand.
 * Null where the arrangement cannot be kept, or no leaf is in both.
 */
export function leastChange(before: Partition, after: Partition): Partition | null {
  const { making } = before;
  const fill = making && fillAlike(before, making);
  if (!fill) return null;
  const weights = commonWeights(before, after);
  if (!weights.some((weight) => weight > 0)) return null;
  return making.fill(before.tree.withWeights(weights), fill);
}

/** A way to write cells in the arrangement of a map. */
function fillAlike(map: Partition, { structure }: Making): Fill | null {
  const { tree, cells, engine, areaPerWeight } = map;
  // Where areas make up for padding, or are not shares, weights alone do not tell them.
  if (areaPerWeight !== null || engine.hasGaps === true || engine.hasInexactAreas === true) return null;
  if (structure?.isOfCuts === true) {
    const options = { before: cells, maxAspectGrowth: Infinity, keepsAll: true };
    return (next, _region, blank) => structure.repeat(next, blank, options);
  }
  const slicing = cells instanceof BoxCells ? readSlicing(tree, cells) : null;
  return slicing && ((next, _region, blank) => fillSlicing(slicing, next, blank));
}

/** The weights after of the leaves that have a cell in both maps, by the nodes before; 0 for others. */
function commonWeights(before: Partition, after: Partition): Float64Array {
  const partner = matchNodes(before.tree, after.tree);
  return Float64Array.from(partner, (j, i) => {
    const isCommon = j !== NO_PARTNER && before.tree.childCount[i] === 0 && before.cells.corners(i) > 0;
    return isCommon && after.tree.childCount[j] === 0 ? after.tree.weight[j]! : 0;
  });
}

/** Writes the boxes of a slicing with areas in proportion to weights. */
function fillSlicing(slicing: Slicing, { size, childCount, weight }: WeightedTree, cells: Cells): undefined {
  if (!(cells instanceof BoxCells)) return;
  const { kind, node, first, count, room } = slicing;
  const total = new Float64Array(slicing.size);
  for (let s = slicing.size - 1; s >= 0; s--) {
    if (kind[s] === CELL) total[s] = weight[node[s]!]!;
    else for (let k = first[s]!; k < first[s]! + count[s]!; k++) total[s]! += total[k]!;
  }
  const box: Box = { x: 0, y: 0, width: 0, height: 0 };
  const open: [slot: number, x: number, y: number, width: number, height: number][] = [];
  for (let i = 0; i < size; i++) {
    if (childCount[i] === 0) continue;
    cells.open(i, box);
    if (room[i]! >= 0) open.push([room[i]!, 0, 0, box.width, box.height]);
    for (let next = open.pop(); next; next = open.pop()) {
      const [s, left, top, width, height] = next;
      if (kind[s] === CELL) {
        cells.set(node[s]!, left, top, width, height);
        continue;
      }
      let [x, y] = [left, top];
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) {
        const share = total[s]! > 0 ? total[k]! / total[s]! : 0;
        const [w, h] = kind[s] === ROW ? [width * share, height] : [width, height * share];
        open.push([k, x, y, w, h]);
        if (kind[s] === ROW) x += w;
        else y += h;
      }
    }
    cells.close(i, box);
  }
}
