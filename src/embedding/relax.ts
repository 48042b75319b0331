import { grown } from "../geometry/growing.ts";
import { refit, type SearchTree } from "./search-tree.ts";

/** Pairs are pushed a little farther apart than they must be, so that pushing comes to an end. */
const MARGIN = 1.003;
/** Parts narrower than this many diameters move as one. */
const RIGID = 0.5;
/** Part of its excess by which what lies outside its cluster's ball is pulled in. */
const PULL = 0.7;

/** What moves sites, round by round. */
interface Relaxation {
  /** The greatest clusters first: what is wider than `target` diameters shrinks, what is too close parts. */
  round(target: number): void;
  /** Has the next round look at everything: for another target. */
  touchAll(): void;
}

/**
 * Moves sites until no pair is too close and no cluster too wide.
 *
 * What is narrow beside the distance in question moves as one, so that it keeps its shape and need not be looked at
 * again: a round costs as much as there is left to mend, and a pass over all sites.
 */
export function relaxation(tree: SearchTree, points: Float64Array): Relaxation {
  let stack: Int32Array = new Int32Array(4096);
  let now = 1;
  const parent = parentsOf(tree);
  /** The last round in which something within a node moved against the rest of it. */
  const touched = new Int32Array(tree.size).fill(now);
  const middle = new Float64Array(tree.dimension);
  const push = new Float64Array(tree.dimension);
  return { round, touchAll };

  function touchAll(): void {
    touched.fill(now);
  }

  function round(target: number): void {
    const { size, left, cluster } = tree;
    now++;
    let last = -1;
    for (let i = 0; i < size; i++) {
      if (left[i]! < 0) continue;
      const isTop = cluster[i] !== last;
      last = cluster[i]!;
      if (touched[i]! < now - 1) continue;
      if (isTop) pull(i, target);
      separate(i);
    }
    refit(tree, points);
  }

  /** Pulls what lies outside a ball round the middle of a cluster towards it. */
  function pull(node: number, target: number): void {
    const { dimension: d, left, right, boxes, diameter } = tree;
    const radius = (target * diameter[node]!) / 2;
    for (let k = 0, at = 2 * d * node; k < d; k++, at++) middle[k] = (boxes[at]! + boxes[at + d]!) / 2;
    const narrow = (RIGID * diameter[node]!) ** 2;
    let top = 0;
    stack[top++] = node;
    while (top > 0) {
      const i = stack[--top]!;
      let far = 0;
      let width = 0;
      let distance = 0;
      for (let k = 0, at = 2 * d * i; k < d; k++, at++) {
        const low = boxes[at]!;
        const high = boxes[at + d]!;
        far += Math.max(high - middle[k]!, middle[k]! - low) ** 2;
        width += (high - low) ** 2;
        push[k] = middle[k]! - (low + high) / 2;
        distance += push[k]! ** 2;
      }
      if (far <= radius * radius) continue;
      if (left[i]! >= 0 && width > narrow) {
        stack = grown(stack, top + 2);
        stack[top++] = left[i]!;
        stack[top++] = right[i]!;
        continue;
      }
      distance = Math.sqrt(distance);
      const excess = distance + Math.sqrt(width) / 2 - radius;
      if (excess > 0 && distance > 0) move(i, (PULL * excess) / distance);
    }
  }

  /** Pushes parts of the two sides of a node apart where they are too close. */
  function separate(node: number): void {
    const { dimension: d, left, right, diameter, begin, end, boxes } = tree;
    const wanted = MARGIN * diameter[node]!;
    const near = wanted * wanted;
    const narrow = (RIGID * diameter[node]!) ** 2;
    let top = 0;
    // Four numbers a pair: its two parts, and the widest round each that moves as one, or −1.
    stack[top++] = left[node]!;
    stack[top++] = right[node]!;
    stack[top++] = -1;
    stack[top++] = -1;
    while (top > 0) {
      let bodyB = stack[--top]!;
      let bodyA = stack[--top]!;
      const b = stack[--top]!;
      const a = stack[--top]!;
      if (gapSquared(boxes, d, a, b) >= near) continue;
      if (bodyA < 0 && widthSquared(boxes, d, a) <= narrow) bodyA = a;
      if (bodyB < 0 && widthSquared(boxes, d, b) <= narrow) bodyB = b;
      if (left[a]! < 0 && left[b]! < 0) {
        pushApart(a, b, bodyA, bodyB, wanted);
        continue;
      }
      stack = grown(stack, top + 8);
      const splitsFirst = left[b]! < 0 || (left[a]! >= 0 && end[a]! - begin[a]! >= end[b]! - begin[b]!);
      const whole = splitsFirst ? a : b;
      for (let part = left[whole]!; part >= 0; part = part === left[whole] ? right[whole]! : -1) {
        stack[top++] = splitsFirst ? part : a;
        stack[top++] = splitsFirst ? b : part;
        stack[top++] = bodyA;
        stack[top++] = bodyB;
      }
    }
  }

  /** Moves the bodies of two sites along the line between the sites, each by half of what is missing. */
  function pushApart(a: number, b: number, bodyA: number, bodyB: number, wanted: number): void {
    const { dimension: d, boxes } = tree;
    let sum = 0;
    for (let k = 0; k < d; k++) {
      push[k] = boxes[2 * d * b + k]! - boxes[2 * d * a + k]!;
      sum += push[k]! ** 2;
    }
    let distance = Math.sqrt(sum);
    if (distance >= wanted) return;
    let missing = wanted - distance;
    if (distance === 0) {
      // Any direction will do for two sites in one place; it must only be the same at each run.
      push[(a + b) % d] = 1;
      distance = 1;
      missing = wanted;
    }
    const share = missing / (2 * distance);
    move(bodyA, -share);
    move(bodyB, share);
  }

  /** Moves a node's sites, and all boxes in it, by a multiple of the push. */
  function move(node: number, factor: number): void {
    const { dimension: d, left, begin, end, order } = tree;
    for (let s = begin[node]!; s < end[node]!; s++)
      for (let k = 0, at = order[s]! * d; k < d; k++, at++) points[at]! += factor * push[k]!;
    moveBox(node, factor);
    // All that lies below a node is numbered without a gap.
    const first = left[node]!;
    const last = first < 0 ? first : first + 2 * (end[node]! - begin[node]!) - 2;
    for (let i = first; i < last; i++) moveBox(i, factor);
    for (let up = parent[node]!; up >= 0 && touched[up] !== now; up = parent[up]!) touched[up] = now;
  }

  function moveBox(node: number, factor: number): void {
    const { dimension: d, boxes } = tree;
    for (let k = 0, at = 2 * d * node; k < d; k++, at++) {
      const shift = factor * push[k]!;
      boxes[at]! += shift;
      boxes[at + d]! += shift;
    }
  }
}

function parentsOf({ size, left, right }: SearchTree): Int32Array {
  const parent = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) if (left[i]! >= 0) parent[left[i]!] = parent[right[i]!] = i;
  return parent;
}

function gapSquared(boxes: Float64Array, d: number, a: number, b: number): number {
  let sum = 0;
  for (let k = 0, p = 2 * d * a, q = 2 * d * b; k < d; k++, p++, q++) {
    const gap = Math.max(boxes[q]! - boxes[p + d]!, boxes[p]! - boxes[q + d]!, 0);
    sum += gap * gap;
  }
  return sum;
}

function widthSquared(boxes: Float64Array, d: number, i: number): number {
  let sum = 0;
  for (let k = 0, at = 2 * d * i; k < d; k++, at++) sum += (boxes[at + d]! - boxes[at]!) ** 2;
  return sum;
}
