import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Padding } from "../partition/padding.ts";

/** Halvings in search of a scale or a limit: to the last digit of a number. */
const HALVINGS = 60;
/** Decades in which the limit is sought of what a node may lose for its weight. */
const DECADES = 300;

/** The greatest number from `low` to `high` that will do, if all that are less do too. */
function greatest(low: number, high: number, willDo: (middle: number) => boolean): number {
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (willDo(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Gives nodes up, those first that lose most for their weight, until what is left fits.
 *
 * @param fits - gives up the nodes that lose more than so much for a unit of weight, and tells whether the others fit
 * @returns whether any was given up
 */
export function giveUpUntil(fits: (limit: number) => boolean): boolean {
  if (fits(Infinity)) return false;
  // What a node loses for its weight spans many decades, so their logarithms are halved.
  fits(10 ** greatest(-DECADES, DECADES, (decade) => fits(10 ** decade)));
  return true;
}

/**
 * How much area each cell needs, padding included, for leaves to get an area in proportion to their weights.
 *
 * A cell that needs `content` within and loses the distances lossX and lossY is taken to be as large as
 * (√content + lossX)(√content + lossY): right for squares, and near for other fat cells. Where a layout has been measured,
 * both are what its cell lost, which holds for every shape that keeps its proportions.
 */
export class GrossAreas {
  readonly tree: WeightedTree;
  /** What each cell loses across and down. */
  readonly lossX: Float64Array;
  readonly lossY: Float64Array;
  /** 1 for each node that has been given up: its area, padding included, is that of its weight. */
  readonly abandoned: Uint8Array;
  /** Area of each cell, padding included, at the scale asked for last. */
  readonly gross: Float64Array;
  /** Area within each cell for its children, the padding between them included; of a leaf, its own. */
  readonly content: Float64Array;

  constructor(tree: WeightedTree, padding: Padding) {
    this.tree = tree;
    this.lossX = new Float64Array(tree.size);
    this.lossY = new Float64Array(tree.size);
    this.abandoned = new Uint8Array(tree.size);
    this.gross = new Float64Array(tree.size);
    this.content = new Float64Array(tree.size);
    for (let i = 0; i < tree.size; i++) {
      const parent = tree.parent[i]!;
      const around = parent < 0 ? 0 : padding.inner(parent);
      const isInner = tree.childCount[i]! > 0;
      const inner = isInner ? padding.inner(i) : 0;
      this.lossX[i] = around - inner + (isInner ? padding.left(i) + padding.right(i) : 0);
      this.lossY[i] = around - inner + (isInner ? padding.top(i) + padding.bottom(i) : 0);
    }
  }

  /** Finds the scale at which the root's content is as large as `room`; 0 if padding alone takes more. */
  fill(room: number): number {
    const scale = greatest(0, room / this.tree.weight[0]!, (middle) => this.at(middle) <= room);
    this.at(scale);
    return scale;
  }

  /** Works out all areas at so much area for a unit of weight; returns the root's content. */
  at(scale: number): number {
    const { parent, childCount, weight } = this.tree;
    const { content, gross, abandoned, lossX, lossY } = this;
    content.fill(0);
    for (let i = this.tree.size - 1; i > 0; i--) {
      const own = scale * weight[i]!;
      if (childCount[i] === 0) content[i] = own;
      if (weight[i] === 0) gross[i] = 0;
      else if (abandoned[i] === 1) gross[i] = own;
      else {
        const side = Math.sqrt(content[i]!);
        gross[i] = Math.max(0, side + lossX[i]!) * Math.max(0, side + lossY[i]!);
      }
      content[parent[i]!]! += gross[i]!;
    }
    return content[0]!;
  }

  /**
   * Gives nodes up, those that lose most for their weight first, until what padding takes is at most `most`.
   * Returns whether any was given up.
   */
  giveUp(most: number): boolean {
    return giveUpUntil((limit) => this.#lossUpTo(limit) <= most);
  }

  /** Gives up the nodes that lose more than `limit` for a unit of weight; returns what the others lose. */
  #lossUpTo(limit: number): number {
    const { parent, weight } = this.tree;
    const { content, gross, abandoned, lossX, lossY } = this;
    content.fill(0);
    for (let i = this.tree.size - 1; i > 0; i--) {
      const side = Math.sqrt(content[i]!);
      const loss = weight[i] === 0 ? 0 : Math.max(0, side + lossX[i]!) * Math.max(0, side + lossY[i]!);
      abandoned[i] = loss > limit * weight[i]! ? 1 : 0;
      gross[i] = abandoned[i] === 1 ? 0 : loss;
      content[parent[i]!]! += gross[i]!;
    }
    return content[0]!;
  }

  /** The tree with areas in place of weights, for an engine to lay out. */
  toTree(): WeightedTree {
    const weight = this.gross.slice();
    weight[0] = this.tree.weight[0]!;
    return this.tree.reweighted(weight);
  }
}
