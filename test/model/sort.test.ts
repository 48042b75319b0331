import { describe, expect, it } from "vitest";
import { weightedTree } from "marquetry";
import { descendingSort } from "../../src/model/sort.ts";

/** Numbers that look random, the same each time. */
function scattered(count: number, of: (x: number) => number): Float64Array {
  let state = 12345;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return of(state / 2 ** 32);
  });
}

const kinds: Record<string, (x: number) => number> = {
  fractions: (x) => x,
  "few values": (x) => Math.floor(5 * x),
  "whole numbers": (x) => Math.floor(3000 * x),
  "large whole numbers": (x) => Math.floor(2 ** 40 * x),
  "sizes from dust to planets": (x) => 10 ** (600 * x - 300),
  "numbers that differ in their last places": (x) => 1 + Math.floor(100 * x) * 2 ** -52,
  "small runs that differ in their last places": (x) =>
    Math.floor(200 * x) + (Math.floor(1e6 * x) % 3) * 2 ** -44,
  "one value": () => 7,
};

describe.each(Object.keys(kinds))("%s", (kind) => {
  it.each([0, 1, 2, 3, 23, 24, 25, 47, 48, 49, 73, 97, 200, 999, 1000, 1001, 1500])(
    "%d of them are sorted, the heaviest first, like ones in their order",
    (count) => {
      // Numbers beside the range stay; the array is itself a part of another.
      const whole = new Float64Array(count + 12).fill(0.5);
      const keys = whole.subarray(3, count + 9);
      const [first, end] = [4, 4 + count];
      keys.set(scattered(count, kinds[kind]!), first);
      const before = keys.slice();
      const items = Int32Array.from(keys.keys());
      descendingSort(keys, items, count)(first, end);
      const order = [...before.keys()].slice(first, end).sort((a, b) => before[b]! - before[a]! || a - b);
      expect([...items.subarray(first, end)]).toEqual(order);
      expect([...keys.subarray(first, end)]).toEqual(order.map((i) => before[i]));
      expect([...whole.subarray(0, 7), ...whole.subarray(count + 7)]).toEqual(new Array(12).fill(0.5));
      expect([...items.subarray(0, first), ...items.subarray(end)]).toEqual([0, 1, 2, 3, end, end + 1]);
    },
  );
});

it("sorts one range after another, of any lengths", () => {
  const lengths = [1200, 10, 400, 1000, 30, 1100];
  const keys = scattered(
    lengths.reduce((sum, length) => sum + length, 0),
    (x) => Math.floor(1e5 * x) / 8,
  );
  const before = keys.slice();
  const items = Int32Array.from(keys.keys());
  const sort = descendingSort(keys, items, 1200);
  let first = 0;
  for (const length of lengths) {
    sort(first, first + length);
    expect([...keys.subarray(first, first + length)]).toEqual(
      [...before.subarray(first, first + length)].sort((a, b) => b - a),
    );
    first += length;
  }
  expect([...items].map((i) => before[i])).toEqual([...keys]);
});

it("orders families of all lengths in one tree", () => {
  const children = [1, 30, 1050, 2].map((count, k) => ({
    name: `f${k}`,
    children: [...scattered(count, (x) => x + k)].map((value) => ({ value })),
  }));
  const tree = weightedTree({ name: "r", children });
  for (let i = 0; i < tree.size; i++) {
    const family = tree.weight.subarray(tree.firstChild[i], tree.firstChild[i]! + tree.childCount[i]!);
    expect([...family]).toEqual([...family].sort((a, b) => b - a));
    if (tree.isLeaf(i)) expect(tree.data(i)).toEqual({ value: tree.weight[i] });
  }
});
