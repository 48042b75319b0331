import { diameterSquared } from "../geometry/diameter.ts";
import { enclosingRadius } from "../geometry/enclosing-circle.ts";
import { inscribedRadius } from "../geometry/inscribed-circle.ts";
import { pole } from "../geometry/pole.ts";
import { rectilinearInscribedRadius } from "../geometry/rectilinear.ts";
import { ringArea, ringBounds } from "../geometry/ring.ts";
import { isConvexRing } from "../geometry/simple-rings.ts";
import type { Shape } from "../partition/cells.ts";
import type { Partition } from "../partition/partition.ts";

/** The four measures of how far a cell is from round; all are at least 1 and do not depend on its size. */
export interface CellShape {
  /** diameter² / area: square 2, regular hexagon 1.54, disk 1.27. */
  asp: number;
  /** Longer / shorter side of the bounding box. */
  side: number;
  /** (longest side of the bounding box)² / area. */
  box: number;
  /** Radius of the smallest enclosing circle / radius of the largest inscribed circle. */
  round: number;
}

/** Measures one cell after the other, each in its own frame, so that depth and place cost no precision. */
export function shapeReader(map: Partition): (i: number, out: CellShape) => boolean {
  const ring = new Float64Array(2 * Math.max(map.cells.mostCorners, 4));
  return read;

  /** Writes the measures of cell i to `out`; false if the cell is empty. */
  function read(i: number, out: CellShape): boolean {
    const { cells } = map;
    const corners = cells.ring(i, ring);
    if (corners === 0 || !(cells.area(i) > 0)) return false;
    if (cells.shape === "rect") return rectangleShape(ring[4]!, ring[5]!, out);
    return ringShape(ring, corners, INSCRIBED[cells.shape], out);
  }
}

/** Radii of the largest inscribed circles, by the kind of outlines. */
const INSCRIBED: Readonly<Record<Shape, (ring: Float64Array, from: number, corners: number) => number>> = {
  rect: inscribedRadius,
  convex: inscribedRadius,
  rectilinear: (ring, from, corners) =>
    corners === 4 ? inscribedRadius(ring, from, corners) : rectilinearInscribedRadius(ring, from, corners),
  simple: (ring, from, corners) =>
    isConvexRing(ring, corners) ? inscribedRadius(ring, from, corners) : pole(ring, from, corners).radius,
};

function rectangleShape(width: number, height: number, out: CellShape): boolean {
  const ratio = width > height ? width / height : height / width;
  out.asp = ratio + 1 / ratio;
  out.side = ratio;
  out.box = ratio;
  out.round = Math.sqrt(ratio * ratio + 1);
  return true;
}

function ringShape(
  ring: Float64Array,
  corners: number,
  inscribed: (ring: Float64Array, from: number, corners: number) => number,
  out: CellShape,
): boolean {
  const shorter = scaleToUnit(ring, corners);
  const area = ringArea(ring, 0, corners);
  if (!(area > 0)) return false;
  const radius = inscribed(ring, 0, corners);
  out.asp = diameterSquared(ring, 0, corners) / area;
  out.side = 1 / shorter;
  out.box = 1 / area;
  out.round = enclosingRadius(ring, 0, corners) / radius;
  return true;
}

/**
 * Scales a ring so that its bounding box has a longer side of 1, and returns the shorter one. The measures take
 * products of up to four lengths, which would underflow for the cells of deep trees.
 */
function scaleToUnit(ring: Float64Array, corners: number): number {
  const { x0, y0, x1, y1 } = ringBounds(ring, 0, corners);
  const width = x1 - x0;
  const height = y1 - y0;
  const longer = width > height ? width : height;
  for (let k = 0; k < 2 * corners; k++) ring[k]! /= longer;
  return (width > height ? height : width) / longer;
}
