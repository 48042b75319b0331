import fc from "fast-check";
import { weightedTree, layout, sliceDice, type Partition } from "marquetry";
import { describe, expect, it } from "vitest";
import { cellOverlap, originMoves } from "../../src/diagnostics/cell-overlap.ts";
import { matchNodes } from "../../src/model/match-nodes.ts";
import { areBoxes } from "../../src/partition/box-cells.ts";
import { handBoxes, handRings, type HandBox } from "../support/hand-made.ts";
import { convexRings, pairs } from "../support/rings.ts";

interface Node {
  readonly id: string;
  readonly value?: number;
  readonly children?: readonly Node[];
}
const leaf = (id: string, value = 1): Node => ({ id, value });

function lay(root: Node, x0 = 0): Partition {
  const container = { x0, y0: 2 * x0, x1: x0 + 90, y1: 2 * x0 + 60 };
  return layout(weightedTree<Node>(root, { sort: null }), { engine: sliceDice(), container });
}

const before = lay({ id: "r", children: [{ id: "p", children: [leaf("a"), leaf("b", 3)] }, { id: "q", children: [leaf("c")] }] }); // prettier-ignore
const after = lay({ id: "r", children: [{ id: "q", children: [leaf("c"), leaf("b")] }, { id: "p", children: [leaf("a", 5)] }, leaf("d")] }, 7); // prettier-ignore

describe("the ways of cells", () => {
  it("lead from the old origin to the new, whether or not the parent is the same; none for a node that is gone", () => {
    const partner = matchNodes(before.tree, after.tree);
    partner[before.tree.find("c")] = -1;
    const moves = originMoves(before, after, partner);
    expect(moves).toHaveLength(2 * before.size);
    for (const [i, j] of partner.entries())
      for (const axis of [0, 1]) {
        const way = j < 0 ? 0 : after.origins[2 * j + axis]! - before.origins[2 * i + axis]!;
        expect(moves[2 * i + axis]).toBeCloseTo(way, 9);
      }
    expect([...moves.slice(0, 2)]).toEqual([7, 14]);
    // Seen the other way round, with newcomers.
    const back = originMoves(after, before, matchNodes(after.tree, before.tree));
    for (const [j, i] of matchNodes(after.tree, before.tree).entries())
      if (i >= 0) expect(back[2 * j]).toBeCloseTo(before.origins[2 * i]! - after.origins[2 * j]!, 9);
  });

  it("lead to a root that was none, and from one that is none any more", () => {
    const inner: Node = { id: "p", children: [leaf("a"), leaf("b")] };
    const [whole, part] = [lay({ id: "r", children: [leaf("x"), inner] }, 5), lay(inner, 7)];
    for (const [from, to] of [
      [whole, part],
      [part, whole],
    ] as const) {
      // prettier-ignore
      const moves = originMoves(from, to, matchNodes(from.tree, to.tree));
      const [i, j] = [from.tree.find("p"), to.tree.find("p")];
      expect(moves[2 * i]).toBeCloseTo(to.origins[2 * j]! - from.origins[2 * i]!, 9);
      expect(moves[2 * i + 1]).toBeCloseTo(to.origins[2 * j + 1]! - from.origins[2 * i + 1]!, 9);
    }
  });

  it("are exact within a parent, however small beside its place", () => {
    const map = (shift: number): Partition => {
      const of = lay(
        { id: "r", children: [leaf("x", 8), { id: "p", children: [leaf("a"), leaf("b")] }] },
        1000,
      );
      const { cells, tree } = of;
      if (!areBoxes(cells)) throw new Error("no boxes");
      cells.set(tree.find("a"), shift, 2 * shift, 1e-40, 1e-40);
      return of;
    };
    const [one, two] = [map(1e-40), map(4e-40)];
    const a = one.tree.find("a");
    const moves = originMoves(one, two, matchNodes(one.tree, two.tree));
    expect(moves[2 * a]! / 3e-40).toBeCloseTo(1, 12);
    expect(moves[2 * a + 1]! / 6e-40).toBeCloseTo(1, 12);
  });
});

describe("the overlap of two cells", () => {
  const of = (a: Partition, b: Partition, x = 0, y = 0) => cellOverlap(a, b)(1, 1, x, y);
  const box = (...sides: HandBox) => handBoxes([1], [sides]);

  it("is that of their areas, the second moved", () => {
    const a = box(1, 2, 4, 4);
    expect(of(a, a)).toBe(1);
    for (const [x, y] of [
      [2, 0],
      [0, 2],
      [-2, 0],
      [0, -2],
    ] as const)
      // prettier-ignore
      expect(of(a, a, x, y)).toBeCloseTo(1 / 3, 12);
    for (const [x, y] of [
      [4, 0],
      [0, 4],
      [-4, 0],
      [0, -4],
      [9, 9],
    ] as const)
      // prettier-ignore
      expect(of(a, a, x, y)).toBe(0);
    for (const x of [3, -3]) expect(of(a, a, x, 3)).toBeCloseTo(1 / 31, 12);
    expect(of(a, box(0, 0, 2, 8))).toBeCloseTo(8 / 24, 12);
    expect(of(a, box(0, 0, 2, 8), 1, -2)).toBeCloseTo(8 / 24, 12);
  });

  it("with itself is all, to the last bit, and never more than all", () => {
    fc.assert(
      fc.property(convexRings, fc.double({ min: -1e-12, max: 1e-12, noNaN: true }), (ring, x) => {
        const a = handRings([1], [pairs(ring)]);
        expect(of(a, a)).toBe(1);
        expect(of(a, a, x, -x)).toBeLessThanOrEqual(1);
        expect(of(a, a, x, -x)).toBeGreaterThan(1 - 1e-6);
      }),
    );
  });

  it("does not hang on size", () => {
    for (const scale of [1e-200, 1e200]) {
      const [a, b] = [box(0, 0, 4 * scale, 4 * scale), box(0, 0, 2 * scale, 8 * scale)];
      expect(of(a, b)).toBeCloseTo(8 / 24, 12);
      expect(of(a, a, 2 * scale, 0)).toBeCloseTo(1 / 3, 12);
    }
  });

  it("is none of two specks far apart, on whichever side", () => {
    const speck = box(0, 0, 1e-200, 1e-200);
    for (const [x, y] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
      [1, 1],
      [1, -1],
    ] as const)
      // prettier-ignore
      expect(of(speck, speck, x, y)).toBe(0);
    const side = box(0, 0, 1, 1e-200);
    expect(of(side, side, 0.5, 0)).toBeCloseTo(1 / 3, 12);
  });

  it("of outlines of other corners is never taken for that of equal ones", () => {
    const square = [[0, 0], [0, 4], [4, 4], [4, 0]] as const; // prettier-ignore
    const cut = [[0, 0], [0, 4], [4, 4], [4, 2], [2, 0]] as const; // prettier-ignore
    const [a, b] = [handRings([1], [square]), handRings([1], [cut])];
    for (const value of [of(a, b), of(b, a)]) expect(value).toBeCloseTo(14 / 16, 12);
    expect(of(b, b)).toBe(1);
    // Level with one another, but apart aslant.
    const upper = handRings([1], [[[0, 0], [0, 4], [4, 0]]]); // prettier-ignore
    const lower = handRings([1], [[[0, 0], [-4, 4], [0, 4]]]); // prettier-ignore
    expect(of(upper, lower, 4.5, 0.5)).toBe(0);
  });
});
