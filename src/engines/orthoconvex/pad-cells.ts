import { commonInset } from "../../geometry/rectilinear-inset.ts";
import type { RingCells, WeightedTree } from "../engine.ts";

/**
 * Takes padding off cells that were laid out without it: half the inner padding off every side, and what lies too
 * near the sides of the parent's cell. Where that leaves several pieces of a cell, the largest stays.
 */
export function padCells(tree: WeightedTree, cells: RingCells): void {
  const { padding } = cells;
  if (padding.none) return;
  const { size, firstChild, childCount } = tree;
  const own = new Float64Array(2 * cells.mostCorners);
  const around = new Float64Array(2 * cells.mostCorners);
  let parent = new Float64Array(2 * cells.mostCorners);
  // By how much the first corner of each cell has moved, in the frame of the cell as it was.
  const movedX = new Float64Array(size);
  const movedY = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    if (childCount[i] === 0) continue;
    if (parent.length < 2 * cells.mostCorners) parent = new Float64Array(2 * cells.mostCorners);
    const corners = cells.ring(i, parent);
    const half = padding.inner(i) / 2;
    const margins = {
      left: padding.left(i),
      top: padding.top(i),
      right: padding.right(i),
      bottom: padding.bottom(i),
    };
    const points = around.length < parent.length ? new Float64Array(parent.length) : around;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      const count = cells.corners(c);
      // Where the cell lies in its parent's new frame.
      const x = cells.originX(c) - movedX[i]!;
      const y = cells.originY(c) - movedY[i]!;
      const ring = own.length < 2 * count ? new Float64Array(2 * count) : own;
      cells.ring(c, ring);
      for (let k = 0; k < 2 * corners; k += 2) {
        points[k] = parent[k]! - x;
        points[k + 1] = parent[k + 1]! - y;
      }
      const left =
        count === 0 || corners === 0
          ? null
          : commonInset([
              { points: ring, corners: count, left: half, top: half, right: half, bottom: half },
              { points, corners, ...margins },
            ]);
      if (!left) {
        cells.set(c, 0, 0, ring, 0, 0);
        continue;
      }
      cells.set(c, x, y, left, 0, left.length / 2);
      movedX[c] = left[0]!;
      movedY[c] = left[1]!;
    }
  }
}
