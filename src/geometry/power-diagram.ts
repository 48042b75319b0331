import { MarquetryError, show } from "../errors.ts";
import { PowerCells } from "./power/cells.ts";
import { readFrame, type Frame, type Point } from "./power/frame.ts";
import { toGrid } from "./power/predicates.ts";
import { RegularTriangulation } from "./power/triangulation.ts";
import { ringCentroid } from "./ring.ts";

export type { Point };

/** Weights are at most this far apart in the frame; a site below is hidden everywhere in it, where no two points have a squared distance above 8. */
const HIDDEN_BELOW = 9;

/** Sites, triangulated and measured. */
interface Measured {
  readonly mesh: RegularTriangulation;
  readonly cells: PowerCells;
  readonly frame: Frame;
  /** The place of each site in the mesh, or −1, and the site at each place. */
  readonly place: Int32Array;
  readonly site: Int32Array;
}

/** A power diagram within a convex region: what {@link powerDiagram} returns. */
export class PowerDiagram {
  /** Number of sites. */
  readonly size: number;
  readonly #measured: Measured;

  /** Made by {@link powerDiagram} and {@link solveAreas}. */
  constructor(measured: Measured) {
    this.size = measured.place.length;
    this.#measured = measured;
  }

  /** Corners of the cell of site `i`: an open ring, counter-clockwise as drawn with y downwards; none if it is empty. */
  cell(i: number): [x: number, y: number][] {
    const corners = this.#ring(i);
    const { cells, frame } = this.#measured;
    const { points } = cells;
    return Array.from({ length: corners }, (_, k) => [
      points[2 * k]! / frame.scale + frame.x0,
      points[2 * k + 1]! / frame.scale + frame.y0,
    ]);
  }

  /** Area of the cell of site `i`. */
  area(i: number): number {
    const place = this.#place(i);
    const { cells, frame } = this.#measured;
    return place < 0 ? 0 : cells.areas[place]! / frame.scale / frame.scale;
  }

  /** Whether site `i` has no cell in the region: others are nearer everywhere, or it coincides with one of at least its weight. */
  isEmpty(i: number): boolean {
    return !(this.area(i) > 0);
  }

  /** Centroid of the cell of site `i`; not a number if it is empty. */
  centroid(i: number): [x: number, y: number] {
    const corners = this.#ring(i);
    if (corners === 0) return [NaN, NaN];
    const { cells, frame } = this.#measured;
    const out = new Float64Array(2);
    ringCentroid(cells.points, 0, corners, out);
    return [out[0]! / frame.scale + frame.x0, out[1]! / frame.scale + frame.y0];
  }

  /** The sites whose cells share a side with that of site `i` within the region, in order round the cell. */
  neighbours(i: number): number[] {
    const corners = this.#ring(i);
    const { cells, mesh, site } = this.#measured;
    const found: number[] = [];
    for (let k = 0; k < corners; k++) {
      const e = cells.sides[k]!;
      if (e >= 0) found.push(site[mesh.site[mesh.twin[e]!]!]!);
    }
    return found;
  }

  /** The ring of a cell, in the frame; returns the number of its corners. */
  #ring(i: number): number {
    const place = this.#place(i);
    const { cells, mesh } = this.#measured;
    return place < 0 || !(cells.areas[place]! > 0) ? 0 : cells.ring(mesh, place);
  }

  #place(i: number): number {
    if (Number.isInteger(i) && i >= 0 && i < this.size) return this.#measured.place[i]!;
    const message = `no site ${show(i)}: the diagram has sites 0 to ${this.size - 1}`;
    throw new MarquetryError("bad-input", message, { value: i });
  }
}

/**
 * The power diagram of weighted sites within a convex region: each point belongs to the site of least
 * |point − site|² − weight. With equal weights it is the Voronoi diagram.
 *
 * Sites may lie anywhere, on a line, on a circle, in the same place. Cells are convex and cover the region; a site
 * may have none. The diagram is the dual of a regular triangulation, built one site after the other with exact
 * predicates (Edelsbrunner and Shah, 1996; Shewchuk, 1997). Sites are rounded to 2⁻⁴⁶ of the extent of sites and
 * region together, about 1.4 × 10⁻¹⁴, and those that then coincide count as one. Time: n log n as a rule.
 *
 * @param sites - `[x, y]` of each
 * @param weights - one number a site, in squared units of length; null for none
 * @param region - corners of a convex polygon in order, either way round
 * @throws MarquetryError `bad-input` if a coordinate or weight is no finite number or weights are missing,
 * `bad-container` or `container-not-convex` for the region
 * @example
 * const diagram = powerDiagram([[1, 1], [3, 1], [2, 3]], [0, 0, 1], [[0, 0], [4, 0], [4, 4], [0, 4]]);
 * console.log(diagram.cell(2), diagram.neighbours(2));
 */
export function powerDiagram(
  sites: readonly Point[],
  weights: ArrayLike<number> | null,
  region: readonly Point[],
): PowerDiagram {
  const frame = readFrame(sites, region);
  const count = sites.length;
  if (weights !== null && weights?.length !== count) {
    const message = `powerDiagram takes a weight for each of ${count} sites, or null, not ${show(weights)}`;
    throw new MarquetryError("bad-input", message, { value: weights });
  }
  const own = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const weight = weights === null ? 0 : weights[i]!;
    if (!Number.isFinite(weight)) {
      throw new MarquetryError("bad-input", `the weight of site ${i} is ${show(weight)}`, { value: weight });
    }
    own[i] = weight * frame.scale * frame.scale;
    if (Number.isFinite(own[i])) continue;
    const message = `the weight of site ${i}, ${weight}, is too great for a region so small`;
    throw new MarquetryError("bad-input", message, { value: weight });
  }
  const most = own.reduce((a, b) => Math.max(a, b), -Infinity);
  const site = Int32Array.from(own.keys()).filter((i) => own[i]! >= most - HIDDEN_BELOW);
  const place = new Int32Array(count).fill(-1);
  const mesh = new RegularTriangulation();
  mesh.reserve(site.length);
  for (const [k, i] of site.entries()) {
    place[i] = k;
    mesh.x[k] = toGrid(frame.sites[2 * i]!);
    mesh.y[k] = toGrid(frame.sites[2 * i + 1]!);
    mesh.w[k] = own[i]! - most;
  }
  mesh.build();
  const cells = new PowerCells();
  cells.enter(frame.room, frame.corners);
  cells.measure(mesh);
  return new PowerDiagram({ mesh, cells, frame, place, site });
}
