import { expect } from "vitest";
import type { WeightedTree } from "marquetry";

const SUM_TOLERANCE = 1e-12;

/** Checks all that the documentation of WeightedTree says of its arrays. */
export function expectWellFormed(tree: WeightedTree, sorted = true): void {
  const { size, parent, firstChild, childCount, weight } = tree;
  expect([parent, firstChild, childCount, weight].map((a) => a.length)).toEqual([size, size, size, size]);
  const faults: string[] = [];
  const fault = (i: number, what: string): unknown => faults.push(`node ${i}: ${what}`);
  if (parent[0] !== -1) fault(0, "the root has a parent");
  let next = 1;
  for (let i = 0; i < size; i++) {
    // Also for a leaf: that its place is the next child's makes the bounds of levels follow.
    if (firstChild[i] !== next) fault(i, `firstChild is ${firstChild[i]}, not ${next}`);
    const end = next + childCount[i]!;
    let sum = 0;
    for (let c = end - 1; c >= next; c--) {
      if (parent[c] !== i) fault(c, `parent is ${parent[c]}, not ${i}`);
      if (sorted && c > next && weight[c]! > weight[c - 1]!) fault(c, "is heavier than the sibling before");
      sum += weight[c]!;
    }
    if (!(weight[i]! >= 0 && weight[i]! < Infinity)) fault(i, `weight ${weight[i]}`);
    if (childCount[i]! > 0 && Math.abs(sum - weight[i]!) > SUM_TOLERANCE * sum) fault(i, "is not the sum");
    next = end;
  }
  if (next !== size) fault(size, `children reach to ${next}`);
  checkLevels(tree, fault);
  expect(faults.slice(0, 5)).toEqual([]);
}

function checkLevels(tree: WeightedTree, fault: (i: number, what: string) => void): void {
  const { size, parent, levels } = tree;
  const depth = new Int32Array(size);
  for (let i = 1; i < size; i++) depth[i] = depth[parent[i]!]! + 1;
  if (levels[0] !== 0 || levels.at(-1) !== size) fault(0, "levels do not span the tree");
  if (tree.height !== depth[size - 1]) fault(0, `height is ${tree.height}`);
  for (let d = 0; d + 1 < levels.length; d++) {
    for (let i = levels[d]!; i < levels[d + 1]!; i++) if (depth[i] !== d) fault(i, `stands on level ${d}`);
  }
}

/** Calls `make` and returns the code, path and value of the error it must throw. */
export function errorOf(make: () => unknown): {
  code: unknown;
  path: unknown;
  value: unknown;
  message: string;
} {
  try {
    make();
  } catch (error) {
    const { code, path, value, message } = error as {
      code: unknown;
      path: unknown;
      value: unknown;
      message: string;
    };
    return { code, path, value, message };
  }
  throw new Error("nothing was thrown");
}
