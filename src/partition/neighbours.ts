import { ringBounds } from "../geometry/ring.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells } from "./cells.ts";
import type { Ring } from "./ring-cells.ts";

/** Cells nearer than this part of the side of a square as large as all of them look like neighbours. */
const NEAR = 0.012;

/** A cell's corners in the frame of its parent, and the box around them. */
type Outline = Readonly<Ring & ReturnType<typeof ringBounds>>;

/**
 * For each child of a node, by its place, the places of the siblings that lie beside it: with a side or a corner in
 * common, or with a narrow gap between. Time: quadratic in the children.
 */
export function neighboursOf(tree: WeightedTree, parent: number, cells: Cells): number[][] {
  const first = tree.firstChild[parent]!;
  const outlines = Array.from({ length: tree.childCount[parent]! }, (_, k) => outlineOf(cells, first + k));
  const near = NEAR * Math.sqrt(cells.area(parent));
  const neighbours: number[][] = outlines.map(() => []);
  for (const [k, a] of outlines.entries()) {
    for (let j = 0; j < k; j++) {
      if (!areNear(a, outlines[j]!, near)) continue;
      neighbours[k]!.push(j);
      neighbours[j]!.push(k);
    }
  }
  return neighbours;
}

function outlineOf(cells: Cells, i: number): Outline {
  const points = new Float64Array(2 * Math.max(cells.mostCorners, 4));
  const corners = cells.corners(i) === 0 ? 0 : cells.ring(i, points);
  for (let k = 0; k < 2 * corners; k += 2) {
    points[k]! += cells.originX(i);
    points[k + 1]! += cells.originY(i);
  }
  return { points, corners, ...ringBounds(points, 0, corners) };
}

function areNear(a: Outline, b: Outline, near: number): boolean {
  if (a.corners === 0 || b.corners === 0) return false;
  if (a.x0 > b.x1 + near || b.x0 > a.x1 + near || a.y0 > b.y1 + near || b.y0 > a.y1 + near) return false;
  return isCornerNear(a, b, near) || isCornerNear(b, a, near);
}

/** Of outlines that do not overlap, those are nearest to each other at a corner of one. */
function isCornerNear(a: Outline, b: Outline, near: number): boolean {
  for (let k = 0; k < 2 * a.corners; k += 2) {
    const x = a.points[k]!;
    const y = a.points[k + 1]!;
    let px = b.points[2 * b.corners - 2]!;
    let py = b.points[2 * b.corners - 1]!;
    for (let j = 0; j < 2 * b.corners; j += 2) {
      const qx = b.points[j]!;
      const qy = b.points[j + 1]!;
      if (squaredDistance(x, y, px, py, qx, qy) <= near * near) return true;
      px = qx;
      py = qy;
    }
  }
  return false;
}

/** From a point to the side between p and q. */
function squaredDistance(x: number, y: number, px: number, py: number, qx: number, qy: number): number {
  const dx = qx - px;
  const dy = qy - py;
  const length = dx * dx + dy * dy;
  const t = length > 0 ? Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / length)) : 0;
  const ex = px + t * dx - x;
  const ey = py + t * dy - y;
  return ex * ex + ey * ey;
}
