import { grown } from "../growing.ts";
import { eachLoop } from "../loops.ts";
import { ringArea } from "../ring.ts";
import { following, preceding, type RegularTriangulation } from "./triangulation.ts";

/** Part of a side's length within which two crossings of it count as one place. */
const SAME_PLACE = 1e-12;

/** Places where the outline crosses from one cell to the next, by number. */
interface Crossings {
  count: number;
  x: Float64Array;
  y: Float64Array;
  /** How far along the side between the two cells, seen from the canonical one. */
  along: Float64Array;
  /** Half-edge from the site of the cell that is left to that of the next. */
  edge: Int32Array;
  /** Corner of the outline that follows, and the crossing that follows in the same ring. */
  corner: Int32Array;
  next: Int32Array;
}

/** The way of a region's outline through the power cells of a triangulation's sites: all places where it crosses a side. */
export class OutlineWalk {
  outline: Float64Array = new Float64Array(0);
  /** Where each ring of the outline begins, and its corners. */
  rings: [from: number, corners: number][] = [];
  isHole: boolean[] = [];
  readonly crossings: Crossings = {
    count: 0,
    x: new Float64Array(0),
    y: new Float64Array(0),
    along: new Float64Array(0),
    edge: new Int32Array(0),
    corner: new Int32Array(0),
    next: new Int32Array(0),
  };
  /** Rings that lie in one cell as a whole, and that cell. */
  whole: [ring: number, cell: number][] = [];
  #last = 0;
  /** Of each half-edge, the first and the next crossing of its side; lists are held by the lower half-edge. */
  firstOn: Int32Array = new Int32Array(0);
  nextOn: Int32Array = new Int32Array(0);

  /** Sets the outline, as in loops.ts. */
  enter(outline: Float64Array, corners: number): void {
    this.outline = outline;
    this.rings = [];
    eachLoop(outline, 0, corners, (from, count) => this.rings.push([from, count]));
    this.isHole = this.rings.map(([from, count]) => ringArea(outline, from, count) < 0);
    this.#last = 0;
  }

  /** Finds the crossings anew. */
  through(mesh: RegularTriangulation): void {
    this.firstOn = grown(this.firstOn, 3 * mesh.slots).fill(-1, 0, 3 * mesh.slots);
    this.crossings.count = 0;
    this.whole = [];
    this.rings.forEach((_, ring) => this.#walkRing(mesh, ring));
  }

  /** The cell of a point that the walk begins at: from cell to cell, as long as one next to it is nearer. */
  #locate({ count, site, twin, spoke, x, y, w }: RegularTriangulation, px: number, py: number): number {
    let i =
      this.#last < count && spoke[this.#last]! >= 0 ? this.#last : site.find((s) => s >= 0 && s < count)!;
    for (let isNearest = false; !isNearest;) {
      isNearest = true;
      const start = spoke[i]!;
      let e = start;
      const least = (px - x[i]!) ** 2 + (py - y[i]!) ** 2 - w[i]!;
      do {
        const j = site[following(e)]!;
        e = twin[preceding(e)]!;
        if (j >= count) continue;
        const far = (px - x[j]!) ** 2 + (py - y[j]!) ** 2 - w[j]!;
        if (!(far < least)) continue;
        i = j;
        isNearest = false;
        break;
      } while (e !== start);
    }
    return (this.#last = i);
  }

  /** Walks a ring from cell to cell. In the direction of a side, sites only go ahead, so every side comes to an end. */
  #walkRing(mesh: RegularTriangulation, ring: number): void {
    const { count, site, twin, spoke, x, y, w } = mesh;
    const points = this.outline;
    const [from, corners] = this.rings[ring]!;
    const end = from + 2 * corners;
    const first = this.crossings.count;
    let ax = points[from]!;
    let ay = points[from + 1]!;
    let i = this.#locate(mesh, ax, ay);
    const home = i;
    for (let k = from + 2; k <= end; k += 2) {
      const corner = k === end ? from : k;
      const bx = points[corner]!;
      const by = points[corner + 1]!;
      const dx = bx - ax;
      const dy = by - ay;
      for (let t = 0; ;) {
        let exit = -1;
        let least = Infinity;
        const start = spoke[i]!;
        const ix = x[i]!;
        const iy = y[i]!;
        let e = start;
        do {
          const j = site[following(e)]!;
          if (j < count) {
            const nx = x[j]! - ix;
            const ny = y[j]! - iy;
            const limit = 0.5 * (nx * nx + ny * ny + (w[i]! - w[j]!));
            const over = nx * (bx - ix) + ny * (by - iy) - limit;
            if (over > 0) {
              const slope = nx * dx + ny * dy;
              const at = 1 - over / slope;
              if (slope > 0 && at < least) [least, exit] = [at, e];
            }
          }
          e = twin[preceding(e)]!;
        } while (e !== start);
        if (exit < 0) break;
        t = Math.min(1, Math.max(t, least));
        this.#cross(mesh, exit, ax + t * dx, ay + t * dy, corner);
        i = site[following(exit)]!;
      }
      ax = bx;
      ay = by;
    }
    // A ring that begins on a border may come back to its other side.
    if (i !== home) {
      const start = spoke[i]!;
      let e = start;
      do e = twin[preceding(e)]!;
      while (e !== start && site[following(e)] !== home);
      this.#cross(mesh, e, ax, ay, from);
      if (site[following(e)] !== home) this.whole.push([-1, i]);
    }
    const { next, count: last } = this.crossings;
    if (last === first) this.whole.push([ring, i]);
    for (let k = first; k < last; k++) next[k] = k + 1 === last ? first : k + 1;
  }

  #cross(
    { x, y, site, twin }: RegularTriangulation,
    e: number,
    px: number,
    py: number,
    corner: number,
  ): void {
    const all = this.crossings;
    const k = all.count++;
    for (const key of ["x", "y", "along"] as const) all[key] = grown(all[key], all.count);
    for (const key of ["edge", "corner", "next"] as const) all[key] = grown(all[key], all.count);
    this.nextOn = grown(this.nextOn, all.count);
    const low = Math.min(e, twin[e]!);
    const [i, j] = [site[low]!, site[twin[low]!]!];
    all.x[k] = px;
    all.y[k] = py;
    all.along[k] = (y[j]! - y[i]!) * (px - x[i]!) - (x[j]! - x[i]!) * (py - y[i]!);
    all.edge[k] = e;
    all.corner[k] = corner;
    // In order along the side; of two in one place, the one that keeps inside and outside in turn comes first.
    const { along, edge } = all;
    let before = -1;
    let at = this.firstOn[low]!;
    const near = SAME_PLACE * (Math.abs(x[j]! - x[i]!) + Math.abs(y[j]! - y[i]!));
    while (at >= 0 && along[at]! < along[k]! - near) [before, at] = [at, this.nextOn[at]!];
    while (at >= 0 && along[at]! <= along[k]! + near && before >= 0 && (edge[before] === low) === (e === low))
      [before, at] = [at, this.nextOn[at]!];
    while (at >= 0 && along[at]! < along[k]! && before < 0) [before, at] = [at, this.nextOn[at]!];
    this.nextOn[k] = at;
    if (before < 0) this.firstOn[low] = k;
    else this.nextOn[before] = k;
  }
}
