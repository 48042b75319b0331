import type { WeightedTree } from "../engine.ts";
import type { SlackEffort } from "./effort.ts";
import { FamilyPacker } from "./family-packer.ts";
import { packTree, wholeBoxes, type Rooms } from "./pack-tree.ts";
import { PlainPacker } from "./plain-packer.ts";
import { settle } from "./settle.ts";
import { tabulateTree } from "./tree-tables.ts";

/** How a tree is laid out in boxes with slack. */
export interface SlackLayout {
  readonly dimension: number;
  readonly ratio: number;
  readonly effort: SlackEffort;
}

/** Nodes up to which the best, and the next best, effort takes about a second at most, in the plane. */
const BEST_UP_TO = 1500;
const BALANCED_UP_TO = 25_000;

/** The most thorough effort that does not keep a user waiting. */
export function usualEffort(tree: WeightedTree, dimension: number): SlackEffort {
  const size = dimension > 2 ? tree.size * 4 : tree.size;
  return size <= BEST_UP_TO ? "best" : size <= BALANCED_UP_TO ? "balanced" : "fast";
}

/**
 * Writes the boxes of all nodes but the root, so that all leaves have the same volume per weight, and returns the
 * part of the root's box that no leaf fills. It is never more than the plain construction leaves.
 *
 * Where padding takes room from the boxes, volumes cannot be the same: leaves then keep what they got, and the
 * answer is NaN.
 *
 * @param boxes - origin in the parent's frame and sides of node i, from 2 · dimension · i on; the root's are given
 */
export function packEvenly(
  tree: WeightedTree,
  layout: SlackLayout,
  boxes: Float64Array,
  rooms: Rooms = wholeBoxes(layout.dimension, boxes),
): number {
  const { dimension, ratio } = layout;
  const packer = new FamilyPacker({ ...layout, depth: tree.height });
  packTree(tree, packer, tabulateTree(tree, packer), boxes, rooms);
  if (!rooms.areWhole) return NaN;
  const filled = settle(tree, dimension, boxes);
  const plain = new Float64Array(boxes.length);
  plain.set(boxes.subarray(0, 2 * dimension));
  packTree(tree, new PlainPacker(dimension, ratio), new Int32Array(0), plain, wholeBoxes(dimension, plain));
  const plainFilled = settle(tree, dimension, plain);
  if (plainFilled > filled) boxes.set(plain);
  return -Math.expm1(Math.max(filled, plainFilled));
}

/**
 * Writes the boxes of all nodes but the root so that they leave no gaps, in the plane, and returns by how much the
 * area of a leaf differs from its share of the root's, at most.
 */
export function packFully(
  tree: WeightedTree,
  layout: Omit<SlackLayout, "dimension">,
  boxes: Float64Array,
  rooms: Rooms = wholeBoxes(2, boxes),
): number {
  const packer = new FamilyPacker({ ...layout, dimension: 2, depth: tree.height, fills: true });
  packTree(tree, packer, tabulateTree(tree, packer), boxes, rooms);
  let most = 0;
  for (let i = 0; i < tree.size; i++) {
    if (tree.childCount[i]! > 0 || tree.weight[i] === 0) continue;
    const area = (boxes[4 * i + 2]! / boxes[2]!) * (boxes[4 * i + 3]! / boxes[3]!);
    most = Math.max(most, Math.abs(area / (tree.weight[i]! / tree.weight[0]!) - 1));
  }
  return most;
}
