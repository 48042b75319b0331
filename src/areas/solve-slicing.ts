import { giveUpUntil, type GrossAreas } from "./gross-areas.ts";
import { CELL, COLUMN, ROW, type Slicing } from "./slicing.ts";

/** Steps of Newton's method; it takes about ten. */
const MOST_STEPS = 100;
/** Relative error of an area that counts as none. */
const SOLVED = 1e-13;
/** Part of the way to a side's least length that one step may go. */
const FARTHEST = 0.9;
/** What a slot is to the equations: none, a leaf, a cell with a room, cells side by side, cells one below the other. */
const [IDLE, END, INNER, BESIDE, BELOW] = [0, 1, 2, 3, 4] as const;
/** Part of a room's side that least sides may take: the rest is for areas. */
const FULLEST = 0.95;

/**
 * Finds the sides of the cells of a slicing for which every leaf's area is in proportion to its weight, with
 * all distances taken off.
 *
 * For a given scale, the width that a cell needs falls as its height grows, from infinity at the least height
 * that its distances ask for to its least width; so it does for a row, whose cells share a height, and whose
 * widths add up, and for a column. So there is one solution, and only one, if the least width and height of the
 * whole fit into its room. It is found by Newton's method on the logarithms of the leaves' areas: the linear
 * equations of a row or column come to one for the whole, so a step takes linear time.
 *
 * Nodes are given up before, those first whose least sides make most area for their weight, until the least sides of
 * all fit into the room with some to spare. Whole parts of the tree go if need be; what remains has a solution.
 *
 * @returns width and height of each slot; `areas.abandoned` tells which nodes were given up. Null where some leaf
 * weighs so little beside its distances that numbers cannot tell
 */
export function solveSlicing(
  slicing: Slicing,
  areas: GrossAreas,
  width: number,
  height: number,
): { readonly widths: Float64Array; readonly heights: Float64Array } | null {
  const { kind, node, first, count, size } = slicing;
  const { lossX, lossY, abandoned, tree } = areas;
  const abandonedBefore = abandoned.slice();
  const numbers = (): Float64Array => new Float64Array(size);
  // Width and height of each slot, the least they may be, and the weight of the leaves in it.
  const [widths, heights, leastWidth, leastHeight, weights] = [
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
  ];
  // The equation of each slot: across · δwidth + down · δheight = rest + scale · δlog(scale).
  const [across, down, rests, scales] = [numbers(), numbers(), numbers(), numbers()];
  const [dWidth, dHeight] = [numbers(), numbers()];
  // What the cell in each slot loses across and down, the logarithm of its weight, and what it is to the equations.
  const [lostAcross, lostDown, logWeights] = [numbers(), numbers(), numbers()];
  const role = new Uint8Array(size);
  /** Whether a slot lies in a cell that has been given up. */
  const idle = new Uint8Array(size);

  giveUpUntil((limit) => {
    const givenUp = measureLeast(limit);
    return { fits: leastWidth[0]! <= FULLEST * width && leastHeight[0]! <= FULLEST * height, givenUp };
  });
  noteIdle();
  start();
  prepare();
  let logScale = Math.log((width * height) / weights[0]!);
  for (let step = 0; step < MOST_STEPS; step++) {
    const error = equations(logScale);
    if (!(error < Infinity)) return null;
    if (error < SOLVED) break;
    const dScale = -rests[0]! / scales[0]!;
    const part = directions(dScale);
    for (let s = 0; s < size; s++) {
      widths[s]! += part * dWidth[s]!;
      heights[s]! += part * dHeight[s]!;
    }
    logScale += part * dScale;
  }
  return { widths, heights };

  function isAbandoned(slot: number): boolean {
    return abandoned[node[slot]!] === 1;
  }

  /** Whether a slot is filled by one cell whose area counts: that of a leaf, or of a node given up. */
  function isEnd(slot: number): boolean {
    return kind[slot] === CELL && (count[slot] === 0 || isAbandoned(slot));
  }

  /** What the cell in a slot loses across and down. */
  function loss(slot: number, distances: Float64Array): number {
    return isAbandoned(slot) ? 0 : distances[node[slot]!]!;
  }

  /**
   * Works out the least sides of all slots, and gives up the cells whose area they make exceeds `limit` times their
   * weight; returns their number.
   */
  function measureLeast(limit: number): number {
    let givenUp = 0;
    for (let s = size - 1; s >= 0; s--) {
      const isCell = kind[s] === CELL;
      let width = 0;
      let height = 0;
      let weight = 0;
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) {
        const w = leastWidth[k]!;
        const h = leastHeight[k]!;
        width = kind[s] === ROW ? width + w : Math.max(width, w);
        height = kind[s] === COLUMN ? height + h : Math.max(height, h);
        weight += weights[k]!;
      }
      if (isCell) {
        const i = node[s]!;
        weight = tree.weight[i]!;
        width = Math.max(0, width + lossX[i]!);
        height = Math.max(0, height + lossY[i]!);
        abandoned[i] = abandonedBefore[i] === 1 || width * height > limit * weight ? 1 : 0;
        if (abandoned[i] === 1) width = height = 0;
        givenUp += abandoned[i];
      }
      weights[s] = weight;
      leastWidth[s] = width;
      leastHeight[s] = height;
    }
    return givenUp;
  }

  function noteIdle(): void {
    for (let s = 0; s < size; s++) {
      if (idle[s] === 0 && !(kind[s] === CELL && isAbandoned(s))) continue;
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) idle[k] = 1;
    }
  }

  /** Sides within their limits: what is beyond the least is shared out by weight. */
  function start(): void {
    widths[0] = width;
    heights[0] = height;
    for (let s = 0; s < size; s++) {
      if (isEnd(s) || idle[s] === 1) continue;
      const isCell = kind[s] === CELL;
      const w = widths[s]! - (isCell ? loss(s, lossX) : 0);
      const h = heights[s]! - (isCell ? loss(s, lossY) : 0);
      const spareWidth = widths[s]! - leastWidth[s]!;
      const spareHeight = heights[s]! - leastHeight[s]!;
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) {
        const share = weights[k]! / weights[s]!;
        widths[k] = kind[s] === ROW ? leastWidth[k]! + spareWidth * share : w;
        heights[k] = kind[s] === ROW || isCell ? h : leastHeight[k]! + spareHeight * share;
      }
    }
  }

  /** Notes what does not change from step to step. */
  function prepare(): void {
    for (let s = 0; s < size; s++) {
      const isLost = isAbandoned(s);
      lostAcross[s] = isLost ? 0 : lossX[node[s]!]!;
      lostDown[s] = isLost ? 0 : lossY[node[s]!]!;
      logWeights[s] = Math.log(weights[s]!);
      role[s] =
        idle[s] === 1 ? IDLE : isEnd(s) ? END : kind[s] === ROW ? BESIDE : kind[s] === CELL ? INNER : BELOW;
    }
  }

  /** Sets up the equation of each slot, from the leaves to the whole; returns the greatest error of an area. */
  function equations(logScale: number): number {
    let worst = 0;
    for (let s = size - 1; s >= 0; s--) {
      const is = role[s]!;
      if (is === IDLE) continue;
      if (is === END) {
        const width = widths[s]! - lostAcross[s]!;
        const height = heights[s]! - lostDown[s]!;
        const rest = logScale + logWeights[s]! - Math.log(width) - Math.log(height);
        across[s] = 1 / width;
        down[s] = 1 / height;
        rests[s] = rest;
        scales[s] = 1;
        worst = Math.max(worst, Math.abs(rest));
        continue;
      }
      // What its parts share is one unknown; of the other, each part's equation gives it in terms of that.
      const own = is === BESIDE ? across : down;
      const shared = is === BESIDE ? down : across;
      const end = first[s]! + count[s]!;
      let slope = 0;
      let rest = 0;
      let scale = 0;
      for (let k = first[s]!; k < end; k++) {
        slope += shared[k]! / own[k]!;
        rest += rests[k]! / own[k]!;
        scale += scales[k]! / own[k]!;
      }
      own[s] = 1;
      shared[s] = slope;
      rests[s] = rest;
      scales[s] = scale;
    }
    return worst;
  }

  /** Works out how all sides change, from the whole to the leaves; returns the part of it that may be gone. */
  function directions(dScale: number): number {
    dWidth[0] = 0;
    dHeight[0] = 0;
    let most = 1;
    for (let s = 0; s < size; s++) {
      const is = role[s]!;
      if (is === IDLE) continue;
      const ownWidth = dWidth[s]!;
      const ownHeight = dHeight[s]!;
      if (is === END) {
        if (ownWidth < 0) most = Math.min(most, (-FARTHEST * (widths[s]! - lostAcross[s]!)) / ownWidth);
        if (ownHeight < 0) most = Math.min(most, (-FARTHEST * (heights[s]! - lostDown[s]!)) / ownHeight);
        continue;
      }
      const end = first[s]! + count[s]!;
      for (let k = first[s]!; k < end; k++) {
        const known = rests[k]! + scales[k]! * dScale;
        dWidth[k] = is === BESIDE ? (known - down[k]! * ownHeight) / across[k]! : ownWidth;
        dHeight[k] = is === BELOW ? (known - across[k]! * ownWidth) / down[k]! : ownHeight;
      }
    }
    return most;
  }
}
