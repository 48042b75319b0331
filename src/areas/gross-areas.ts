import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Padding } from "../partition/padding.ts";

/** Steps in search of a scale or a limit; a few of them do. */
const MOST_STEPS = 60;
/** Decades in which the limit is sought of what a node may lose for its weight. */
const DECADES = 300;
/** Part of the room by which a scale that fills it may miss. */
const FILLED = 1e-14;

/** What comes of a limit: whether all that is left fits, and how many nodes it gives up. */
export interface Trial {
  readonly fits: boolean;
  readonly givenUp: number;
}

/**
 * Gives nodes up, those first that lose most for their weight, until what is left fits.
 *
 * @param giveUp - gives up the nodes that lose more than so much for a unit of weight
 * @returns whether any was given up
 */
export function giveUpUntil(giveUp: (limit: number) => Trial): boolean {
  const none = giveUp(Infinity);
  if (none.fits) return false;
  // What a node loses for its weight spans many decades, so their logarithms are halved, until a node is between.
  let [low, high, enough, tooFew] = [-DECADES, DECADES, Infinity, none.givenUp];
  for (let k = 0; k < MOST_STEPS && enough - tooFew > 1; k++) {
    const middle = (low + high) / 2;
    const { fits, givenUp } = giveUp(10 ** middle);
    if (fits) [low, enough] = [middle, givenUp];
    else [high, tooFew] = [middle, givenUp];
  }
  giveUp(10 ** low);
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

  /**
   * Finds the scale at which the root's content is as large as `room`; 0 if padding alone takes more.
   *
   * What a cell needs is of the second degree in the root of the scale, or near it, so lines through two tries soon
   * meet the room; where one end stays, it counts half (the Illinois method).
   */
  fill(room: number): number {
    let [low, high] = [0, Math.sqrt(room / this.tree.weight[0]!)];
    let [under, over] = [room - this.at(low), this.at(high * high) - room];
    if (under < 0) return 0;
    if (over <= 0) return high * high;
    let [miss, last] = [under, 0];
    for (let k = 0; k < MOST_STEPS && miss > FILLED * room; k++) {
      const met = low + ((high - low) * under) / (under + over);
      const root = met > low && met < high ? met : (low + high) / 2;
      const rest = room - this.at(root * root);
      if (rest >= 0) {
        if (last > 0) over /= 2;
        [low, miss, under, last] = [root, rest, rest, 1];
      } else {
        if (last < 0) under /= 2;
        [high, over, last] = [root, -rest, -1];
      }
    }
    this.at(low * low);
    return low * low;
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
    return giveUpUntil((limit) => this.#giveUpAbove(limit, most));
  }

  /** Gives up the nodes that lose more than `limit` for a unit of weight; the others are to lose no more than `most`. */
  #giveUpAbove(limit: number, most: number): Trial {
    const { parent, weight } = this.tree;
    const { content, gross, abandoned, lossX, lossY } = this;
    content.fill(0);
    let givenUp = 0;
    for (let i = this.tree.size - 1; i > 0; i--) {
      const side = Math.sqrt(content[i]!);
      const loss = weight[i] === 0 ? 0 : Math.max(0, side + lossX[i]!) * Math.max(0, side + lossY[i]!);
      abandoned[i] = loss > limit * weight[i]! ? 1 : 0;
      gross[i] = abandoned[i] === 1 ? 0 : loss;
      givenUp += abandoned[i]!;
      content[parent[i]!]! += gross[i]!;
    }
    return { fits: content[0]! <= most, givenUp };
  }

  /** The tree with areas in place of weights, for an engine to lay out. */
  toTree(): WeightedTree {
    const weight = this.gross.slice();
    weight[0] = this.tree.weight[0]!;
    return this.tree.reweighted(weight);
  }
}
