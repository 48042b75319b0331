import { MarquetryError } from "../errors.ts";
import { ringArea } from "../geometry/ring.ts";
import type { Region, WeightedTree } from "./engine.ts";

/** The least part of the container, and the least area, that a cell may have: sums and products of less lose their digits. */
const LEAST = 1e-302;
/** Rounding of a share. */
const SLACK = 1 - 1e-9;
/** Weights within these keep all their digits in sums and products with shares. */
const LIGHTEST = 2 ** -960;
const HEAVIEST = 2 ** 1000;

/**
 * The tree as an engine of polygons can lay it out: itself, or with its weights multiplied by a power of two, which
 * changes no share, where they are near the ends of what numbers can hold.
 *
 * @param engine - its name, for the message
 * @throws MarquetryError `bad-weight` for a weight that is less than 1e-302 of the whole, or whose cell has an area
 * less than that
 */
export function withinRange(engine: string, tree: WeightedTree, { ring }: Region): WeightedTree {
  const { size, weight } = tree;
  const total = weight[0]!;
  let lightest = 0;
  for (let i = 1; i < size; i++) {
    const own = weight[i]!;
    if (own > 0 && own < weight[lightest]!) lightest = i;
  }
  const share = weight[lightest]! / total;
  const area = Math.abs(ringArea(ring, 0, ring.length / 2));
  if (!(share >= SLACK * LEAST && share * area >= SLACK * LEAST)) {
    throw refusal(engine, tree, lightest, share);
  }
  if (weight[lightest]! >= LIGHTEST && total <= HEAVIEST) return tree;
  // In two steps, since a factor itself may be beyond what a number can hold.
  const half = 2 ** -Math.trunc(Math.log2(total) / 2);
  return tree.reweighted(weight.map((own) => own * half * half));
}

function refusal(engine: string, tree: WeightedTree, i: number, share: number): MarquetryError {
  const path = tree.pathForMessage(i);
  const value = tree.weight[i]!;
  const message =
    `${path} weighs ${value}, ${share.toExponential(1)} of the whole: ${engine} lays out weights down to ` +
    `${LEAST} of the whole, in cells down to that area; leave lighter ones out, or raise them with minShare`;
  return new MarquetryError("bad-weight", message, { path, value });
}
