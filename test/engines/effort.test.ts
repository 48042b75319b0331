import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  circle,
  greedy,
  layout,
  orthoconvex,
  quality,
  regularPolygon,
  squarify,
  weightedTree,
  type Container,
  type Engine,
  type GreedyEffort,
  type WeightedTree,
} from "marquetry";
import { caterpillar, flatList, randomTree } from "../../src/fixtures/index.ts";
import { flare, hasPopulation, worldPopulation } from "../support/hierarchies.ts";
import { gapminder, nodeModules } from "../support/slack-data.ts";
import { containersFor } from "../support/containers.ts";
import { plant, treePlans } from "../support/trees.ts";

const efforts = ["fast", "balanced", "best"] as const;
const square: Container = [1000, 1000];

const fatness = (tree: WeightedTree, engine: Engine, container: Container) =>
  quality(layout(tree, { engine, container })).leaves.asp;

type MakeEngine = (options: { effort: GreedyEffort }) => Engine;

/** Each effort must be as fat as the one below, by the mean and by the thinnest leaf. */
function expectFatter(tree: WeightedTree, container: Container, make: MakeEngine = greedy): void {
  let before = { mean: Infinity, max: Infinity };
  for (const effort of efforts) {
    const { mean, max } = fatness(tree, make({ effort }), container);
    expect(mean).toBeLessThanOrEqual(before.mean + 1e-9);
    expect(max).toBeLessThanOrEqual(before.max + 1e-9);
    before = { mean, max };
  }
}

const alike = (families: number, leaves: number): WeightedTree => {
  const family = { children: Array.from({ length: leaves }, () => ({ value: 1 })) };
  return weightedTree({ children: Array.from({ length: families }, () => family) });
};

const data: [string, () => WeightedTree | null][] = [
  ["the flare classes", () => weightedTree(flare())],
  ["world population", () => (hasPopulation ? weightedTree(worldPopulation()) : null)],
  ["countries in clusters", gapminder],
  ["installed packages", nodeModules],
  ["seven families of 300 like leaves", () => alike(7, 300)],
  ["a random tree", () => randomTree(3000)],
  ["a list", () => flatList(1000)],
  ["a chain of families of two", () => caterpillar(120, { share: "equal" })],
];

describe("more effort is never worse", () => {
  it.each(data)("for %s", (_, make) => {
    const tree = make();
    if (tree) expectFatter(tree, square);
  });

  it.each(data)("of orthoconvex, for %s", (_, make) => {
    const tree = make();
    if (tree) expectFatter(tree, square, orthoconvex);
  });

  it("of orthoconvex, for any tree in any box", () => {
    fc.assert(
      fc.property(treePlans(90), fc.constantFrom(...containersFor("rect")), (plan, { corners }) =>
        expectFatter(plant(plan), corners as Container, orthoconvex),
      ),
      { numRuns: 100 },
    );
  });

  it("for any tree in any container", () => {
    fc.assert(
      fc.property(treePlans(90), fc.constantFrom(...containersFor("convex")), (plan, { corners }) =>
        expectFatter(plant(plan), corners as Container),
      ),
      { numRuns: 200 },
    );
  });

  it.each<[string, Container]>([
    ["a hexagon", regularPolygon(0, 0, 1, 6)],
    ["a circle", circle(0, 0, 1)],
  ])("for families of like leaves in %s", (_, container) => expectFatter(alike(5, 40), container));
});

describe("greedy is no thinner than squarified rectangles", () => {
  it.each(data)("for %s", (_, make) => {
    const tree = make();
    if (!tree) return;
    const { mean } = fatness(tree, squarify({ ratio: 1 }), square);
    expect(fatness(tree, greedy(), square).mean).toBeLessThanOrEqual(mean + 1e-9);
  });

  it("for any small tree in any box", () => {
    fc.assert(
      fc.property(treePlans(60), fc.constantFrom<Container>([1, 1], [8, 5], [3, 1]), (plan, container) => {
        const tree = plant(plan);
        const { mean } = fatness(tree, squarify({ ratio: 1 }), container);
        expect(fatness(tree, greedy(), container).mean).toBeLessThanOrEqual(mean + 1e-9);
      }),
      { numRuns: 200 },
    );
  });

  it("for 2 to 100 like leaves in a square, by the mean and by the thinnest", () => {
    for (let count = 2; count <= 100; count++) {
      const tree = alike(1, count);
      const [ours, theirs] = [greedy(), squarify({ ratio: 1 })].map((engine) =>
        fatness(tree, engine, square),
      );
      expect(ours!.mean).toBeLessThanOrEqual(theirs!.mean + 1e-9);
      expect(ours!.max).toBeLessThanOrEqual(theirs!.max + 1e-9);
    }
  });
});

describe("cuts are polished", () => {
  it.each<[string, WeightedTree, Container, GreedyEffort, number]>([
    ["a random tree", randomTree(3000, { seed: 5 }), square, "balanced", 2.24],
    ["a larger random tree", randomTree(5000, { seed: 6 }), square, "best", 2.21],
    [
      "like leaves in a triangle",
      alike(1, 40),
      [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
      "best",
      2.25,
    ],
    [
      "like leaves in another triangle",
      alike(1, 40),
      [
        [0, 0],
        [0, 4],
        [3, 4],
      ],
      "best",
      2.25,
    ],
  ])("so that %s has fat leaves", (_, tree, container, effort, most) => {
    const { mean, max } = fatness(tree, greedy({ effort }), container);
    expect(mean).toBeLessThanOrEqual(most);
    expect(max).toBeLessThanOrEqual(4.5);
  });
});
