import fc from "fast-check";
import { layout, pivot, weightedTree } from "marquetry";
import { describe, expect, it } from "vitest";

type Box = readonly [x: number, y: number, width: number, height: number];
type By = "middle" | "size" | "split";

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

function pivotOf(list: readonly number[], by: By): number {
  if (by === "size") return list.indexOf(Math.max(...list));
  if (by === "middle") return list.length >> 1;
  return list.findIndex((_, k) => 2 * sum(list.slice(0, k + 1)) >= sum(list));
}

/** A box cut off the left of another, or off its top, and what is left of it. */
function cut([x, y, width, height]: Box, share: number, across: boolean): [Box, Box] {
  return across
    ? [
        [x, y, width * share, height],
        [x + width * share, y, width * (1 - share), height],
      ]
    : [
        [x, y, width, height * share],
        [x, y + height * share, width, height * (1 - share)],
      ];
}

/** The pivot, its column and both sides by the definition: every column tried. */
function pivotBoxes(list: readonly number[], box: Box, by: By): Box[] {
  if (list.length === 0) return [];
  if (list.length === 1) return [box];
  const [, , width, height] = box;
  const across = width >= height;
  const at = pivotOf(list, by);
  const total = sum(list);
  const ratio = (end: number): number => {
    const share = sum(list.slice(at, end)) / total;
    const depth = Math.max(width, height) * share;
    const length = (Math.min(width, height) * list[at]!) / total / share;
    return Math.max(depth / length, length / depth);
  };
  let end = at + 1;
  for (let each = at + 2; each <= list.length; each++) if (ratio(each) < ratio(end)) end = each;
  const [head, column, tail] = [list.slice(0, at), list.slice(at, end), list.slice(end)];
  const [left, right] = cut(box, sum(head) / total, across);
  const [middle, rest] = cut(right, sum(column) / (total - sum(head)), across);
  const [own, below] = cut(middle, list[at]! / sum(column), !across);
  return [
    ...pivotBoxes(head, left, by),
    own,
    ...pivotBoxes(column.slice(1), below, by),
    ...pivotBoxes(tail, rest, by),
  ];
}

function boxes(list: readonly number[], width: number, height: number, by?: By): Box[] {
  const tree = weightedTree({ children: list.map((value) => ({ value })) }, { sort: null });
  const engine = by ? pivot({ by }) : pivot();
  const map = layout(tree as never, { engine, container: [width, height] });
  return list.map((_, k) => {
    const { x0, y0, x1, y1 } = map.bounds(k + 1);
    return [x0, y0, x1 - x0, y1 - y0];
  });
}

const bys = ["middle", "size", "split"] as const;

describe("pivot", () => {
  it("lays what comes before it, its column and the rest out as defined, in each part anew", () => {
    // Drawn from a continuum, so that no two columns are equally good.
    const weights = fc.array(fc.noBias(fc.double({ min: 0.1, max: 9, noNaN: true })), {
      minLength: 1,
      maxLength: 50,
    });
    const side = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(weights, side, side, fc.constantFrom(...bys), (list, width, height, by) => {
        const expected = pivotBoxes(list, [0, 0, width, height], by);
        for (const [k, box] of boxes(list, width, height, by).entries())
          for (const [j, number] of box.entries()) expect(number).toBeCloseTo(expected[k]![j]!, 8);
      }),
    );
  });

  it("is the middle child unless asked otherwise", () => {
    const list = [1, 2, 8, 3, 1.5, 2.5];
    expect(boxes(list, 90, 50)).toEqual(boxes(list, 90, 50, "middle"));
    expect(boxes(list, 90, 50)).not.toEqual(boxes(list, 90, 50, "size"));
    expect(boxes(list, 90, 50)).not.toEqual(boxes(list, 90, 50, "split"));
    expect(pivot({}).options).toEqual({ by: "middle" });
  });

  it("is the first of several that are the heaviest", () => {
    // The heaviest stands alone at the left, or with what follows in its column.
    for (const list of [
      [5, 1, 5],
      [1, 5, 5, 5],
      [1, 1, 5, 1, 5],
      [2, 2, 2, 2, 2, 2, 2],
    ]) {
      // prettier-ignore
      const at = list.indexOf(Math.max(...list));
      const found = boxes(list, 300, 10, "size");
      for (let k = 0; k < list.length; k++) {
        if (k < at) expect(found[k]![0] + found[k]![2]).toBeLessThanOrEqual(found[at]![0] + 1e-9);
        if (k > at) expect(found[k]![0]).toBeGreaterThanOrEqual(found[at]![0] - 1e-9);
      }
    }
  });

  it("stands in the left part of a square, and in the upper part of what is higher than wide", () => {
    const list = [1, 1, 1];
    for (const width of [100, 100 * (1 - 1e-13), 101])
      expect(boxes(list, width, 100)[1]![0]).toBeCloseTo(width / 3, 6);
    for (const width of [100 * (1 - 1e-11), 99]) expect(boxes(list, width, 100)[1]![0]).toBe(0);
  });

  it("lets as many parts wait as there are pivots", () => {
    // Before each pivot stands a light child, which waits until all that comes after is laid out.
    const list = Array.from({ length: 200 }, (_, k) => (k % 2 === 0 ? 1 : 1000 - k));
    const found = boxes(list, 1e4, 10, "size");
    for (const [k, box] of pivotBoxes(list, [0, 0, 1e4, 10], "size").entries())
      for (const [j, number] of box.entries()) expect(found[k]![j]).toBeCloseTo(number, 6);
  });

  it("gives children without weight no area", () => {
    for (const by of bys) {
      const found = boxes([0, 3, 0, 0, 2, 0, 5, 0], 80, 50, by);
      const areas = found.map(([, , width, height]) => Math.round(width * height * 1e9) / 1e9);
      expect(areas).toEqual([0, 1200, 0, 0, 800, 0, 2000, 0]);
    }
  });
});
