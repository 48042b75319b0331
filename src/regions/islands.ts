import type { WeightedTree } from "../engines/engine.ts";

/** Part of the area that may stay empty so that no family has to be torn. */
const SLACK = 0.02;
/** Parts of the area that all may fill together, from the fullest on, and halvings between two of them. */
const FILLS: readonly number[] = /* @__PURE__ */ (() => [
  1,
  0.999,
  0.998,
  0.995,
  0.99,
  1 - SLACK,
  0.97,
  0.95,
  0.92,
  0.88,
  0.8,
  0.7,
  0.5,
  0.3,
  0.1,
])();
const HALVINGS = 10;
/** Rounding of what fits. */
const ROUNDING = 1e-12;

/** How nodes are shared among islands. */
export interface Shares {
  /** Area for each unit of weight. */
  readonly scale: number;
  /** The island of each node that lies whole in one but whose parent does not; of all others, −1. */
  readonly island: Int32Array;
}

/**
 * Shares the nodes of a tree among islands: whole families where that leaves no more than 2 % of the area empty, else
 * those that do not fit are torn, the heaviest parts first, each to where it leaves least room.
 *
 * All areas are then scaled alike, as far down as it takes for all to fit: this is bin packing by "best fit decreasing".
 */
export function shareAmong(tree: WeightedTree, areas: readonly number[]): Shares {
  const whole = areas.reduce((sum, area) => sum + area, 0);
  const full = whole / tree.weight[0]!;
  const loose = bestFill(tree, areas, full, false);
  if (loose && loose.scale >= (1 - SLACK) * full) return loose;
  const torn = bestFill(tree, areas, full, true);
  if (torn && !(loose && loose.scale >= torn.scale)) return torn;
  if (loose) return loose;
  // All on the largest island.
  const island = new Int32Array(tree.size).fill(-1);
  const most = Math.max(...areas);
  island[0] = areas.indexOf(most);
  return { scale: most / tree.weight[0]!, island };
}

/** What a new sharing must be better by to be taken in place of an earlier one, as a part of all areas. */
const WORTH_MOVING = 0.03;

/** Nodes as they were shared among the same islands; null where they are not the same, or would leave too much empty. */
export function sharedAsBefore(
  { size, parent, childCount, weight }: WeightedTree,
  areas: readonly number[],
  { scale }: Shares,
  before: Shares,
  match: Int32Array,
): Shares | null {
  const island = Int32Array.from(match, (twin) => (twin < 0 ? -1 : before.island[twin]!));
  const held = new Float64Array(areas.length);
  const isOn = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    isOn[i] = i > 0 ? isOn[parent[i]!]! : 0;
    if (isOn[i] === 1) island[i] = -1;
    if (island[i]! >= 0) {
      isOn[i] = 1;
      held[island[i]!]! += weight[i]!;
    } else if (childCount[i] === 0 && isOn[i] === 0 && weight[i]! > 0) return null;
  }
  const own = Math.min(...areas.map((area, k) => (held[k]! > 0 ? area / held[k]! : Infinity)));
  return own >= (1 - WORTH_MOVING) * scale ? { scale: own, island } : null;
}

function bestFill(
  tree: WeightedTree,
  areas: readonly number[],
  full: number,
  mayTear: boolean,
): Shares | null {
  let missed = 0;
  for (const fill of FILLS) {
    let best = place(tree, areas, fill * full, mayTear);
    if (!best) {
      missed = fill;
      continue;
    }
    let [low, high] = [fill, missed];
    for (let round = 0; round < HALVINGS && missed > 0; round++) {
      const middle = (low + high) / 2;
      const next = place(tree, areas, middle * full, mayTear);
      if (next) [best, low] = [next, middle];
      else high = middle;
    }
    return best;
  }
  return null;
}

function place(tree: WeightedTree, areas: readonly number[], scale: number, mayTear: boolean): Shares | null {
  const { firstChild, childCount, weight } = tree;
  const left = areas.slice();
  const island = new Int32Array(tree.size).fill(-1);
  const open: number[] = [];
  const add = (node: number): void => {
    for (let c = firstChild[node]!; c < firstChild[node]! + childCount[node]!; c++)
      if (weight[c]! > 0) open.push(c);
    open.sort((a, b) => weight[a]! - weight[b]! || b - a);
  };
  if (childCount[0] === 0) return null;
  add(0);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const area = scale * weight[node]!;
    let best = -1;
    for (let k = 0; k < left.length; k++) {
      const fits = left[k]! >= area * (1 - ROUNDING);
      if (fits && (best < 0 || left[k]! < left[best]!)) best = k;
    }
    if (best >= 0) {
      left[best]! -= area;
      island[node] = best;
    } else if (childCount[node]! > 0 && (mayTear || node === 0)) add(node);
    else return null;
  }
  return { scale, island };
}
