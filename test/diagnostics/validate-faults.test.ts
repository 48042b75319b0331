import {
  greedy,
  layout,
  rectilinearCells,
  squarify,
  validate,
  weightedTree,
  type Issue,
  type Partition,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { family, handBoxes, handRings } from "../support/hand-made.ts";
import { plant, planTree } from "../support/trees.ts";

type Told = [path: string, kind: Issue["kind"], message: string, value: number];

/** What is wrong with a map, with values to twelve digits. */
function faults(map: Partition): Told[] {
  return validate(map).map(({ kind, path, message, value }) => [
    path,
    kind,
    message,
    Number(value.toPrecision(12)),
  ]);
}

/** The map with some answers of its cells replaced. */
function altered(map: Partition, change: Partial<Partition["cells"]>): Partition {
  return map.withCells(Object.assign(Object.create(map.cells) as Partition["cells"], change));
}

/** The map with the area of a cell multiplied. */
function scaled(map: Partition, node: number, factor: number): Partition {
  return altered(map, { area: (i) => map.cells.area(i) * (i === node ? factor : 1) });
}

const gaps = { hasGaps: true };
const inexact = { hasInexactAreas: true };

describe("what is told of a box", () => {
  it("that reaches out: how far, on any side", () => {
    const out = (x: number, y: number) => faults(handBoxes([1], [[x, y, 5, 5]], gaps));
    expect(out(5.5, 0)).toEqual([["root/0", "containment", "root/0: it reaches 0.5 out of its parent", 0.5]]);
    expect(out(0, 7)).toEqual([["root/0", "containment", "root/0: it reaches 2 out of its parent", 2]]);
    expect(out(-1.25, 0)).toEqual([
      ["root/0", "containment", "root/0: it reaches 1.25 out of its parent", 1.25],
    ]);
    expect(out(3, -0.123456)).toEqual([
      ["root/0", "containment", "root/0: it reaches 0.1235 out of its parent", 0.123456],
    ]);
  });

  it("that overlaps: the later one is blamed, wherever it stands", () => {
    for (const boxes of [
      [[0, 0, 5, 10], [4, 0, 5, 10]], // prettier-ignore
      [[4, 0, 5, 10], [0, 0, 5, 10]], // prettier-ignore
    ] as const) {
      expect(faults(handBoxes([1, 1], [...boxes], gaps))).toEqual([
        ["root/1", "overlap", "root/1: it overlaps its sibling 0 by 1", 1],
      ]);
    }
  });

  it("of the wrong area: the area, and by how much of its share", () => {
    expect(
      faults(
        handBoxes(
          [1, 1],
          [
            [0, 0, 6, 10],
            [6, 0, 4, 10],
          ],
        ),
      ),
    ).toEqual([
      // prettier-ignore
      ["root/0", "area", "root/0: its area 60 is wrong by 0.2 of its share", 0.2],
      ["root/1", "area", "root/1: its area 40 is wrong by 0.2 of its share", 0.2],
    ]);
  });

  it("that its children do not cover, or cover more than once", () => {
    expect(
      faults(
        handBoxes(
          [1, 1],
          [
            [0, 0, 5, 10],
            [5, 0, 4, 10],
          ],
          inexact,
        ),
      ),
    ).toEqual([
      // prettier-ignore
      ["root", "cover", "root: its children have 0.9 times its area", -0.1],
    ]);
    expect(
      faults(
        handBoxes(
          [1, 1],
          [
            [0, 0, 5, 10],
            [4, 0, 6, 10],
          ],
          inexact,
        ),
      ),
    ).toEqual([
      // prettier-ignore
      ["root", "cover", "root: its children have 1.1 times its area", 0.1],
      ["root/1", "overlap", "root/1: it overlaps its sibling 0 by 1", 1],
    ]);
  });

  it("with sides that run backwards, one or both", () => {
    const second = (width: number, height: number) =>
      faults(handBoxes([1, 1], [[0, 0, 5, 10], [10, 10, width, height]], gaps)); // prettier-ignore
    expect(second(-5, 7)).toEqual([["root/1", "orientation", "root/1: a width of -5 and a height of 7", -5]]);
    expect(second(5, -7)).toEqual([["root/1", "orientation", "root/1: a width of 5 and a height of -7", -7]]);
    expect(second(0, 0)).toEqual([]);
  });

  it.each([
    [NaN, 0, 5, 10],
    [5, NaN, 5, 10],
    [5, -Infinity, 5, 10],
    [5, 0, NaN, 10],
    [5, 0, 5, NaN],
    [5, 0, 5, Infinity],
    [5, 0, NaN, 0],
  ])("with a number that is not finite: %d, %d, %d, %d", (...box) => {
    expect(faults(handBoxes([1, 1], [[0, 0, 5, 10], box], gaps))).toEqual([
      ["root/1", "number", "root/1: a coordinate is not finite", NaN],
    ]);
  });

  it("in a parent without a cell", () => {
    const tree = weightedTree({ children: [{ value: 1 }, { children: [{ value: 0 }, { value: 0 }] }] });
    const map = layout(tree, { engine: squarify(), container: [4, 4] });
    const child = altered(map, { area: (i) => (i === 4 ? 9 : map.cells.area(i)) });
    expect(validate(child)).toMatchObject([{ kind: "containment", node: 4, value: 3 }]);
    expect(validate(child)[0]!.message).toMatch(/: a cell of area 9 in an empty parent$/);
  });
});

describe("what is told of a polygon", () => {
  const left = [[0, 0], [0, 10], [10, 10]] as const; // prettier-ignore
  const right = [[0, 0], [10, 10], [10, 0]] as const; // prettier-ignore
  const second = (...ring: (readonly [number, number])[]) => faults(handRings([1, 1], [left, ring]));

  it("of two corners, of a clockwise one and of one that crosses itself", () => {
    expect(second([0, 0], [10, 10])).toEqual([["root/1", "corners", "root/1: 2 corners", 2]]);
    expect(second([10, 0], [10, 10], [0, 0])).toEqual([
      ["root/1", "orientation", "root/1: its corners turn -1 times round counter-clockwise, not once", -1],
    ]);
    expect(second([0, 0], [10, 10], [0, 10], [10, 0])).toEqual([
      ["root/1", "orientation", "root/1: its corners turn 0 times round counter-clockwise, not once", 0],
    ]);
  });

  it("with a dent: where, and how deep", () => {
    expect(second([0, 0], [10, 10], [7, 5], [10, 0])).toEqual([
      ["root/1", "convexity", "root/1: corner 2 lies 3 inside its neighbours' line", 3],
    ]);
    // The dent may be the first corner, or the last.
    expect(second([10, 10], [10, 0], [0, 0], [8, 5])[0]).toMatchObject({ 1: "convexity" });
    expect(second([7, 5], [10, 0], [0, 0], [10, 10])).toEqual([
      ["root/1", "convexity", "root/1: corner 0 lies 3 inside its neighbours' line", 3],
    ]);
    expect(second([10, 0], [0, 0], [10, 10], [7, 5])).toEqual([
      ["root/1", "convexity", "root/1: corner 3 lies 3 inside its neighbours' line", 3],
    ]);
  });

  it("with a corner given twice: which, at which place", () => {
    const map = handRings([1, 1], [left, right]);
    const twice = (...flat: number[]) =>
      faults(
        altered(map, {
          mostCorners: 4,
          ring: (i, out) => {
            if (i !== 2) return map.cells.ring(i, out);
            out.set(flat);
            return flat.length / 2;
          },
        }),
      );
    expect(twice(0, 0, 10, 10, 10, 10, 10, 0)).toEqual([
      ["root/1", "corners", "root/1: corner 2 at (10, 10) is given twice", 2],
    ]);
    expect(twice(0, 0, 10, 10, 10, 0, 0, 0)).toEqual([
      ["root/1", "corners", "root/1: corner 0 at (0, 0) is given twice", 0],
    ]);
    expect(twice(0, 0, 10, 10, 10, Infinity)).toMatchObject([{ 1: "number" }]);
  });

  it("that reaches out of a slanted side: how far", () => {
    const map = handRings([1, 1], [[[0, 0], [0, 10], [10, 11]], right], gaps); // prettier-ignore
    expect(faults(map)[0]).toEqual(["root/0", "containment", "root/0: it reaches 1 out of its parent", 1]);
    const triangle = [[0, 0], [0, 10], [10, 0]] as const; // prettier-ignore
    const tree = weightedTree({ children: [{ value: 1 }] });
    const inside = layout(tree, { engine: greedy(), container: triangle });
    const moved = altered(inside, { originX: (i) => inside.cells.originX(i) + (i === 1 ? 3 : 0) });
    expect(faults(moved)).toEqual([
      [expect.anything(), "containment", expect.anything(), Number((3 / Math.SQRT2).toPrecision(12))],
    ]);
  });

  it("that overlaps another: how deep", () => {
    const lower = [[0, 2], [0, 10], [10, 10]] as const; // prettier-ignore
    const upper = [[0, 0], [0, 8], [10, 8], [10, 0]] as const; // prettier-ignore
    const map = handRings([1, 1], [lower, upper], gaps);
    const [[path, kind, , value]] = faults(map) as [Told];
    expect([path, kind]).toEqual(["root/1", "overlap"]);
    expect(value).toBeGreaterThan(4);
    expect(value).toBeLessThanOrEqual(6);
  });
});

describe("what is told of a rectilinear cell", () => {
  const corner = [[0, 0], [0, 10], [10, 10], [10, 5], [5, 5], [5, 0]] as const; // prettier-ignore
  const box = (x: number, y: number, w: number, h: number) =>
    [[x, y], [x, y + h], [x + w, y + h], [x + w, y]] as const; // prettier-ignore
  const beside = (...ring: Parameters<typeof box>) =>
    faults(handRings([3, 1], [corner, box(...ring)], { ...rectilinearCells, ...gaps }));

  it("that overlaps another: the shorter side of what they share, where that is widest", () => {
    expect(beside(4, 0, 6, 5)).toEqual([["root/1", "overlap", "root/1: it overlaps its sibling 0 by 1", 1]]);
    expect(beside(5, 0, 5, 7)).toEqual([["root/1", "overlap", "root/1: it overlaps its sibling 0 by 2", 2]]);
    expect(beside(2, 0, 8, 7)).toMatchObject([{ 1: "overlap", 3: 3 }]);
    expect(beside(6, 1, 3, 3)).toEqual([]);
  });

  it("that reaches out: the part outside, as the side of a square", () => {
    expect(beside(6, 0, 8, 4)).toEqual([
      ["root/1", "containment", "root/1: it reaches 4 out of its parent", 4],
    ]);
    expect(beside(6, -1, 4, 4)).toEqual([
      ["root/1", "containment", "root/1: it reaches 2 out of its parent", 2],
    ]);
  });

  it("with a slanted side, or in pieces", () => {
    const other = (...ring: (readonly [number, number])[]) =>
      faults(handRings([3, 1], [corner, ring], { ...rectilinearCells, ...gaps }));
    expect(other([5, 0], [5, 5], [10, 4], [10, 0])).toEqual([
      ["root/1", "right-angle", "root/1: the side before corner 2 runs along no axis", 1],
    ]);
    expect(other([5, 0], [7, 5], [10, 5], [10, 0])).toEqual([
      ["root/1", "right-angle", "root/1: the side before corner 1 runs along no axis", 2],
    ]);
    const bay = [[0, 0], [0, 10], [10, 10], [10, 0], [6, 0], [6, 5], [4, 5], [4, 0]] as const; // prettier-ignore
    expect(faults(handRings([1], [bay], { ...rectilinearCells, ...gaps }))).toEqual([
      [
        "root/0",
        "orthoconvexity",
        "root/0: an upright or level line meets it in pieces: its outline goes 5 too far",
        5,
      ],
    ]);
  });
});

describe("tolerances", () => {
  const kinds = (map: Partition) => validate(map).map(({ kind }) => kind);

  it("places may be off by a billionth of the parent's longer side", () => {
    const overlap = (by: number) => kinds(handBoxes([1, 1], [[0, 0, 5 + by, 10], [5, 0, 5, 10]], gaps)); // prettier-ignore
    expect([overlap(0.9e-8), overlap(1.1e-8)]).toEqual([[], ["overlap"]]);
    const outside = (by: number) => kinds(handBoxes([1], [[by, 0, 10, 10]], gaps));
    expect([outside(0.9e-8), outside(1.1e-8)]).toEqual([[], ["containment"]]);
    const dent = (by: number) => kinds(handRings([1], [[[0, 0], [0, 10], [10, 10], [10 - by, 5], [10, 0]]], gaps)); // prettier-ignore
    expect([dent(0.9e-8), dent(1.1e-8)]).toEqual([[], ["convexity"]]);
    const rectilinear = { ...rectilinearCells, ...gaps };
    const slant = (by: number) => kinds(handRings([1], [[[0, 0], [0, 10], [10, 10 - by], [10, 0]]], rectilinear)); // prettier-ignore
    expect([slant(0.9e-8), slant(1.1e-8)]).toEqual([[], ["right-angle"]]);
  });

  it("areas may be off by a billionth of their share, and what covers a parent by one of its area", () => {
    const share = (by: number) => kinds(handBoxes([1, 1], [[0, 0, 5 + by, 10], [5 + by, 0, 5 - by, 10]])); // prettier-ignore
    expect([share(4.5e-9), share(5.5e-9)]).toEqual([[], ["area", "area"]]);
    const cover = (by: number) => kinds(handBoxes([1, 1], [[0, 0, 5, 10], [5, 0, 5 - by, 10]], inexact)); // prettier-ignore
    expect([cover(0.9e-8), cover(1.1e-8)]).toEqual([[], ["cover"]]);
  });

  it("leaves that make up for padding may be off by a millionth", () => {
    const tree = plant(planTree("bushy", "lognormal", 40, 4));
    const map = layout(tree, { engine: squarify(), container: [300, 200], padding: 1, areas: "leaf-exact" });
    const leaf = [...map.leaves()].find((i) => !map.unsolved.includes(i))!;
    expect(validate(map)).toEqual([]);
    expect(validate(scaled(map, leaf, 1 + 0.9e-6))).toEqual([]);
    expect(validate(scaled(map, leaf, 1 + 1.1e-6))).toMatchObject([{ kind: "area", node: leaf }]);
    expect(validate(scaled(map, tree.parent[leaf]!, 2))).toEqual([]);
  });

  it("a root may miss the container by a billionth, and by more where sides are rounded", () => {
    const tree = family([1, 2]);
    const map = layout(tree, { engine: squarify(), container: [10, 10] });
    expect(validate(scaled(map, 0, 1 + 0.9e-9))).toEqual([]);
    expect(validate(scaled(map, 0, 1 - 1.5e-9))[0]).toMatchObject({ kind: "cover", node: 0 });
    const [issue] = validate(scaled(map, 0, 0.5));
    expect(issue).toMatchObject({
      kind: "cover",
      path: "root",
      message: "root: the root's cell has 0.5 times the area of the container",
      value: -0.5,
    });
    const rounded = layout(tree, { engine: squarify(), container: [10.4, 10.4], round: true });
    expect(validate(rounded)).toEqual([]);
  });
});

describe("what is not asked for", () => {
  it("areas and cover where leaves were raised", () => {
    const map = layout(family([100, 1, 1]), { engine: squarify(), container: [10, 10], minShare: 0.1 });
    expect(map.raised).toHaveLength(2);
    expect(validate(map)).toEqual([]);
  });

  it("areas where the engine does not promise them", () => {
    const boxes = [[0, 0, 6, 10], [6, 0, 4, 10]] as const; // prettier-ignore
    expect(validate(handBoxes([1, 1], [...boxes], inexact))).toEqual([]);
    expect(validate(handBoxes([1, 1], [...boxes]))).toHaveLength(2);
  });

  it("how cells lie, where an outline is broken", () => {
    const boxes = [[0, 0, 5, 10], [0, 0, -5, 10], [0, 0, 5, 10]] as const; // prettier-ignore
    expect(validate(handBoxes([1, 1, 1], [...boxes]))).toMatchObject([{ kind: "orientation", node: 2 }]);
  });
});

it("finds every pair of overlapping siblings among many, in any order", () => {
  const count = 200;
  const boxes = Array.from({ length: count }, (_, k) => [(k * 77) % 20, 10 * (k % 7), 1, 10] as const);
  const small = boxes.map(([x, y]) => [x / 2, y / 7, 0.5, 10 / 7] as const);
  const weights = small.map(() => 1);
  const found = validate(handBoxes(weights, small, gaps), { maxIssues: Infinity });
  let pairs = 0;
  for (let a = 0; a < count; a++)
    for (let b = 0; b < a; b++) if (small[a]![0] === small[b]![0] && small[a]![1] === small[b]![1]) pairs++;
  expect(found).toHaveLength(pairs);
  expect(pairs).toBeGreaterThan(50);
});
