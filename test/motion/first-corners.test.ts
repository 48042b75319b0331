import { angular, circle, greedy, layout, voronoi, type Partition } from "marquetry";
import { describe, expect, it } from "vitest";
import { plant, planTree } from "../support/trees.ts";

const containers = [[960, 600] as const, circle(300, 300, 300)];

describe.each([greedy(), angular(), voronoi()])("an update of $name", (engine) => {
  for (const shape of ["list", "bushy", "deep"]) {
    it(`lets the rings of a ${shape} tree begin where they began`, () => {
      for (const container of containers) {
        const tree = plant(planTree(shape, "lognormal", 150, 8));
        const map = layout(tree, { engine, container });
        // The same shares lead to the same cells, but through another calculation.
        expectSameRings(map, map.update(tree.weight.map((weight) => 3 * weight)), 1e-3);
        const next = map.update(tree.weight.map((weight, i) => weight * (1 + 0.001 * Math.sin(7 * i))));
        expectSameRings(map, next, 0.2);
      }
    });
  }

  it("leaves every cell where the engine has put it", () => {
    const tree = plant(planTree("bushy", "lognormal", 150, 8));
    const weights = tree.weight.map((weight, i) => weight * (1 + 0.9 * Math.sin(7 * i)));
    const map = layout(tree, { engine, container: [960, 600] }).update(weights);
    for (const i of map.leaves()) {
      const parent = map.tree.parent[i]!;
      const [a, b] = [map.bounds(i), map.bounds(parent)];
      expect(a.x0).toBeGreaterThan(b.x0 - 1e-9);
      expect(a.y1).toBeLessThan(b.y1 + 1e-9);
      expect(map.at(...map.centroid(i))).toBe(i);
    }
  });
});

/** Cells with as many corners have each of them in its place, by a part of their size. */
function expectSameRings(a: Partition, b: Partition, tolerance: number): void {
  let compared = 0;
  for (const i of a) {
    const [p, q] = [corners(a, i), corners(b, i)];
    if (p.length !== q.length) continue;
    for (const [k, value] of p.entries()) {
      expect(Math.abs(value - q[k]!), `${a.tree.id(i)}, corner ${k >> 1}`).toBeLessThan(tolerance);
    }
    compared++;
  }
  expect(compared).toBeGreaterThan(0.9 * a.size);
}

/** The corners of a cell in its bounding box, stretched to 1 × 1. */
function corners(map: Partition, i: number): number[] {
  const cell = map.cell(i);
  const { x0, y0, x1, y1 } = map.bounds(i);
  return cell.kind === "polygon"
    ? cell.points.flatMap(([x, y]) => [(x - x0) / (x1 - x0), (y - y0) / (y1 - y0)])
    : [];
}
