import { treemap, type HierarchyNode, type HierarchyRectangularNode } from "d3-hierarchy";
import { weightedTree, type Partition, type WeightedTree } from "marquetry";
import { expect } from "vitest";

/** The tree of a d3 hierarchy, in its order. */
export function treeOf<T>(root: HierarchyNode<T>): WeightedTree {
  return weightedTree<HierarchyNode<T>>(root, { sort: null });
}

/** Difference of coordinates that passes, relative to the container's longer side. */
const ROUNDING = 1e-9;

/**
 * Lays the hierarchy out by d3-hierarchy and compares cell by cell with `map`, which was made of the same one.
 * Where d3 leaves no area, or none but that of its rounding, only the area is compared: the place of an empty
 * cell has no meaning.
 */
export function expectSameCells<T>(
  map: Partition,
  root: HierarchyNode<T>,
  d3: ReturnType<typeof treemap<T>>,
  allowed: number = ROUNDING * Math.max(...d3.size()),
): void {
  const laid = d3(root);
  const ours: HierarchyRectangularNode<T>[] = [];
  for (const i of map) ours.push(map.tree.data(i) as HierarchyRectangularNode<T>);
  expect(ours).toHaveLength(laid.descendants().length);
  for (const [i, node] of ours.entries()) {
    const cell = map.cell(i);
    if (cell.kind !== "rect") throw new Error("a rectangle was expected");
    if (node.value === 0 || (node.x1 - node.x0) * (node.y1 - node.y0) === 0) {
      expect(map.area(i), `area of cell ${i}`).toBeLessThanOrEqual(allowed * Math.max(...d3.size()));
      continue;
    }
    for (const side of ["x0", "y0", "x1", "y1"] as const) {
      const difference = Math.abs(cell[side] - node[side]);
      if (!(difference <= allowed)) {
        expect.fail(`${side} of cell ${i} of ${map.size} is ${cell[side]}, in d3 ${node[side]}`);
      }
    }
  }
}
