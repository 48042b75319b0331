import type { WeightedTree } from "../engine.ts";
import { logQuotient } from "./cut-solver.ts";

/**
 * Takes off every leaf what it has beyond the leaf that has least, by its weight: then all leaves have the same
 * volume per weight.
 *
 * A subtree all of whose leaves have too much shrinks as a whole, towards the middle of its place, so that what is
 * lost shows as gaps between groups rather than between leaves. A leaf loses from its longest sides first.
 *
 * @param boxes - origin in the parent's frame and sides of node i, from 2 · dimension · i on; changed in place
 * @returns the logarithm of the part of the root's volume that the leaves fill
 */
export function settle(tree: WeightedTree, dimension: number, boxes: Float64Array): number {
  const { size, parent, childCount, weight } = tree;
  const d = dimension;
  /** ln(volume/weight) of the scarcest leaf of each subtree, where that of the container and all weight is 0. */
  const scarcest = new Float64Array(size).fill(Infinity);
  for (let i = size - 1; i >= 0; i--) {
    if (weight[i] === 0) continue;
    if (childCount[i] === 0) scarcest[i] = lnVolume(d, boxes, i) - logQuotient(weight[i]!, weight[0]!);
    if (i > 0) scarcest[parent[i]!] = Math.min(scarcest[parent[i]!]!, scarcest[i]!);
  }
  const scale = new Float64Array(size).fill(1);
  const sides = new Float64Array(d);
  for (let i = 1; i < size; i++) {
    if (weight[i] === 0) continue;
    const above = scale[parent[i]!]!;
    const change = scarcest[parent[i]!]! - scarcest[i]!;
    const from = 2 * d * i;
    if (childCount[i] === 0) shorten(d, boxes, i, change, sides);
    else for (let k = 0; k < d; k++) sides[k] = boxes[from + d + k]! * Math.exp(change / d);
    for (let k = 0; k < d; k++) {
      boxes[from + k] = (boxes[from + k]! + (boxes[from + d + k]! - sides[k]!) / 2) * above;
      boxes[from + d + k] = sides[k]! * above;
    }
    scale[i] = above * Math.exp(change / d);
  }
  return Math.min(0, scarcest[0]!);
}

/** The logarithm of the volume of node i over that of the root. */
function lnVolume(d: number, boxes: Float64Array, i: number): number {
  let sum = 0;
  for (let k = d; k < 2 * d; k++) sum += logQuotient(boxes[2 * d * i + k]!, boxes[k]!);
  return sum;
}

/** Writes the sides of box i after its volume is changed by a factor of e to the `change` ≤ 0, longest sides first. */
function shorten(d: number, boxes: Float64Array, i: number, change: number, sides: Float64Array): void {
  for (let k = 0; k < d; k++) sides[k] = boxes[2 * d * i + d + k]!;
  let left = change;
  // The longest ones become as long as the next, until what is left to lose is lost.
  while (left < 0) {
    let longest = 0;
    for (const side of sides) if (side > longest) longest = side;
    let next = 0;
    let count = 0;
    for (const side of sides) {
      if (side >= longest) count++;
      else if (side > next) next = side;
    }
    const most = next > 0 ? count * logQuotient(next, longest) : -Infinity;
    const step = left > most ? longest * Math.exp(left / count) : next;
    for (let k = 0; k < d; k++) if (sides[k]! >= longest) sides[k] = step;
    if (left >= most) return;
    left -= most;
  }
}
