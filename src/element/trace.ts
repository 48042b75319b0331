import type { Partition, PathSink } from "../index.ts";
import type { Similarity } from "./similarity.ts";

/** Corners farther off the screen than this, in pixels, are beyond what browsers draw exactly. */
const FARTHEST = 1e5;

/** Traces the cell of a node whose frame lies at a place on the screen. */
export function tracePlaced(map: Partition, node: number, { scale, x, y }: Similarity, path: PathSink): void {
  const ring = new Float64Array(2 * Math.max(map.cells.mostCorners, 1));
  const corners = map.cells.corners(node) && map.cells.ring(node, ring);
  for (let k = 0; k < 2 * corners; k += 2) {
    const u = near(ring[k]! * scale + x);
    const v = near(ring[k + 1]! * scale + y);
    if (k === 0) path.moveTo(u, v);
    else path.lineTo(u, v);
  }
  if (corners > 0) path.closePath();
}

function near(along: number): number {
  return Math.min(FARTHEST, Math.max(-FARTHEST, along));
}

/** The outline of a cell as the data of an SVG path. */
export function pathData(map: Partition, node: number, place: Similarity): string {
  let data = "";
  tracePlaced(map, node, place, {
    moveTo: (x, y) => (data += `M${x.toFixed(2)} ${y.toFixed(2)}`),
    lineTo: (x, y) => (data += `L${x.toFixed(2)} ${y.toFixed(2)}`),
    closePath: () => (data += "Z"),
  });
  return data;
}
