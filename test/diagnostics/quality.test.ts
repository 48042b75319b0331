import {
  rectilinearCells,
  type Region,
  formatQuality,
  greedy,
  layout,
  MarquetryError,
  quality,
  regularPolygon,
  slice,
  squarify,
  weightedTree,
  type Bound,
  type Partition,
  type Quality,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { family, handBoxes, handRings } from "../support/hand-made.ts";
import { halvingCaterpillar, plant, planTree } from "../support/trees.ts";

const MEASURES = ["asp", "side", "box", "round"] as const;

/** A tree of one leaf, so that its cell is the container. */
function alone(container: Parameters<typeof layout>[1]["container"], engine = greedy()): Quality["leaves"] {
  return quality(layout(plant({ name: "leaf", parent: [-1], weight: [1] }), { engine, container })).leaves;
}

describe("the measures", () => {
  it.each([
    ["square", [10, 10], [2, 1, 1, Math.SQRT2]],
    ["3 × 4", [3, 4], [25 / 12, 4 / 3, 4 / 3, 5 / 3]],
    ["hexagon", regularPolygon(0, 0, 1, 6), [1.5396, 1.1547, 1.5396, 1.1547]],
    ["triangle", regularPolygon(5, 5, 2, 3), [2.3094, 1.1547, 2.3094, 2]],
    ["right-angled triangle", [[0, 0], [0, 3], [4, 3]], [25 / 6, 4 / 3, 16 / 6, 2.5]], // prettier-ignore
  ] as const)("of a %s are known", (_, container, expected) => {
    const leaves = alone(container);
    expect(leaves.count).toBe(1);
    for (const [k, measure] of MEASURES.entries()) {
      for (const value of Object.values(leaves[measure])) expect(value).toBeCloseTo(expected[k]!, 4);
    }
  });

  it("of an L and the square in its notch are known", () => {
    const corner = [[0, 0], [0, 10], [10, 10], [10, 5], [5, 5], [5, 0]] as const; // prettier-ignore
    const notch = [[5, 0], [5, 5], [10, 5], [10, 0]] as const; // prettier-ignore
    const { asp, side, box, round } = quality(handRings([3, 1], [corner, notch], rectilinearCells)).leaves;
    expect(asp.max).toBeCloseTo(200 / 75, 12);
    expect(side.max).toBe(1);
    expect(box.max).toBeCloseTo(100 / 75, 12);
    // The circle touches two outer sides and the inner corner; it is found to a hundredth.
    const exact = Math.sqrt(50) / (10 / (2 + Math.SQRT2));
    expect(round.max / exact).toBeGreaterThan(1 - 1e-9);
    expect(round.max / exact).toBeLessThan(1.01);
    expect(asp.weighted).toBeCloseTo((75 * (200 / 75) + 25 * 2) / 100, 12);
  });

  it("of rectangles are the same for boxes and for polygons", () => {
    const boxes = [[0, 0, 10, 2], [0, 2, 7, 8], [7, 2, 3, 8]] as const; // prettier-ignore
    const rings = boxes.map(([x, y, w, h]) => [[x, y], [x, y + h], [x + w, y + h], [x + w, y]] as const); // prettier-ignore
    const a = quality(handBoxes([20, 56, 24], [...boxes]));
    const b = quality(handRings([20, 56, 24], rings));
    for (const measure of MEASURES) {
      for (const key of ["mean", "median", "p95", "p99", "max", "weighted"] as const) {
        expect(b.leaves[measure][key]).toBeCloseTo(a.leaves[measure][key], 10);
      }
    }
  });

  it("do not depend on depth, where absolute coordinates would coincide", () => {
    const tree = plant(halvingCaterpillar(400));
    const map = layout(tree, { engine: greedy(), container: [1000, 1000] });
    const { leaves, area } = quality(map);
    expect(leaves.count).toBe(401);
    expect(leaves.round.max).toBeLessThan(10);
    expect(area.maxError).toBeLessThan(1e-12);
  });
});

describe("the statistics", () => {
  it("are quantiles by linear interpolation, leaves and inner nodes apart", () => {
    const widths = [1, 2, 3, 4];
    let x = 0;
    const boxes = widths.map((width) => [(x += width) - width, 0, width, 10] as const);
    const { leaves, inner } = quality(handBoxes(widths, boxes));
    const { side } = leaves;
    // 10, 5, 3⅓, 2.5
    expect(side.mean).toBeCloseTo((10 + 5 + 10 / 3 + 2.5) / 4, 12);
    expect(side.median).toBeCloseTo((5 + 10 / 3) / 2, 12);
    expect(side.p95).toBeCloseTo(5 + 0.85 * 5, 12);
    expect(side.p99).toBeCloseTo(5 + 0.97 * 5, 12);
    expect(side.max).toBeCloseTo(10, 12);
    expect(side.weighted).toBeCloseTo(4, 12);
    expect(inner.count).toBe(0);
    expect(inner.asp.mean).toBeNaN();
  });

  it("leave the root out and count every other cell once", () => {
    const tree = plant(planTree("bushy", "lognormal", 500, 3));
    const { leaves, inner } = quality(layout(tree, { engine: squarify(), container: [1, 1e4] }));
    const leafCount = [...tree.leaves()].length;
    expect(leaves.count).toBe(leafCount);
    expect(inner.count).toBe(tree.size - leafCount - 1);
    const needle = quality(layout(tree, { engine: slice(), container: [1, 1e4] }));
    expect(needle.inner.side.max).toBeLessThan(1e4);
  });

  it("are finite for every engine's map with two leaves, and survive JSON", () => {
    const q = quality(layout(family([1, 2]), { engine: squarify(), container: [10, 10] }));
    const read = JSON.parse(JSON.stringify(q)) as Quality;
    expect(read.leaves).toEqual(q.leaves);
    expect(read.inner.asp.mean).toBeNull();
    expect(read.area).toEqual(q.area);
  });
});

describe("areas and unseen leaves", () => {
  it("tells the worst area error and where it is", () => {
    const map = handBoxes([1, 1, 2], [[0, 0, 10, 2], [0, 2, 10, 3], [0, 5, 10, 5]]); // prettier-ignore
    const { area } = quality(map);
    expect(area.maxError).toBeCloseTo(0.2, 12);
    expect(area.meanError).toBeCloseTo(0.4 / 3, 12);
    expect([1, 2]).toContain(area.worst);
    expect(
      quality(layout(family([1, 2]), { engine: squarify(), container: [9, 9] })).area.maxError,
    ).toBeLessThan(1e-14);
  });

  it("knows of no error in a tree of one node, and an infinite one where no weight asks for a cell", () => {
    const single = quality(
      layout(plant({ name: "", parent: [-1], weight: [1] }), { engine: squarify(), container: [9, 9] }),
    );
    expect(single.area).toEqual({ maxError: 0, meanError: 0, worst: -1 });
    const { area } = quality(handBoxes([1, 0], [[0, 0, 5, 10], [5, 0, 5, 10]])); // prettier-ignore
    expect(area).toMatchObject({ maxError: Infinity, worst: 2 });
  });

  it("tells how much padding skews areas", () => {
    const tree = plant(planTree("bushy", "lognormal", 300, 8));
    const plain = quality(layout(tree, { engine: squarify(), container: [500, 500] }));
    const padded = quality(layout(tree, { engine: squarify(), container: [500, 500], padding: 4 }));
    expect(plain.area.maxError).toBeLessThan(1e-12);
    expect(padded.area.meanError).toBeGreaterThan(0.05);
    expect(plain.empty.count).toBe(0);
    expect(padded.empty.count).toBeGreaterThan(0);
    expect(padded.empty.weight).toBeGreaterThan(0);
    expect(padded.leaves.count).toBe(plain.leaves.count - padded.empty.count);
  });

  it("counts leaves without a cell and leaves too small to see", () => {
    const { empty, tooSmall } = quality(
      layout(family([990, 0, 0, 5, 5]), { engine: squarify(), container: [10, 10] }),
    );
    expect(empty).toEqual({ count: 2, weight: 0, share: 0 });
    expect(tooSmall).toEqual({ count: 2, weight: 10, share: 0.01, below: 1 });
    const map = layout(family([990, 0, 0, 5, 5]), { engine: squarify(), container: [10, 10] });
    expect(quality(map, { visibleArea: 0.25 }).tooSmall).toEqual({
      count: 0,
      weight: 0,
      share: 0,
      below: 0.25,
    });
    expect(quality(map, { visibleArea: 0 }).tooSmall.count).toBe(0);
  });

  it("counts leaves alone, not the nodes above them", () => {
    const light = { children: [{ value: 0 }, { value: 0 }] };
    const tree = weightedTree({ children: [light, { children: [{ value: 1e-4 }] }, { value: 1 }] });
    const { empty, tooSmall } = quality(layout(tree, { engine: squarify(), container: [10, 10] }));
    expect([empty.count, tooSmall.count]).toEqual([2, 1]);
    expect(tooSmall.weight).toBe(1e-4);
  });

  it("measures no box whose sides run backwards, and no outline without area", () => {
    const { leaves } = quality(handBoxes([1, 1], [[0, 0, 10, 5], [10, 10, -5, -7]])); // prettier-ignore
    expect([leaves.count, leaves.side.mean]).toEqual([1, 2]);
    const square = [[0, 0], [0, 10], [10, 10], [10, 0]] as const; // prettier-ignore
    const flat = [[0, 0], [5, 5], [10, 10]] as const; // prettier-ignore
    expect(quality(handRings([1, 1], [square, flat])).leaves).toMatchObject({ count: 1, asp: { max: 2 } });
  });

  it("blames what is no map, and no option, in its own name", () => {
    const map = layout(family([1]), { engine: squarify(), container: [10, 10] });
    expect(() => quality(family([1]) as never)).toThrow(/^quality takes a map/);
    expect(() => quality(map, { perNode: 1 as never })).toThrow(/^quality: perNode must be/);
  });

  it.each([NaN, -1, Infinity])("refuses a visible area of %s", (visibleArea) => {
    const map = layout(family([1]), { engine: squarify(), container: [10, 10] });
    expect(() => quality(map, { visibleArea })).toThrow(MarquetryError);
  });
});

describe("the bound", () => {
  const boxes = [[0, 0, 10, 2], [0, 2, 10, 8]] as const; // prettier-ignore

  function withBound(bound: Bound): Partition {
    return handBoxes([2, 8], [...boxes], { bound: () => bound });
  }

  it("is null where the engine has none", () => {
    expect(quality(handBoxes([2, 8], [...boxes])).bound).toBeNull();
  });

  it("tells what was reached and whether it holds, rounding aside", () => {
    expect(quality(withBound({ measure: "side", value: 5 })).bound).toEqual({
      measure: "side",
      value: 5,
      reached: 5,
      holds: true,
    });
    expect(quality(withBound({ measure: "side", value: 5 * (1 - 1e-12) })).bound?.holds).toBe(true);
    expect(quality(withBound({ measure: "side", value: 4.99 })).bound).toMatchObject({
      reached: 5,
      holds: false,
    });
    expect(quality(withBound({ measure: "asp", value: 5 })).bound?.holds).toBe(false);
  });

  it("holds each node against its own limit where there is one", () => {
    const value = 9;
    expect(
      quality(withBound({ measure: "side", value, perNode: Float64Array.of(1, 5, 1.25) })).bound?.holds,
    ).toBe(true);
    expect(
      quality(withBound({ measure: "side", value, perNode: Float64Array.of(1, 5, 1.2) })).bound?.holds,
    ).toBe(false);
  });

  it("asks with the container as it was laid out", () => {
    const asked: unknown[] = [];
    const bound = (_: unknown, { x0, y0, x1, y1, ring }: Region): null => {
      asked.push([[x0, y0, x1, y1], Array.from(ring)]);
      return null;
    };
    const tree = family([1, 2]);
    quality(layout(tree, { engine: { ...squarify(), bound }, container: { x0: -1, y0: 2, x1: 3, y1: 4 } }));
    quality(layout(tree, { engine: { ...greedy(), bound }, container: [[0, 0], [0, 3], [4, 3]] })); // prettier-ignore
    expect(asked).toEqual([
      [
        [-1, 2, 3, 4],
        [-1, 2, -1, 4, 3, 4, 3, 2],
      ],
      [
        [0, 0, 4, 3],
        [0, 0, 0, 3, 4, 3],
      ],
    ]);
  });
});

describe("formatQuality", () => {
  const tree = plant(planTree("bushy", "lognormal", 200, 3));
  const a = quality(layout(tree, { engine: squarify(), container: [500, 500] }));
  const b = quality(layout(tree, { engine: slice(), container: [500, 500] }));

  it("writes one result as a table of measures", () => {
    const text = formatQuality(a);
    expect(text).toMatch(/^leaves \(\d+ cells\) +mean +median +p95 +p99 +max +weighted$/m);
    expect(text).toMatch(/^inner \(\d+ cells\)/m);
    expect(text).toMatch(new RegExp(`^asp +${a.leaves.asp.mean.toFixed(2)} `, "m"));
    expect(text).toMatch(/^bound +none$/m);
    expect(text.endsWith("\n")).toBe(false);
  });

  it("writes several results row by row, in columns of equal width", () => {
    const text = formatQuality({ squarify: a, slice: b });
    const rows = text.split("\n").filter((line) => /^(squarify|slice) /.test(line));
    expect(rows).toHaveLength(2 * (4 + 4 + 1));
    for (const block of text.split("\n\n")) {
      expect(
        new Set(
          block
            .trimEnd()
            .split("\n")
            .map(({ length }) => length),
        ).size,
      ).toBe(1);
    }
    expect(text).toContain(b.leaves.side.max.toFixed(2));
  });

  it("leaves out groups without cells and shows what is not finite", () => {
    const flat = quality(handBoxes([1, 0], [[0, 0, 5, 10], [5, 0, 5, 10]])); // prettier-ignore
    expect(formatQuality(flat)).not.toContain("inner");
    expect(formatQuality({ flat })).not.toContain("inner");
    expect(formatQuality(flat)).toMatch(/area error, max +∞/);
    expect(formatQuality({})).toContain("bound");
  });

  it("says whether a bound holds", () => {
    const map = handBoxes([2, 8], [[0, 0, 10, 2], [0, 2, 10, 8]], { bound: () => ({ measure: "side", value: 4 }) }); // prettier-ignore
    expect(formatQuality(quality(map))).toMatch(/^bound +side 4\.00, broken at 5\.00$/m);
  });
});

describe("slack", () => {
  const boxes = [[0, 0, 5, 4], [5, 0, 5, 6], [0, 6, 10, 4]] as const; // prettier-ignore
  const gappy = handBoxes([1, 1, 2], [...boxes], { hasGaps: true });

  it("tells the greatest ratio, the waste, and the leaf whose area per weight is farthest from the mean", () => {
    expect(quality(gappy).slack).toEqual({
      ratio: 2.5,
      waste: expect.closeTo(0.1, 12) as number,
      deviation: expect.closeTo(1 / 3, 12) as number,
      worst: 2,
    });
    expect(
      quality(
        handBoxes(
          [1, 3],
          [
            [0, 0, 10, 5],
            [0, 5, 10, 5],
          ],
        ),
      ).slack,
    ).toMatchObject({
      // prettier-ignore
      waste: 0,
      deviation: expect.closeTo(1, 12) as number,
      worst: 1,
    });
  });

  it("tells the same of each node if asked to", () => {
    const { ratio, waste, deviation } = quality(gappy, { perNode: true }).slack.perNode!;
    const expected = [
      [1, 0.1, 0],
      [1.25, 0, -1 / 9],
      [1.2, 0, 1 / 3],
      [2.5, 0, -1 / 9],
    ];
    for (const [i, figures] of expected.entries())
      for (const [k, list] of [ratio, waste, deviation].entries())
        expect(list[i]).toBeCloseTo(figures[k]!, 12);
    expect(quality(gappy).slack).not.toHaveProperty("perNode");
  });

  it("sums up leaves at any depth, and knows nothing of nodes without a weight or a cell", () => {
    const tree = weightedTree(
      { children: [{ children: [{ value: 3 }, { children: [{ value: 1 }] }, { value: 0 }] }, { value: 4 }] },
      { sort: null },
    );
    const map = layout(tree, { engine: slice(), container: [10, 20], paddingTop: 1 });
    const { perNode, waste } = quality(map, { perNode: true }).slack;
    let covered = 0;
    for (const i of map.leaves()) covered += map.area(i);
    expect(waste).toBeCloseTo(1 - covered / 200, 12);
    const first = [...map.leaves()]
      .filter((i) => tree.parent[i] !== 0)
      .reduce((sum, i) => sum + map.area(i), 0);
    expect(perNode!.waste[1]).toBeCloseTo(1 - first / map.area(1), 12);
    expect(perNode!.deviation[1]).toBeCloseTo(first / covered / (4 / 8) - 1, 12);
    const light = [...map].filter((i) => tree.weight[i] === 0);
    expect(light).toHaveLength(1);
    for (const list of Object.values(perNode!)) {
      for (const i of map) expect(Number.isNaN((list as Float64Array)[i])).toBe(light.includes(i));
    }
  });

  it("names a leaf, not the node above it, and takes the greatest of all ratios", () => {
    const tree = weightedTree({ children: [{ children: [{ value: 1 }] }, { value: 1 }] });
    const map = layout(tree, { engine: slice(), container: [10, 20], paddingTop: 3 });
    const { worst, ratio } = quality(map).slack;
    expect([worst, tree.childCount[worst]]).toEqual([3, 0]);
    expect(ratio).toBeCloseTo(10 / 5.5, 12);
    const falling = [[0, 0, 10, 2], [0, 2, 10, 4], [0, 6, 10, 4]] as const; // prettier-ignore
    expect(quality(handBoxes([1, 2, 2], [...falling])).slack.ratio).toBe(5);
  });

  it("says nothing of weights and shares that have lost their precision", () => {
    const boxes = [[0, 0, 10, 9], [0, 9, 10, 1]] as const; // prettier-ignore
    const { worst, perNode } = quality(handBoxes([1, 2 ** -1022], [...boxes]), { perNode: true }).slack;
    expect([worst, perNode!.ratio[2]]).toEqual([1, NaN]);
    for (const unit of [1, 1e10]) {
      const light = layout(family([unit, unit * 1e-21]), { engine: squarify(), container: [1e-150, 1e-150] });
      expect(quality(light).slack).toMatchObject({ worst: 1, deviation: expect.closeTo(0, 12) as number });
    }
  });

  it("counts a leaf with a weight but no cell as wholly off", () => {
    const map = handBoxes([1, 9], [[0, 0, 0, 0], [0, 0, 10, 9]], { hasGaps: true }); // prettier-ignore
    expect(quality(map).slack).toMatchObject({ deviation: 1, worst: 1, ratio: 10 / 9 });
    const single = layout(plant({ name: "", parent: [-1], weight: [1] }), {
      engine: squarify(),
      container: [9, 3],
    });
    const { slack } = quality(single, { perNode: true });
    expect(slack).toMatchObject({ waste: 0, deviation: 0, worst: 0, ratio: NaN });
    expect(slack.perNode!.ratio[0]).toBe(3);
  });
});

describe("listed leaves", () => {
  it("that were raised are counted with their weight and share", () => {
    const map = layout(family([96, 1, 0, 3]), { engine: squarify(), container: [10, 10], minShare: 0.1 });
    const { raised, unsolved } = quality(map);
    expect(raised).toEqual({ count: 2, weight: 4, share: 0.04 });
    expect(unsolved).toEqual({ count: 0, weight: 0, share: 0 });
  });

  it("that have no solution are counted, and left out of the errors of areas", () => {
    const tree = plant(planTree("bushy", "lognormal", 120, 4));
    const map = layout(tree, { engine: squarify(), container: [60, 40], padding: 3, areas: "leaf-exact" });
    expect(map.unsolved.length).toBeGreaterThan(0);
    const { unsolved, area } = quality(map);
    const weight = [...map.unsolved].reduce((sum, i) => sum + tree.weight[i]!, 0);
    expect(unsolved.count).toBe(map.unsolved.length);
    expect(unsolved.weight).toBeCloseTo(weight, 12);
    expect(unsolved.share).toBeCloseTo(weight / tree.weight[0]!, 12);
    expect(area.maxError).toBeLessThan(1e-6);
    expect(tree.childCount[area.worst]).toBe(0);
    expect([...map.unsolved]).not.toContain(area.worst);
  });

  it("have both names of a measure", () => {
    const { leaves } = quality(layout(family([1, 2]), { engine: squarify(), container: [9, 5] }));
    expect(leaves.aspectRatio).toEqual(leaves.side);
    expect(leaves.circleRatio).toEqual(leaves.round);
  });
});

it("the measures of polygons do not depend on their size", () => {
  const triangle = [[0, 0], [0, 3], [4, 3]] as const; // prettier-ignore
  const high = triangle.map(([x, y]) => [y, x] as const);
  const expected = [25 / 6, 4 / 3, 16 / 6, 2.5];
  for (const scale of [1e-140, 1e-9, 1e140]) {
    for (const ring of [triangle, high]) {
      const leaves = alone(ring.map(([x, y]) => [x * scale, y * scale] as const));
      for (const [k, measure] of MEASURES.entries()) expect(leaves[measure].max).toBeCloseTo(expected[k]!, 9);
    }
  }
});
