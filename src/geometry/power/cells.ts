import { grown } from "../growing.ts";
import { ringCentroid } from "../ring.ts";
import { following, preceding, triangleOf, type RegularTriangulation } from "./triangulation.ts";

/** Corners of a cell closer together than this part of the cell's size are one corner: rounding parts them. */
const SAME_CORNER = 1e-12;

/** Cells that areas are solved for: in convex rooms, or within regions of any shape. */
export type SiteCells = Pick<
  PowerCells,
  | "areas"
  | "flow"
  | "midX"
  | "midY"
  | "reach"
  | "enter"
  | "measure"
  | "centroid"
  | "ring"
  | "points"
  | "sides"
> & {
  /** Whether cells were in so many pieces when they were measured last that areas cannot be solved for. */
  readonly isTorn?: boolean;
};

/**
 * The power cells of a triangulation's sites within a convex room: their areas, how fast these change with the
 * weights, centroids, rings.
 *
 * A cell whose corners all lie in the room is read off the power centres of the triangles round its site. The
 * others are cut from the room by the bisectors with their neighbours: their corners may be very far out, and
 * numbers there would be worth little.
 */
export class PowerCells {
  /** Area of each site's cell within the room. */
  areas: Float64Array = new Float64Array(0);
  /** Of each half-edge: length of the side between the two cells in the room / (2 × distance of the sites). */
  flow: Float64Array = new Float64Array(0);
  /** Whether a cell had to be cut from the room. */
  isCut: Uint8Array = new Uint8Array(0);
  /** A disk within the room, which most power centres lie in. */
  midX: number = 0;
  midY: number = 0;
  reach: number = 0;
  /** The ring last made by `ring` or `cutRing`, at the front. */
  points: Float64Array = new Float64Array(256);
  /** The half-edge towards the neighbour beyond each side, from corner k to k + 1; −1 − k for side k of the room. */
  sides: Int32Array = new Int32Array(128);

  /** Power centre of each triangle, and whether it lies in the room. */
  #centreX: Float64Array = new Float64Array(0);
  #centreY: Float64Array = new Float64Array(0);
  #isInside: Uint8Array = new Uint8Array(0);
  #nextPoints: Float64Array = new Float64Array(256);
  #nextSides: Int32Array = new Int32Array(128);

  #room: Float64Array = new Float64Array(0);
  #corners = 0;

  /** Sets the room: a convex ring, counter-clockwise as drawn. */
  enter(room: Float64Array, corners: number): void {
    this.#room = room;
    this.#corners = corners;
    let sumX = 0;
    let sumY = 0;
    for (let k = 0; k < 2 * corners; k += 2) {
      sumX += room[k]!;
      sumY += room[k + 1]!;
    }
    this.midX = sumX / corners;
    this.midY = sumY / corners;
    let least = Infinity;
    let [ax, ay] = [room[2 * corners - 2]!, room[2 * corners - 1]!];
    for (let k = 0; k < 2 * corners; k += 2) {
      const [bx, by] = [room[k]!, room[k + 1]!];
      const [dx, dy] = [bx - ax, by - ay];
      const depth = (dx * (ay - this.midY) - dy * (ax - this.midX)) / Math.hypot(dx, dy);
      if (depth < least) least = depth;
      [ax, ay] = [bx, by];
    }
    this.reach = Math.max(least, 0);
  }

  /** Measures the cells: sets `areas`, `flow` and `isCut`. A hidden site has no area. */
  measure(mesh: RegularTriangulation): void {
    this.#reserve(mesh);
    this.#findCentres(mesh);
    this.#addUpSides(mesh);
    const { count, spoke } = mesh;
    for (let i = 0; i < count; i++) {
      if (spoke[i]! < 0) this.areas[i] = 0;
      else if (this.isCut[i] === 1) this.areas[i] = this.#measureCut(mesh, i);
    }
  }

  /** Writes the centroid of the cell of site i to `out[0]`, `out[1]`; it must have an area. */
  centroid(mesh: RegularTriangulation, i: number, out: Float64Array): void {
    const corners = this.#outline(mesh, i);
    ringCentroid(this.points, 0, corners, out);
  }

  /** Leaves the ring of the cell of site i in `points` and `sides`, without corners that only rounding parts; returns its number of corners. */
  ring(mesh: RegularTriangulation, i: number): number {
    const corners = this.#outline(mesh, i);
    const { points, sides } = this;
    const least = SAME_CORNER * SAME_CORNER * this.areas[i]!;
    let kept = 0;
    for (let k = 0; k < corners; k++) {
      const next = k + 1 === corners ? 0 : k + 1;
      const dx = points[2 * next]! - points[2 * k]!;
      const dy = points[2 * next + 1]! - points[2 * k + 1]!;
      if (dx * dx + dy * dy <= least) continue;
      points[2 * kept] = points[2 * k]!;
      points[2 * kept + 1] = points[2 * k + 1]!;
      sides[kept] = sides[k]!;
      kept++;
    }
    return kept;
  }

  #outline(mesh: RegularTriangulation, i: number): number {
    return this.isCut[i] === 1 ? this.cutRing(mesh, i) : this.#joinCentres(mesh, i);
  }

  #reserve({ count, slots }: RegularTriangulation): void {
    this.areas = grown(this.areas, count);
    this.isCut = grown(this.isCut, count + 4);
    if (this.#isInside.length < slots) {
      this.#centreX = new Float64Array(2 * slots);
      this.#centreY = new Float64Array(2 * slots);
      this.#isInside = new Uint8Array(2 * slots);
      this.flow = new Float64Array(6 * slots);
    }
  }

  /** Finds the power centres, and marks the cells that have one outside the room. */
  #findCentres({ count, slots, site, x, y, w }: RegularTriangulation): void {
    const { isCut } = this;
    isCut.fill(0, 0, count + 3);
    for (let t = 0, e = 0; t < slots; t++, e += 3) {
      const a = site[e]!;
      if (a < 0) continue;
      const b = site[e + 1]!;
      const c = site[e + 2]!;
      let isInside = false;
      if (a < count && b < count && c < count) {
        const ax = x[a]!;
        const ay = y[a]!;
        const bx = x[b]! - ax;
        const by = y[b]! - ay;
        const cx = x[c]! - ax;
        const cy = y[c]! - ay;
        const aw = w[a]!;
        const fromB = bx * bx + by * by + (aw - w[b]!);
        const fromC = cx * cx + cy * cy + (aw - w[c]!);
        const scale = 0.5 / (bx * cy - by * cx);
        const px = ax + scale * (fromB * cy - fromC * by);
        const py = ay + scale * (bx * fromC - cx * fromB);
        this.#centreX[t] = px;
        this.#centreY[t] = py;
        isInside = this.#holds(px, py);
      }
      this.#isInside[t] = isInside ? 1 : 0;
      if (!isInside) isCut[a] = isCut[b] = isCut[c] = 1;
    }
  }

  #holds(px: number, py: number): boolean {
    const fromMidX = px - this.midX;
    const fromMidY = py - this.midY;
    if (fromMidX * fromMidX + fromMidY * fromMidY <= this.reach * this.reach) return true;
    const room = this.#room;
    const end = 2 * this.#corners;
    let ax = room[end - 2]! - px;
    let ay = room[end - 1]! - py;
    for (let k = 0; k < end; k += 2) {
      const bx = room[k]! - px;
      const by = room[k + 1]! - py;
      // Written so that a centre that is no number lies outside.
      if (!(ay * bx - ax * by >= 0)) return false;
      ax = bx;
      ay = by;
    }
    return true;
  }

  /** Takes the sides that lie in the room with both ends, and adds up the areas of the cells that are not cut. */
  #addUpSides({ count, slots, site, twin, x, y, w }: RegularTriangulation): void {
    const { areas, flow, isCut } = this;
    const isInside = this.#isInside;
    const centreX = this.#centreX;
    const centreY = this.#centreY;
    areas.fill(0, 0, count);
    for (let e = 0; e < 3 * slots; e++) {
      const other = twin[e]!;
      if (other < e) continue;
      flow[e] = flow[other] = 0;
      const s = triangleOf(e);
      const t = triangleOf(other);
      if (isInside[s] === 0 || isInside[t] === 0) continue;
      const i = site[e]!;
      const j = site[other]!;
      const dx = x[j]! - x[i]!;
      const dy = y[j]! - y[i]!;
      const squared = dx * dx + dy * dy;
      const alongY = centreY[s]! - centreY[t]!;
      const alongX = centreX[s]! - centreX[t]!;
      const share = (dy * alongX - dx * alongY) / (2 * squared);
      flow[e] = flow[other] = share > 0 ? share : 0;
      const lean = w[i]! - w[j]!;
      if (isCut[i] === 0) areas[i]! += 0.5 * share * (squared + lean);
      if (isCut[j] === 0) areas[j]! += 0.5 * share * (squared - lean);
    }
  }

  /** Cuts the cell of site i from the room, notes the lengths of its sides, and returns its area. */
  #measureCut(mesh: RegularTriangulation, i: number): number {
    const corners = this.cutRing(mesh, i);
    if (corners < 3) return 0;
    const { x, y, site, twin } = mesh;
    const { points, sides, flow } = this;
    const x0 = points[0]!;
    const y0 = points[1]!;
    let twice = 0;
    let px = 0;
    let py = 0;
    for (let k = 0; k < corners; k++) {
      const next = k + 1 === corners ? 0 : 2 * k + 2;
      const qx = points[next]! - x0;
      const qy = points[next + 1]! - y0;
      twice += py * qx - px * qy;
      const e = sides[k]!;
      if (e >= 0) {
        const other = twin[e]!;
        if (this.#isInside[triangleOf(e)] === 0 || this.#isInside[triangleOf(other)] === 0) {
          const j = site[other]!;
          const dx = x[j]! - x[i]!;
          const dy = y[j]! - y[i]!;
          const lengthX = qx - px;
          const lengthY = qy - py;
          const length = Math.sqrt(lengthX * lengthX + lengthY * lengthY);
          flow[e] = flow[other] = length / (2 * Math.sqrt(dx * dx + dy * dy));
        }
      }
      px = qx;
      py = qy;
    }
    return twice / 2;
  }

  /** Leaves the ring of the cell of site i, cut from the room, in `points` and `sides`; returns its number of corners, 0 if nothing is left. */
  cutRing({ count, site, twin, spoke, x, y, w }: RegularTriangulation, i: number): number {
    let corners = this.#takeRoom();
    const start = spoke[i]!;
    if (start < 0) return 0;
    const ix = x[i]!;
    const iy = y[i]!;
    const iw = w[i]!;
    let e = start;
    do {
      const j = site[following(e)]!;
      if (j < count) {
        const nx = x[j]! - ix;
        const ny = y[j]! - iy;
        const limit = 0.5 * (nx * nx + ny * ny + (iw - w[j]!));
        corners = this.#cut(corners, ix, iy, nx, ny, limit, e);
        if (corners === 0) return 0;
      }
      // Round the site: over the twin of the half-edge that ends here. Sites have triangles all round.
      e = twin[preceding(e)]!;
    } while (e !== start);
    return corners;
  }

  #takeRoom(): number {
    const corners = this.#corners;
    const room = this.#room;
    const { points, sides } = this.#reserveRing(corners + 1);
    for (let k = 0; k < corners; k++) {
      points[2 * k] = room[2 * k]!;
      points[2 * k + 1] = room[2 * k + 1]!;
      sides[k] = -1 - k;
    }
    return corners;
  }

  /** Keeps the part of the ring where n · (p − i) ≤ limit; the new side is labelled `label`. */
  #cut(
    corners: number,
    ix: number,
    iy: number,
    nx: number,
    ny: number,
    limit: number,
    label: number,
  ): number {
    const { points, sides } = this.#reserveRing(corners + 1);
    const first = nx * (points[0]! - ix) + ny * (points[1]! - iy) - limit;
    let over = first;
    let isWhole = over <= 0;
    for (let k = 1; k < corners && isWhole; k++) {
      isWhole = nx * (points[2 * k]! - ix) + ny * (points[2 * k + 1]! - iy) - limit <= 0;
    }
    if (isWhole) return corners;
    const out = this.#nextPoints;
    const outSides = this.#nextSides;
    let kept = 0;
    for (let k = 0; k < corners; k++) {
      const next = k + 1 === corners ? 0 : k + 1;
      const ax = points[2 * k]!;
      const ay = points[2 * k + 1]!;
      const bx = points[2 * next]!;
      const by = points[2 * next + 1]!;
      const nextOver = next === 0 ? first : nx * (bx - ix) + ny * (by - iy) - limit;
      if (over <= 0) {
        out[2 * kept] = ax;
        out[2 * kept + 1] = ay;
        outSides[kept++] = over === 0 && nextOver > 0 ? label : sides[k]!;
      }
      if ((over < 0 && nextOver > 0) || (over > 0 && nextOver < 0)) {
        const t = over / (over - nextOver);
        out[2 * kept] = ax + t * (bx - ax);
        out[2 * kept + 1] = ay + t * (by - ay);
        outSides[kept++] = over < 0 ? label : sides[k]!;
      }
      over = nextOver;
    }
    this.#nextPoints = points;
    this.#nextSides = sides;
    this.points = out;
    this.sides = outSides;
    return kept >= 3 ? kept : 0;
  }

  /** The power centres round site i. */
  #joinCentres({ twin, spoke }: RegularTriangulation, i: number): number {
    const start = spoke[i]!;
    let e = start;
    let corners = 0;
    do {
      const { points, sides } = this.#reserveRing(corners + 1);
      const t = triangleOf(e);
      points[2 * corners] = this.#centreX[t]!;
      points[2 * corners + 1] = this.#centreY[t]!;
      // The next centre lies beyond the half-edge that ends here: its twin leads to the neighbour between the two.
      e = twin[preceding(e)]!;
      sides[corners++] = e;
    } while (e !== start);
    return corners;
  }

  /** Makes room for rings of that many corners. */
  #reserveRing(corners: number): this {
    if (this.sides.length < corners || this.#nextSides.length < corners) {
      this.points = grown(this.points, 2 * corners);
      this.sides = grown(this.sides, corners);
      this.#nextPoints = grown(this.#nextPoints, 2 * corners);
      this.#nextSides = grown(this.#nextSides, corners);
    }
    return this;
  }
}
