import fc from "fast-check";
import {
  angular,
  circle,
  greedy,
  layout,
  MarquetryError,
  orthoconvex,
  quality,
  validate,
  voronoi,
  weightedTree,
  type PolygonEngine,
  type WeightedTree,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { containersFor } from "../support/containers.ts";

const engines: [name: string, engine: PolygonEngine][] = [
  ["greedy, fast", greedy()],
  ["greedy, balanced", greedy({ effort: "balanced" })],
  ["greedy, best", greedy({ effort: "best" })],
  ["angular", angular()],
  ["voronoi", voronoi()],
  ["orthoconvex", orthoconvex()],
];

/** Weights of up to 600 decades, many alike and some 0: where they start, how far they go, and how far down each is. */
const trees = fc
  .record({
    top: fc.integer({ min: -300, max: 300 }),
    span: fc.constantFrom(3, 40, 300, 623),
    nodes: fc.array(
      fc.record({
        up: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        down: fc.oneof(
          fc.constantFrom(0, 0.25, 0.5, 1, Infinity),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
      }),
      { minLength: 2, maxLength: 90 },
    ),
  })
  .map(({ top, span, nodes }) => {
    const parent = [-1, ...nodes.map(({ up }, k) => Math.floor(up * (k + 1)))].sort((a, b) => a - b);
    const inner = new Set(parent);
    const weight = [0, ...nodes.map(({ down }, k) => (inner.has(k + 1) ? 0 : 10 ** (top - span * down)))];
    return { parent, weight };
  })
  .filter(({ weight }) => weight.some((own) => own > 0));

function plantColumns({ parent, weight }: { parent: number[]; weight: number[] }): WeightedTree {
  return weightedTree.fromColumns({ parent: Int32Array.from(parent), weight: Float64Array.from(weight) });
}

describe("weights of any range", () => {
  it.each(engines)("are laid out exactly or refused by %s", (_name, engine) => {
    const container = fc.constantFrom(...containersFor(engine.shape).map(({ corners }) => corners));
    let laidOut = 0;
    fc.assert(
      fc.property(trees, container, (plan, corners) => {
        const tree = plantColumns(plan);
        const positive = tree.weight.filter((own) => own > 0);
        const least = Math.min(...positive) / tree.weight[0]!;
        try {
          const map = layout(tree, { engine, container: corners });
          expect(validate(map)).toEqual([]);
          expect(quality(map).area.maxError).toBeLessThan(1e-9);
          laidOut++;
        } catch (error) {
          if (!(error instanceof MarquetryError)) throw error;
          expect(error.code).toBe("bad-weight");
          expect(least).toBeLessThan(1e-300);
        }
      }),
      { numRuns: 300 },
    );
    expect(laidOut).toBeGreaterThan(100);
  });

  it.each(engines)("replace others by an update, laid out exactly or refused by %s", (_name, engine) => {
    const container = fc.constantFrom(...containersFor(engine.shape).map(({ corners }) => corners));
    const falls = fc.array(fc.constantFrom(0, 0.1, 0.25, 0.5, 1), { minLength: 91, maxLength: 91 });
    let updated = 0;
    fc.assert(
      fc.property(trees, container, falls, (plan, corners, down) => {
        const weight = plan.weight.map((own, k) => (own > 0 ? 10 ** (-200 * down[k]!) : 0));
        try {
          const map = layout(plantColumns(plan), { engine, container: corners });
          expect(validate(map.update(plantColumns({ ...plan, weight })))).toEqual([]);
          updated++;
        } catch (error) {
          if (!(error instanceof MarquetryError)) throw error;
          expect(error.code).toBe("bad-weight");
        }
      }),
      { numRuns: 200 },
    );
    expect(updated).toBeGreaterThan(60);
  });

  it.each(engines)("are named where they are refused by %s", (_name, engine) => {
    const small = { name: "small", children: [{ name: "speck", value: 1e-310 }] };
    const tree = weightedTree({ name: "all", children: [{ value: 3 }, small] });
    let caught: unknown;
    try {
      layout(tree, { engine, container: [960, 600] });
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ code: "bad-weight", value: 1e-310 });
    expect((caught as MarquetryError).path).toContain("all/small");
    expect((caught as MarquetryError).message).toMatch(/1e-302.*minShare/);
  });

  it.each(engines)("near the ends of numbers lay out as others do: %s", (_name, engine) => {
    const weights = [5, 3, 3, 2, 1];
    const of = (unit: number) =>
      layout(
        plantColumns({ parent: [-1, 0, 0, 0, 0, 0], weight: [0, ...weights.map((own) => own * unit)] }),
        {
          engine,
          container: engine.shape === "convex" ? circle(300, 300, 300) : [960, 600],
        },
      );
    const usual = of(1);
    for (const unit of [2 ** -1074, 2 ** -1030, 2 ** 1019]) {
      const map = of(unit);
      for (let i = 0; i < 6; i++) expect(map.cell(i)).toEqual(usual.cell(i));
    }
  });
});

describe("a container that is nearly straight", () => {
  const divisions = engines.filter(([name]) => name !== "orthoconvex");

  it.each(divisions)("is divided exactly by %s", (_name, engine) => {
    const corners = [
      [6.673852354062614, 105.13135110355275],
      [-1.095552332873261, 99.9939986453484],
      [-87.58037090926072, 42.8077296214531],
    ] as const;
    const map = layout(weightedTree({ children: [{ value: 1 }, { value: 0.01 }] }), {
      engine,
      container: corners,
    });
    expect(quality(map).area.maxError).toBeLessThan(1e-9);
  });

  it.each(divisions)("is divided exactly by %s, up to a million times as long as wide", (_name, engine) => {
    const weights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 });
    const triangle = fc.record({
      angle: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      thin: fc.double({ min: 1, max: 6, noNaN: true }),
      middle: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      x: fc.integer({ min: -100, max: 100 }),
    });
    fc.assert(
      fc.property(weights, triangle, (values, { angle, thin, middle, x }) => {
        const [cos, sin] = [100 * Math.cos(angle), 100 * Math.sin(angle)];
        const wide = 10 ** -thin;
        const corners = [
          [x, 0],
          [x + middle * cos - wide * sin, middle * sin + wide * cos],
          [x + cos, sin],
        ] as const;
        const tree = weightedTree({ children: values.map((value) => ({ value })) });
        expect(quality(layout(tree, { engine, container: corners })).area.maxError).toBeLessThan(1e-9);
      }),
    );
  });
});
