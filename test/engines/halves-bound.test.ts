import fc from "fast-check";
import { approximation, binary, layout, split, weightedTree, type WeightedTree } from "marquetry";
import { describe, expect, it } from "vitest";

interface Node {
  readonly value?: number;
  readonly children?: readonly Node[];
}

/** The limit of each node by the definition. */
function limits(tree: WeightedTree, ratio: number): number[] {
  const found = [ratio];
  for (let i = 1; i < tree.size; i++) {
    const parent = tree.parent[i]!;
    const first = tree.firstChild[parent]!;
    const family = Array.from({ length: tree.childCount[parent]! }, (_, k) => tree.weight[first + k]!)
      .filter((weight) => weight > 0)
      .sort((a, b) => b - a);
    const quotients = family.slice(1).map((weight, k) => family[k]! / weight);
    found[i] = family.length > 1 ? Math.max(found[parent]!, 3, 1 + Math.max(...quotients)) : found[parent]!;
  }
  return found;
}

const { node } = fc.letrec<{ node: Node; leaf: Node }>((tie) => ({
  leaf: fc.record({
    value: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0.1, max: 9, noNaN: true })),
  }),
  node: fc.oneof(
    { depthSize: "small" },
    tie("leaf"),
    fc.record({ children: fc.array(tie("node"), { minLength: 1, maxLength: 5 }) }),
  ),
}));
const trees = fc
  .tuple(
    fc.array(node, { minLength: 1, maxLength: 5 }),
    fc.constantFrom(null, "descending" as const),
    fc.boolean(),
  )
  .map(([children, sort, alone]) => {
    const family: Node = { children: [...children, { value: 1 }] };
    return weightedTree<Node>(alone ? { children: [{ children: [family] }, { value: 0 }] } : family, {
      sort,
    });
  });

describe("the bound of halves", () => {
  it("is for each node what its family and those above it allow, for the container's ratio either way", () => {
    fc.assert(
      fc.property(trees, fc.constantFrom([10, 10], [70, 10], [10, 20]), (tree, container) => {
        const [width, height] = container as [number, number];
        const region = { x0: 7, y0: -3, x1: 7 + width, y1: height - 3 };
        const { measure, value, perNode } = approximation().bound(tree, region)!;
        const expected = limits(tree, Math.max(width / height, height / width));
        for (const [i, limit] of expected.entries()) expect(perNode![i]).toBeCloseTo(limit, 9);
        expect(value).toBeCloseTo(Math.max(...expected), 9);
        expect([measure, perNode!.length]).toEqual(["side", tree.size]);
      }),
    );
  });

  it("is the same without a sort of the engine's own, if every family is sorted, and else none", () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const isSorted = Array.from({ length: tree.size }, (_, i) => i).every(
          (i) => i < 2 || tree.parent[i] !== tree.parent[i - 1] || tree.weight[i]! <= tree.weight[i - 1]!,
        );
        for (const make of [binary, split]) {
          const bound = make().bound(tree, [30, 20]);
          if (isSorted) expect(bound).toEqual(approximation().bound(tree, [30, 20]));
          else expect(bound).toBeNull();
        }
      }),
    );
  });

  it("is kept by every node, and leaves the tree's weights in their order", () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const before = tree.weight.slice();
        const map = layout(tree, { engine: approximation(), container: [40, 30] });
        const { perNode } = map.bound()!;
        expect(tree.weight).toEqual(before);
        for (const i of map) {
          if (map.isEmpty(i)) continue;
          const { x0, y0, x1, y1 } = map.bounds(i);
          const [width, height] = [x1 - x0, y1 - y0];
          // Corners in absolute coordinates are rounded, which shows in thin cells.
          const room = 1 + 1e-12 * (40 / Math.min(width, height));
          expect(Math.max(width / height, height / width)).toBeLessThanOrEqual(perNode![i]! * room);
        }
      }),
    );
  });

  it("blames a container that is none, in the engine's own name", () => {
    const triangle: [number, number][] = [[0, 0], [0, 1], [1, 0]]; // prettier-ignore
    for (const make of [approximation, binary, split]) {
      const engine = make();
      expect(() => engine.bound(weightedTree({ value: 1 }), triangle)).toThrow(
        `${engine.name} lays out rectangles`,
      );
    }
  });
});
