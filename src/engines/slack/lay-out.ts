import type { WeightedTree } from "../engine.ts";
import { LEAST_RATIO } from "./effort.ts";
import { FamilyPacker, type MemberPacker, type PackerOptions } from "./family-packer.ts";
import { plainPacker } from "./plain-packer.ts";
import { settle } from "./settle.ts";
import { addMembers, tabulateTree } from "./tree-tables.ts";

/** For families with at least this part of all weight, so many more trees are tried: what they lose, all lose. */
const LARGE = 0.02;
const MORE_JOINS = 16;
/** Ratios are sought up to here. */
const GREATEST_RATIO = 2 ** 20;
/** Halvings, of the logarithm, of the interval between a ratio that is too small and twice that. */
const HALVINGS = 7;

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
  layout: PackerOptions,
  boxes: Float64Array,
  padding: PaddingAdapter = wholeBoxes(layout.dimension, boxes),
): number {
  const { dimension, ratio } = layout;
  const packer = new FamilyPacker({ ...layout, depth: tree.height });
  packTree(tree, packer, tabulateTree(tree, packer), boxes, padding);
  if (!padding.areWhole) return NaN;
  const filled = settle(tree, dimension, boxes);
  const plain = new Float64Array(boxes.length);
  plain.set(boxes.subarray(0, 2 * dimension));
  packTree(tree, plainPacker(dimension, ratio), new Int32Array(0), plain, wholeBoxes(dimension, plain));
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
  layout: PackerOptions,
  boxes: Float64Array,
  padding: PaddingAdapter = wholeBoxes(2, boxes),
): number {
  const packer = new FamilyPacker({ ...layout, depth: tree.height, fills: true });
  packTree(tree, packer, tabulateTree(tree, packer), boxes, padding);
  const [least, most] = areaRange(tree, boxes);
  return Math.max(1 - least, most - 1);
}

/** The least and the greatest area of a leaf over its share of the root's, in the plane. */
export function areaRange(tree: WeightedTree, boxes: Float64Array): [least: number, most: number] {
  let [least, most] = [Infinity, 0];
  for (let i = 0; i < tree.size; i++) {
    if (tree.childCount[i]! > 0 || tree.weight[i] === 0) continue;
    const area = (boxes[4 * i + 2]! / boxes[2]!) * (boxes[4 * i + 3]! / boxes[3]!);
    const quotient = area / (tree.weight[i]! / tree.weight[0]!);
    if (quotient < least) least = quotient;
    if (quotient > most) most = quotient;
  }
  return [least, most];
}

/**
 * The least ratio at which what is lost is within a limit, to within half a percent, or Infinity if there is none up
 * to a million. The loss falls with the ratio on the whole, not at every step; the ratio returned keeps the limit.
 */
export function leastRatio(loss: (ratio: number) => number, limit: number): number {
  let high = LEAST_RATIO;
  while (!(loss(high) <= limit)) {
    high *= 2;
    if (high > GREATEST_RATIO) return Infinity;
  }
  if (high === LEAST_RATIO) return high;
  let low = high / 2;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = Math.sqrt(low * high);
    if (loss(middle) <= limit) high = middle;
    else low = middle;
  }
  return high;
}

/** Stands between the boxes of a tree and the rooms that padding leaves in them for their children. */
export interface PaddingAdapter {
  /** Whether all rooms so far were the whole boxes of their nodes. */
  readonly areWhole: boolean;
  /** Writes the sides of the room for the children of node i. */
  open(i: number, sides: Float64Array): void;
  /** Tells that the boxes of its children are written. */
  close(i: number): void;
}

/**
 * Writes the box of every node but the root, parents first: origin in the parent's frame and sides, from
 * 2 · dimension · i on. Nodes without weight, or without room, get boxes without sides.
 *
 * @param tables - number of each node's table in the packer's store; it may be empty for a packer without tables
 */
export function packTree(
  tree: WeightedTree,
  packer: MemberPacker,
  tables: Int32Array,
  boxes: Float64Array,
  padding: PaddingAdapter,
): void {
  const { firstChild, childCount, weight } = tree;
  const numbers = 2 * packer.dimension;
  const sides = new Float64Array(packer.dimension);
  for (let i = 0; i < tree.size; i++) {
    if (childCount[i] === 0) continue;
    padding.open(i, sides);
    const hasRoom = weight[i]! > 0 && sides.every((side) => side > 0);
    if (hasRoom) {
      addMembers(tree, tables, packer, i);
      const isLarge = weight[i]! >= LARGE * weight[0]!;
      packer.pack(sides, tables[i] ?? 0, isLarge ? MORE_JOINS : 0);
    }
    let member = 0;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      if (hasRoom && weight[c]! > 0) {
        const from = numbers * member++;
        for (let k = 0; k < numbers; k++) boxes[numbers * c + k] = packer.boxes[from + k]!;
      } else boxes.fill(0, numbers * c, numbers * (c + 1));
    }
    padding.close(i);
  }
}

/** Rooms without padding: a node's box is the room for its children. */
export function wholeBoxes(dimension: number, boxes: Float64Array): PaddingAdapter {
  return {
    areWhole: true,
    open(i, sides) {
      for (let k = 0; k < dimension; k++) sides[k] = boxes[2 * dimension * i + dimension + k]!;
    },
    close: () => undefined,
  };
}
