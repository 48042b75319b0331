import fc from "fast-check";
import { layout, quality, slack, validate, weightedTree } from "marquetry";
import type { Partition, SlackEffort, SlackOptions, WeightedTree } from "marquetry";
import { caterpillar, giantAndDwarfs, taxonomy } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import rows from "../../examples/data/flare.json" with { type: "json" };
import { packTree, wholeBoxes } from "../../src/engines/slack/lay-out.ts";
import { plainPacker } from "../../src/engines/slack/plain-packer.ts";
import { settle } from "../../src/engines/slack/settle.ts";
import { gapminder, nodeModules } from "../support/slack-data.ts";
import { halvingCaterpillar, plant, planTree, treePlans } from "../support/trees.ts";

const SQUARE = [1000, 1000] as const;
/** Relative difference put down to rounding. */
const ROUNDING = 1e-9;
const RUNS = { numRuns: 60 };

const flare = weightedTree.fromRows(rows, { weight: "size" });
const containers = fc.constantFrom<[number, number]>([1000, 1000], [1600, 900], [1, 40], [3, 2]);
const ratios = fc.constantFrom(2, 2.5, 3, 10);
const efforts = fc.constantFrom<SlackEffort>("fast", "balanced", "best");
const cases = fc.record({ plan: treePlans(80), container: containers, ratio: ratios, effort: efforts });

/** Longer over shorter side of every cell but the root's and the empty ones. */
function greatestRatio(map: Partition): number {
  let most = 1;
  for (const i of map) {
    if (i === 0 || map.isEmpty(i)) continue;
    const [width, height] = [sideOf(map, i, 0), sideOf(map, i, 1)];
    most = Math.max(most, width / height, height / width);
  }
  return most;
}

/** Side of a cell in its own frame. */
function sideOf(map: Partition, i: number, axis: number): number {
  const ring = new Float64Array(8);
  map.cells.ring(i, ring);
  return ring[4 + axis]!;
}

function lay(
  tree: WeightedTree,
  options: SlackOptions,
  container: readonly [number, number] = SQUARE,
): Partition {
  return layout(tree, { engine: slack(options), container });
}

describe("slack with gaps", () => {
  it("keeps the ratio in any container, and the same area per weight for all leaves", () => {
    fc.assert(
      fc.property(cases, ({ plan, container, ratio, effort }) => {
        const map = lay(plant(plan), { ratio, effort }, container);
        if (map.size > 1) expect(greatestRatio(map)).toBeLessThanOrEqual(ratio);
        const { weight } = map.tree;
        const leaves = [...map.leaves()].filter((leaf) => weight[leaf]! > 0);
        const perWeight = leaves.map((leaf) => map.area(leaf) / weight[leaf]!);
        expect(Math.max(...perWeight) / Math.min(...perWeight) - 1).toBeLessThan(ROUNDING);
      }),
      RUNS,
    );
  });

  it("keeps boxes apart and inside, counted pair by pair", () => {
    for (const seed of [1, 2, 3]) {
      const map = lay(plant(planTree("bushy", "twelve decades", 120, seed)), { ratio: 2 });
      const { parent } = map.tree;
      const near = 1e-9;
      for (const i of map) {
        const a = map.bounds(i);
        if (i > 0) {
          const whole = map.bounds(parent[i]!);
          expect(Math.min(a.x0 - whole.x0, whole.x1 - a.x1, a.y0 - whole.y0, whole.y1 - a.y1)).toBeGreaterThan(-near); // prettier-ignore
        }
        for (let j = i + 1; j < map.size; j++) {
          if (parent[j] !== parent[i]) continue;
          const b = map.bounds(j);
          const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
          const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
          expect(Math.min(width, height)).toBeLessThan(near);
        }
      }
    }
  });

  it("is never worse than the plain construction", () => {
    fc.assert(
      fc.property(cases, ({ plan, container, ratio, effort }) => {
        const tree = plant(plan);
        const boxes = new Float64Array(4 * tree.size);
        boxes.set(container, 2);
        packTree(tree, plainPacker(2, ratio), new Int32Array(0), boxes, wholeBoxes(2, boxes));
        const plain = -Math.expm1(settle(tree, 2, boxes));
        const map = lay(tree, { ratio, effort }, container);
        expect(quality(map).slack.waste).toBeLessThanOrEqual(plain + ROUNDING);
      }),
      RUNS,
    );
  });

  it.each([
    [2, 0.015, 0.015],
    [3, 0.001, 0.001],
  ])("loses little of a library's classes at ratio %s", (ratio, square, wide) => {
    expect(quality(lay(flare, { ratio })).slack.waste).toBeLessThan(square);
    expect(quality(lay(flare, { ratio }, [1600, 900])).slack.waste).toBeLessThan(wide);
  });

  it("loses little where one leaf outweighs a thousand", () => {
    expect(quality(lay(giantAndDwarfs(1000), { ratio: 2 })).slack.waste).toBeLessThan(0.002);
  });

  it.each([
    [2, "balanced"],
    [3, "best"],
  ] as const)("fills nine tenths of what equal caterpillars allow at ratio %s", (ratio, effort) => {
    const levels = 200;
    const { waste } = quality(lay(caterpillar(levels, { share: "equal" }), { ratio, effort })).slack;
    expect(1 - waste).toBeGreaterThan((0.9 * 4 * ratio) / (levels + 1));
    expect(1 - waste).toBeLessThanOrEqual((4 * ratio) / levels);
  });

  it("loses little of trees with many small groups beside a large one", () => {
    const losses = [1, 2, 3].map((seed) => quality(lay(taxonomy(5000, { seed }), { ratio: 3 })).slack.waste);
    expect(Math.max(...losses)).toBeLessThan(0.065);
    expect(Math.min(...losses)).toBeLessThan(0.022);
  });

  it("loses nothing of a halving caterpillar", () => {
    expect(quality(lay(plant(halvingCaterpillar(50)), { ratio: 3 })).slack.waste).toBeLessThan(1e-9);
  });

  it("does not let errors of tables add up on a long chain of families", () => {
    expect(quality(lay(caterpillar(1000, { share: 0.3 }), { ratio: 3 })).slack.waste).toBeLessThan(0.2);
  });

  it("lets leaves keep their room where padding takes from it", () => {
    const map = layout(flare, { engine: slack({ ratio: 2 }), container: SQUARE, padding: 1 });
    expect(validate(map)).toEqual([]);
    expect(quality(map).slack.waste).toBeLessThan(0.2);
  });
});

describe("slack on other data", { timeout: 60_000 }, () => {
  it("loses little of gapminder's countries", () => {
    expect(quality(lay(gapminder(), { ratio: 2 })).slack.waste).toBeLessThan(0.005);
    expect(quality(lay(gapminder(), { ratio: 3 })).slack.waste).toBeLessThan(0.001);
  });

  it("loses little of the files of many packages", () => {
    const tree = nodeModules();
    expect(quality(lay(tree, { ratio: 2, effort: "balanced" })).slack.waste).toBeLessThan(0.045);
    expect(quality(lay(tree, { ratio: 3, effort: "balanced" })).slack.waste).toBeLessThan(0.03);
  });
});

describe("slack without gaps", () => {
  it("keeps the ratio, or the container's, and leaves no gap", () => {
    fc.assert(
      fc.property(cases, ({ plan, container, ratio, effort }) => {
        const map = lay(plant(plan), { mode: "fill", ratio, effort }, container);
        expect(validate(map)).toEqual([]);
        const [width, height] = container;
        const limit = Math.max(ratio, width / height, height / width);
        expect(greatestRatio(map)).toBeLessThanOrEqual(limit * (1 + ROUNDING));
        expect(quality(map).bound).toMatchObject({ measure: "side", value: limit, holds: true });
      }),
      RUNS,
    );
  });

  it("leaves gaps where areas would be more than ten times off", () => {
    const tiny = weightedTree.fromPaths([
      ["a", 1],
      ["b", 1e-11],
      ["c/d", 1e-9],
    ]);
    for (const tree of [tiny, flare, giantAndDwarfs(3, 1e12)]) {
      const map = lay(tree, { mode: "fill" });
      expect(validate(map)).toEqual([]);
      for (const leaf of map.leaves()) {
        const quotient = map.area(leaf) / 1e6 / (tree.weight[leaf]! / tree.weight[0]!);
        expect(quotient).toBeLessThanOrEqual(10);
        expect(quotient).toBeGreaterThanOrEqual(0.1);
      }
    }
  });

  it("tells by how much leaves are off, and that is little where it can be", () => {
    const map = lay(flare, { mode: "fill", ratio: 3 });
    const { slack: found } = quality(map);
    const off = [...map.leaves()].map((leaf) =>
      Math.abs(map.area(leaf) / 1e6 / (flare.weight[leaf]! / flare.weight[0]!) - 1),
    );
    expect(found.deviation).toBeCloseTo(Math.max(...off), 9);
    expect(found.deviation).toBeLessThan(0.05);
    expect(found.waste).toBeLessThan(ROUNDING);
  });
});

describe("a waste instead of a ratio", () => {
  it.each(["exact", "fill"] as const)("is kept, by a ratio that is told (%s)", (mode) => {
    const engine = slack({ mode, waste: 0.05 });
    const map = layout(flare, { engine, container: SQUARE });
    const { slack: found, bound } = quality(map);
    expect(mode === "exact" ? found.waste : found.deviation).toBeLessThanOrEqual(0.05);
    expect(bound).toMatchObject({ measure: "side", holds: true });
    expect(bound!.value).toBeLessThanOrEqual(3);
  });

  it("needs a longer ratio for less waste", () => {
    const tree = caterpillar(60, { share: "equal" });
    const ratio = (waste: number): number => slack({ waste }).bound(tree, SQUARE)!.value;
    expect(ratio(0.2)).toBeGreaterThan(ratio(0.5));
    expect(ratio(0.5)).toBeGreaterThan(ratio(0.8));
    expect(quality(lay(tree, { waste: 0.5 })).slack.waste).toBeLessThanOrEqual(0.5);
  });
});

describe("the figures by node", () => {
  it("agree with the cells", () => {
    const map = lay(flare, { ratio: 2, effort: "fast" });
    const { perNode, ratio, waste } = quality(map, { perNode: true }).slack;
    expect(perNode!.waste[0]).toBeCloseTo(waste, 12);
    expect(Math.max(...perNode!.ratio.subarray(1))).toBe(ratio);
    for (const leaf of map.leaves()) {
      expect(perNode!.waste[leaf]).toBe(0);
      expect(Math.abs(perNode!.deviation[leaf]!)).toBeLessThan(ROUNDING);
    }
    expect(quality(map).slack.perNode).toBeUndefined();
  });
});

describe("wrong options", () => {
  it.each([
    [{ ratio: 1.9 }],
    [{ ratio: NaN }],
    [{ ratio: Infinity }],
    [{ waste: 0 }],
    [{ waste: 1 }],
    [{ waste: 0.1, ratio: 3 }],
    [{ mode: "gaps" }],
    [{ effort: "some" }],
  ])("%o throws", (options) => {
    expect(() => slack(options as SlackOptions)).toThrow(expect.objectContaining({ code: "bad-option" }));
  });
});
