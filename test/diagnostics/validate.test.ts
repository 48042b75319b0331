import {
  greedy,
  layout,
  MarquetryError,
  rectilinearCells,
  slice,
  squarify,
  validate,
  weightedTree,
  type Issue,
  type Partition,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { handBoxes, handRings } from "../support/hand-made.ts";
import { plant, planTree } from "../support/trees.ts";

function kinds(map: Partition): string[] {
  return validate(map).map(({ kind, path }) => `${kind} ${path}`);
}

describe("validate on boxes", () => {
  it("finds nothing wrong with a partition", () => {
    expect(validate(handBoxes([1, 1], [[0, 0, 5, 10], [5, 0, 5, 10]]))).toEqual([]); // prettier-ignore
    expect(validate(handBoxes([3, 0, 1], [[0, 0, 10, 7.5], [0, 0, 0, 0], [0, 7.5, 10, 2.5]]))).toEqual([]); // prettier-ignore
  });

  it("sees siblings that overlap", () => {
    const map = handBoxes([1, 1], [[0, 0, 5, 10], [4, 0, 5, 10]]); // prettier-ignore
    const [issue] = validate(map) as [Issue];
    expect(issue).toEqual({
      kind: "overlap",
      node: 2,
      path: "root/1",
      message: "root/1: it overlaps its sibling 0 by 1",
      value: expect.closeTo(1, 12) as number,
    });
  });

  it("sees a cell that reaches out of its parent", () => {
    expect(kinds(handBoxes([1, 1], [[0, 0, 5, 10], [5.5, 0, 5, 10]]))).toEqual(["containment root/1"]); // prettier-ignore
    expect(kinds(handBoxes([1, 1], [[0, -2, 5, 10], [5, 0, 5, 10]]))).toEqual(["containment root/0"]); // prettier-ignore
  });

  it("sees room that the children leave free, and areas that are not their shares", () => {
    expect(kinds(handBoxes([1, 1], [[0, 0, 5, 10], [5, 0, 4, 10]]))).toEqual(["area root/1", "cover root"]); // prettier-ignore
    expect(kinds(handBoxes([1, 1], [[0, 0, 6, 10], [6, 0, 4, 10]]))).toEqual(["area root/0", "area root/1"]); // prettier-ignore
    const [area] = validate(handBoxes([1, 1], [[0, 0, 6, 10], [6, 0, 4, 10]])) as [Issue]; // prettier-ignore
    expect(area.value).toBeCloseTo(0.2, 12);
  });

  it("sees a cell for a node without weight and none for a node with weight", () => {
    expect(kinds(handBoxes([1, 0], [[0, 0, 5, 10], [5, 0, 5, 10]]))).toEqual(["area root/0", "area root/1"]); // prettier-ignore
    expect(kinds(handBoxes([1, 1], [[0, 0, 10, 10], [0, 0, 0, 10]]))).toEqual(["area root/0", "area root/1"]); // prettier-ignore
  });

  it("sees numbers that are not finite and sides that run backwards", () => {
    expect(kinds(handBoxes([1, 1], [[0, 0, 5, 10], [NaN, 0, 5, 10]]))).toEqual(["number root/1"]); // prettier-ignore
    expect(kinds(handBoxes([1, 1], [[0, 0, 5, 10], [5, 0, Infinity, 10]]))).toEqual(["number root/1"]); // prettier-ignore
    expect(kinds(handBoxes([1, 1], [[0, 0, 5, 10], [10, 10, -5, -10]]))).toEqual(["orientation root/1"]); // prettier-ignore
  });

  it("asks an engine that leaves gaps neither for cover nor for areas", () => {
    expect(validate(handBoxes([1, 1], [[0, 0, 5, 9], [5, 0, 4, 9]], { hasGaps: true }))).toEqual([]); // prettier-ignore
    expect(kinds(handBoxes([1, 1], [[0, 0, 5, 9], [4, 0, 5, 9]], { hasGaps: true }))).toEqual(["overlap root/1"]); // prettier-ignore
  });

  it("sees tiny faults and passes what is only rounding", () => {
    expect(validate(handBoxes([1, 1], [[0, 0, 5 + 1e-10, 10], [5, 0, 5, 10]]))).toEqual([]); // prettier-ignore
    expect(kinds(handBoxes([1, 1], [[0, 0, 5 + 3e-8, 10], [5, 0, 5, 10]]))).toContain("overlap root/1"); // prettier-ignore
  });
});

describe("validate on sides so short that numbers hold few digits of them", () => {
  it("finds nothing wrong with areas as near as can be", () => {
    const shares = (values: number[], container: [number, number]): Partition => {
      const specks = values.map((value) => ({ value }));
      return layout(weightedTree({ children: [{ children: specks }, { value: 1 }] }), {
        engine: slice(),
        container,
      });
    };
    // Sides of 3e-316 hold eight digits, sides of 1e-323 one.
    expect(validate(shares([3.1e-307, 1.7e-307], [1e9, 1e-9]))).toEqual([]);
    expect(validate(shares([3e-323, 1e-323], [1000, 1]))).toEqual([]);
  });
});

describe("validate on polygons", () => {
  const left = [[0, 0], [0, 10], [10, 10]] as const; // prettier-ignore
  const right = [[0, 0], [10, 10], [10, 0]] as const; // prettier-ignore

  it("finds nothing wrong with a partition whose bounding boxes overlap", () => {
    expect(validate(handRings([1, 1], [left, right]))).toEqual([]);
  });

  it("sees triangles that overlap though no corner lies in the other", () => {
    const across = [[0, 0], [0, 10], [10, 4]] as const; // prettier-ignore
    const other = [[10, 10], [10, 0], [0, 6]] as const; // prettier-ignore
    const map = handRings([1, 1], [across, other]);
    expect(kinds(map)).toEqual(["overlap root/1"]);
  });

  it("sees rings that run clockwise, cross themselves or are dented", () => {
    expect(kinds(handRings([1, 1], [left, [...right].reverse()]))).toEqual(["orientation root/1"]);
    const crossing = [[0, 0], [10, 10], [0, 10], [10, 0]] as const; // prettier-ignore
    expect(kinds(handRings([1, 1], [left, crossing]))).toEqual(["orientation root/1"]);
    const dented = [[0, 0], [10, 10], [7, 5], [10, 0]] as const; // prettier-ignore
    expect(kinds(handRings([1, 1], [left, dented]))).toEqual(["convexity root/1"]);
    const [issue] = validate(handRings([1, 1], [left, dented])) as [Issue];
    expect(issue.value).toBeCloseTo(3, 12);
  });

  it("sees too few corners and corners that are not numbers", () => {
    expect(kinds(handRings([1, 1], [left, right.slice(0, 2)]))).toEqual(["corners root/1"]);
    expect(kinds(handRings([1, 1], [left, [[0, 0], [10, 10], [10, NaN]]]))).toEqual(["number root/1"]); // prettier-ignore
  });

  it("sees corners given twice, which cells drop when they are set", () => {
    const twice = [[0, 0], [10, 10], [10, 10], [10, 0]] as const; // prettier-ignore
    const map = handRings([1, 1], [left, twice]);
    expect(validate(map)).toEqual([]);
    const doubled = Object.assign(Object.create(map.cells) as Partition["cells"], {
      mostCorners: 4,
      corners: (i) => (i === 2 ? 4 : map.cells.corners(i)),
      ring: (i, out) => {
        if (i !== 2) return map.cells.ring(i, out);
        out.set(twice.flat());
        return 4;
      },
    } satisfies Partial<Partition["cells"]>);
    expect(kinds(map.withCells(doubled))).toEqual(["corners root/1"]);
  });

  it("sees a corner outside a slanted side of the parent", () => {
    const inner = [[0, 0], [0, 10], [10, 11]] as const; // prettier-ignore
    expect(kinds(handRings([1.1, 0.9], [inner, right]))).toContain("containment root/0");
  });
});

describe("validate on rectilinear cells", () => {
  const engine = rectilinearCells;
  const corner = [[0, 0], [0, 10], [10, 10], [10, 5], [5, 5], [5, 0]] as const; // prettier-ignore
  const notch = [[5, 0], [5, 5], [10, 5], [10, 0]] as const; // prettier-ignore

  it("takes an L and the square in its notch", () => {
    expect(validate(handRings([3, 1], [corner, notch], engine))).toEqual([]);
    expect(kinds(handRings([3, 1], [corner, notch]))).toEqual(["convexity root/0"]);
  });

  it("sees a square that leaves the notch, and slanted sides", () => {
    const moved = notch.map(([x, y]) => [x - 1, y] as const);
    expect(kinds(handRings([3, 1], [corner, moved], engine))).toEqual(["overlap root/1"]);
    const outside = notch.map(([x, y]) => [x + 1, y] as const);
    expect(kinds(handRings([3, 1], [corner, outside], engine))).toEqual(["containment root/1"]);
    expect(kinds(handRings([3, 1], [corner, [[5, 0], [5, 5], [10, 4], [10, 0]]], engine))).toEqual(["right-angle root/1"]); // prettier-ignore
  });

  it("sees a U, which a level line meets twice, and pieces that hang together nowhere", () => {
    const bay = [[0, 0], [0, 10], [10, 10], [10, 0], [6, 0], [6, 5], [4, 5], [4, 0]] as const; // prettier-ignore
    const [issue] = validate(handRings([9, 1], [bay, [[4, 0], [4, 5], [6, 5], [6, 0]]], engine)); // prettier-ignore
    expect(issue).toMatchObject({ kind: "orthoconvexity", path: "root/0", value: 5 });
    // Two steps that cross: the outline turns once round, but the neck has its sides swapped.
    const crossed = [[0, 0], [0, 4], [6, 4], [6, 10], [10, 10], [10, 6], [4, 6], [4, 0]] as const; // prettier-ignore
    const [other] = validate(handRings([9, 1], [crossed, [[8, 0], [8, 2], [10, 2], [10, 0]]], engine)); // prettier-ignore
    expect(other).toMatchObject({ kind: "orthoconvexity", path: "root/0", value: 2 });
  });
});

describe("validate", () => {
  it.each([squarify, greedy])("sees one child moved in a tree of thousands, at any depth", (make) => {
    const tree = plant(planTree("bushy", "lognormal", 3000, 9));
    const map = layout(tree, { engine: make(), container: [1000, 700] });
    expect(validate(map)).toEqual([]);
    for (const node of [5, 600, 2999]) {
      const parent = tree.parent[node]!;
      const shift = 0.01 * Math.sqrt(map.area(node));
      const cells = Object.create(map.cells, {
        originX: { value: (i: number) => map.cells.originX(i) + (i === node ? shift : 0) },
      }) as Partition["cells"];
      const broken = map.withCells(cells);
      const found = validate(broken);
      expect(found.length).toBeGreaterThan(0);
      for (const { kind } of found) expect(["overlap", "containment"]).toContain(kind);
      for (const issue of found) expect(tree.parent[issue.node]).toBe(parent);
    }
  });

  it("sees a root that does not fill the container", () => {
    const map = layout(plant(planTree("list", "equal", 2, 1)), { engine: squarify(), container: [10, 10] });
    const larger = layout(map.tree, { engine: squarify(), container: [10, 11] });
    const broken = Object.create(map, { region: { value: larger.region } }) as Partition;
    expect(kinds(broken)).toEqual(["cover root"]);
  });

  it("stops at the number of issues asked for", () => {
    const weights = Array.from({ length: 300 }, () => 1);
    const all = handBoxes(
      weights,
      weights.map(() => [0, 0, 10, 10] as const),
      { hasGaps: true },
    );
    expect(validate(all)).toHaveLength(100);
    expect(validate(all, { maxIssues: 7 })).toHaveLength(7);
    expect(validate(all, { maxIssues: Infinity })).toHaveLength((300 * 299) / 2);
    for (const maxIssues of [0, -1, 1.5, NaN]) {
      expect(() => validate(all, { maxIssues })).toThrow(MarquetryError);
    }
  });

  it("takes padded and rounded maps, where areas are not shares", () => {
    const tree = plant(planTree("bushy", "lognormal", 800, 4));
    const options = { engine: squarify(), container: [300, 200] } as const;
    expect(validate(layout(tree, { ...options, padding: 2, paddingTop: 12 }))).toEqual([]);
    expect(validate(layout(tree, { ...options, round: true }))).toEqual([]);
    expect(validate(layout(tree, { ...options, round: true, padding: 1.3 }))).toEqual([]);
    expect(validate(layout(tree, { ...options, engine: greedy(), padding: 1.3 }))).toEqual([]);
  });
});
