import {
  circle,
  greedy,
  layout,
  quality,
  stability,
  validate,
  voronoi,
  weightedTree,
  type Container,
  type VoronoiOptions,
  type WeightedTree,
} from "marquetry";
import { generator, randomTree } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { PowerCells } from "../../src/geometry/power/cells.ts";
import { AreaSolver } from "../../src/engines/voronoi/area-solver.ts";
import { Laplacian } from "../../src/engines/voronoi/laplacian.ts";
import { ShapeDescent } from "../../src/engines/voronoi/shape-descent.ts";
import { toGrid } from "../../src/geometry/power/predicates.ts";

const WIDE: Container = [960, 600];
const ROUND: Container = circle(300, 300, 300);
const ROUNDING = 1 + 1e-9;

function uniform(count: number, least: number, seed: number): WeightedTree {
  const random = generator(seed);
  const weights = Array.from({ length: count }, () => least + (1 - least) * random());
  return weightedTree.fromColumns({
    parent: Int32Array.from({ length: count + 1 }, (_, k) => (k === 0 ? -1 : 0)),
    weight: Float64Array.of(0, ...weights),
  });
}

const aspOf = (tree: WeightedTree, container: Container, options: VoronoiOptions = {}) =>
  quality(layout(tree, { engine: voronoi(options), container })).leaves.asp;

describe("the cells of voronoi at the border, and the lightest", () => {
  it("are about as fat as the others on lists of weights within a factor of ten", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { mean, p95, max } = aspOf(uniform(1000, 0.1, seed), WIDE);
      expect(mean).toBeLessThan(1.65);
      expect(p95).toBeLessThan(1.83);
      expect(max).toBeLessThan(2.15);
    }
  });

  it("are so on lists whose lightest weigh next to nothing", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { mean, p95, max } = aspOf(uniform(1000, 0, seed), WIDE);
      expect(mean).toBeLessThan(1.69);
      expect(p95).toBeLessThan(1.95);
      expect(max).toBeLessThan(2.8);
    }
  });

  it.each([100, 300, 1000])("are so along a round rim, for %i weights", (count) => {
    for (let seed = 1; seed <= 5; seed++) {
      const tree = uniform(count, 0, seed);
      for (const effort of ["fast", "balanced"] as const)
        expect(aspOf(tree, ROUND, { effort }).max).toBeLessThan(4);
    }
  });

  it("are no worse than those of one diagram, and hardly ever than those of cuts", () => {
    const random = generator(5);
    let fatterByCuts = 0;
    for (let run = 0; run < 40; run++) {
      const tree = uniform(3 + Math.floor(60 * random()), random() < 0.5 ? 0 : 0.2, run + 1);
      const container = run % 2 === 0 ? WIDE : ROUND;
      const { mean, max } = aspOf(tree, container);
      const one = aspOf(tree, container, { cuts: false });
      expect(mean <= one.mean * ROUNDING || max <= one.max * ROUNDING).toBe(true);
      const cut = quality(layout(tree, { engine: greedy(), container })).leaves.asp;
      if (mean > cut.mean * ROUNDING && max > cut.max * ROUNDING) fatterByCuts++;
    }
    // Of the few children that rows of boxes suit best.
    expect(fatterByCuts).toBeLessThanOrEqual(1);
  });

  it("stay fat without cuts where no child outweighs the others", () => {
    for (const count of [100, 300]) {
      for (let seed = 1; seed <= 4; seed++)
        expect(aspOf(uniform(count, 0, seed), ROUND, { cuts: false }).max).toBeLessThan(7);
    }
  });
});

describe("more effort for voronoi", () => {
  it("makes no layout thinner, neither in the mean nor in the worst cell", () => {
    const random = generator(11);
    for (let run = 0; run < 60; run++) {
      const size = 2 + Math.floor(50 * random());
      const tree = run % 3 === 0 ? uniform(size, 0, run + 1) : randomTree(size, { seed: run + 1 });
      const container = run % 2 === 0 ? WIDE : ROUND;
      const efforts = (["fast", "balanced", "best"] as const).map((effort) =>
        aspOf(tree, container, { effort }),
      );
      for (let k = 1; k < 3; k++) {
        expect(efforts[k]!.mean).toBeLessThanOrEqual(efforts[k - 1]!.mean * ROUNDING);
        expect(efforts[k]!.max).toBeLessThanOrEqual(efforts[k - 1]!.max * ROUNDING);
      }
    }
  });

  it("holds with padding, and leaves a layout that is sound", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const map = layout(randomTree(40, { seed }), { engine: voronoi(), container: WIDE, padding: 1 });
      expect(validate(map)).toEqual([]);
    }
  });
});

describe("updates of voronoi where the lightest have a diagram of their own", () => {
  const tree = uniform(200, 0, 3);
  const map = layout(tree, { engine: voronoi(), container: WIDE });

  it("keep every cell in its place", () => {
    const random = generator(4);
    const weights = tree.weight.map((weight) => weight * (0.97 + 0.06 * random()));
    const next = map.update(weights);
    expect(next.fallbacks).toEqual([]);
    expect(validate(next)).toEqual([]);
    expect(stability(map, next).jaccard.mean).toBeGreaterThan(0.85);
  });

  it("follow a container that is dragged wider", () => {
    let last = map;
    for (let width = 965; width <= 1010; width += 5) {
      const next = last.update(tree, { container: [width, 600] });
      for (const i of next.leaves()) {
        const [x, y] = last.centroid(i);
        const [nextX, nextY] = next.centroid(i);
        expect(Math.hypot((x * width) / (width - 5) - nextX, y - nextY)).toBeLessThan(1);
      }
      expect(quality(next).area.maxError).toBeLessThan(1e-9);
      last = next;
    }
    expect(quality(last).leaves.asp.mean).toBeLessThan(1.06 * quality(map).leaves.asp.mean);
  });

  it("survive that the lightest grow and the heaviest shrink", () => {
    const turned = tree.weight.map((weight, i) => (i === 0 ? 0 : 1.02 - weight));
    const next = map.update(turned);
    expect(validate(next)).toEqual([]);
    expect(quality(next).area.maxError).toBeLessThan(1e-9);
  });
});

describe("ShapeDescent", () => {
  const room = Float64Array.of(-0.5, 0.4, 0.5, 0.4, 0.5, -0.4, -0.5, -0.4);

  /** The solver at sites that are drawn, or with one of them moved, with exact areas. */
  function solved(count: number, moved = -1, dx = 0, dy = 0): AreaSolver {
    const random = generator(8);
    const solver = new AreaSolver(new PowerCells());
    solver.begin(count, room, 4);
    for (let i = 0; i < count; i++) {
      const [column, row] = [i % 4, i >> 2];
      solver.mesh.x[i] = toGrid(-0.375 + 0.25 * column + 0.1 * (random() - 0.5) + (i === moved ? dx : 0));
      solver.mesh.y[i] = toGrid(-0.27 + 0.27 * row + 0.1 * (random() - 0.5) + (i === moved ? dy : 0));
      solver.targets[i] = 0.8 / count;
    }
    expect(solver.start() && solver.solve()).toBe(true);
    return solver;
  }

  function descentAt(solver: AreaSolver): ShapeDescent {
    const laplacian = new Laplacian();
    laplacian.load(solver.mesh, solver.cells);
    const descent = new ShapeDescent();
    descent.find(solver.mesh, solver.cells, laplacian);
    return descent;
  }

  it("finds about the gradient of the cost where areas stay as they are", () => {
    const count = 12;
    const { gradX, gradY } = descentAt(solved(count));
    const step = 1e-6;
    let [product, own, other] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      const along = (dx: number, dy: number) =>
        (descentAt(solved(count, i, dx, dy)).cost - descentAt(solved(count, i, -dx, -dy)).cost) / (2 * step);
      const [byX, byY] = [along(step, 0), along(0, step)];
      product += byX * gradX[i]! + byY * gradY[i]!;
      own += gradX[i]! ** 2 + gradY[i]! ** 2;
      other += byX ** 2 + byY ** 2;
    }
    // Pairs of corners nearly as far apart as the farthest soften the gradient, not the cost.
    expect(product / Math.sqrt(own * other)).toBeGreaterThan(0.9);
  });
});
