import { grown } from "../growing.ts";
import { hilbertOrder } from "./hilbert.ts";
import { orient, powerTest, powerTestRounded } from "./predicates.ts";

const NONE = -1;
/** Corners of the triangle around all sites, which lie within −1 … 1. They count as sites of weight `OUTER_WEIGHT`. */
const OUTER_X = [-32, 0, 32];
const OUTER_Y = [-24, 40, -24];
const OUTER = 3;
/** So low that no point near the sites is in the cell of an outer corner, whatever weights between −10 and 10 are. */
const OUTER_WEIGHT = 0;
/** Weights below this are taken as 0: products of smaller numbers with differences of coordinates would underflow. */
const LEAST_WEIGHT = 2 ** -200;
/** Flips per triangle after which a repair gives way to building anew. */
const MOST_FLIPS = 20;

/**
 * The regular triangulation of weighted sites: the dual of their power diagram.
 *
 * Half-edge e starts at site `site[e]` and belongs to triangle ⌊e / 3⌋, whose three half-edges run
 * counter-clockwise as drawn with y downwards; `twin[e]` is the half-edge in the other direction, or −1 at the
 * border. Sites `count` … `count` + 2 are those of a triangle far around all others. A slot of a triangle may be
 * empty: its `site` is −1.
 *
 * Coordinates lie within −1 … 1, on the grid of the predicates; weights within −10 … 10.
 *
 * Built as by Edelsbrunner and Shah, Incremental topological flipping works for regular triangulations (1996), but
 * with the region of triangles in conflict with a new site taken out at once, as Bowyer and Watson do. With exact
 * predicates that region is a star round the site, ties included: a triangle in doubt counts as not in conflict.
 */
export class RegularTriangulation {
  x: Float64Array = new Float64Array(0);
  y: Float64Array = new Float64Array(0);
  w: Float64Array = new Float64Array(0);
  count = 0;
  site: Int32Array = new Int32Array(0);
  twin: Int32Array = new Int32Array(0);
  /** Number of triangle slots in use. */
  slots = 0;
  /** A half-edge that starts at each site, or −1 where the site is hidden: it has no cell. */
  spoke: Int32Array = new Int32Array(0);
  /** Number of sites without a cell. */
  hidden = 0;

  #order: Int32Array = new Int32Array(0);
  #mark: Int32Array = new Int32Array(0);
  #stamp = 0;
  #stack: Int32Array = new Int32Array(64);
  /** The outline of a region in conflict: half-edges of the triangles outside it, or −1, and their sites. */
  #rim: Int32Array = new Int32Array(192);
  /** The triangles of the region, whose slots the new ones take, and the slots free for others. */
  #region: Int32Array = new Int32Array(64);
  #free: number[] = [];
  #triangles = 0;
  #edges = 0;
  /** The two halves of the edge last flipped. */
  #flippedA = 0;
  #flippedB = 0;
  /** The new triangle whose rim edge starts at each site. */
  #fan: Int32Array = new Int32Array(0);

  /** Makes room for sites; what was there is lost. */
  reserve(count: number): void {
    this.count = count;
    if (this.x.length >= count + OUTER) return;
    const sites = Math.ceil(1.5 * count) + OUTER;
    this.x = new Float64Array(sites);
    this.y = new Float64Array(sites);
    this.w = new Float64Array(sites);
    this.spoke = new Int32Array(sites);
    this.#fan = new Int32Array(sites);
    // A triangulation of v sites within a triangle has 2 v − 5 triangles.
    this.site = new Int32Array(6 * sites);
    this.twin = new Int32Array(6 * sites);
    this.#mark = new Int32Array(2 * sites);
  }

  /**
   * Triangulates the sites anew.
   *
   * @param haveMoved - whether these are the sites of the build before, moved a little: they are inserted in the
   * same order
   */
  build(haveMoved: boolean = false): void {
    const { count, x, y, w, site, twin, spoke } = this;
    for (let k = 0; k < OUTER; k++) {
      x[count + k] = OUTER_X[k]!;
      y[count + k] = OUTER_Y[k]!;
      w[count + k] = OUTER_WEIGHT;
      site[k] = count + k;
      twin[k] = NONE;
    }
    for (let i = 0; i < count; i++) if (Math.abs(w[i]!) < LEAST_WEIGHT) w[i] = 0;
    this.slots = 1;
    this.#free.length = 0;
    this.#mark.fill(0, 0, 2 * (count + OUTER));
    this.#stamp = 0;
    let near = 0;
    if (!haveMoved) this.#order = hilbertOrder(x, y, count);
    for (let k = 0; k < count; k++) near = this.#insert(this.#order[k]!, near);
    spoke.fill(NONE, 0, count + OUTER);
    for (let e = 0; e < 3 * this.slots; e++) if (site[e]! >= 0) spoke[site[e]!] = e;
    let hidden = 0;
    for (let i = 0; i < count; i++) if (spoke[i] === NONE) hidden++;
    this.hidden = hidden;
  }

  /** Whether every triangle still runs counter-clockwise, after sites have moved. */
  isPlane(): boolean {
    const { x, y, site, slots } = this;
    for (let e = 0; e < 3 * slots; e += 3) {
      const a = site[e]!;
      if (a < 0) continue;
      const b = site[e + 1]!;
      const c = site[e + 2]!;
      if (!(orient(x[a]!, y[a]!, x[b]!, y[b]!, x[c]!, y[c]!) > 0)) return false;
    }
    return true;
  }

  /**
   * Makes a plane triangulation of all sites regular again after weights have changed, by flips of edges.
   *
   * Only flips that are right beyond doubt are made, and each lowers the surface that the triangulation lifts to,
   * so they come to an end. Where rounding leaves a doubt the edge has next to no length in the diagram.
   *
   * @returns false if an edge is in the way that cannot be flipped: a site has lost its cell, or only building anew
   * will help
   */
  repair(): boolean {
    const { twin, slots } = this;
    let left = MOST_FLIPS * slots;
    for (let isStuck = true; isStuck;) {
      isStuck = false;
      const before = left;
      for (let e = 0; e < 3 * slots; e++) {
        if (twin[e]! < e) continue;
        let top = 0;
        this.#stack[top++] = e;
        while (top > 0) {
          const outcome = this.#flip(this.#stack[--top]!);
          if (outcome === 0) continue;
          if (outcome === NONE) {
            isStuck = true;
            continue;
          }
          if (--left < 0) return false;
          top = this.#pushSides(this.#flippedA, this.#flippedB, top);
        }
      }
      if (isStuck && left === before) return false;
    }
    return true;
  }

  /** The four sides of two triangles that share half-edges a and b go onto the stack. */
  #pushSides(a: number, b: number, top: number): number {
    const stack = (this.#stack = grown(this.#stack, top + 4));
    stack[top] = following(a);
    stack[top + 1] = preceding(a);
    stack[top + 2] = following(b);
    stack[top + 3] = preceding(b);
    return top + 4;
  }

  /**
   * Flips half-edge e if it is surely not regular: 1 if so, 0 if it stays, −1 if it should go but cannot.
   *
   * ```text
   *        c                    c
   *      ↗   ↖                ↗ ║ ↖
   *    b ←─e── a     →       b  ║  a
   *      ↘   ↙                ↘ ║ ↙
   *        d                    d
   * ```
   */
  #flip(e: number): -1 | 0 | 1 {
    const { x, y, w, site, twin, spoke } = this;
    const t = twin[e]!;
    if (t < 0) return 0;
    const bc = following(e);
    const ca = preceding(e);
    const ad = following(t);
    const db = preceding(t);
    const a = site[e]!;
    const b = site[t]!;
    const c = site[ca]!;
    const d = site[db]!;
    if (!(powerTestRounded(x, y, w, a, b, c, d) > 0)) return 0;
    if (!(orient(x[c]!, y[c]!, x[a]!, y[a]!, x[d]!, y[d]!) > 0)) return NONE;
    if (!(orient(x[d]!, y[d]!, x[b]!, y[b]!, x[c]!, y[c]!) > 0)) return NONE;
    // Slots: e becomes d → b, t becomes c → a; what was c → a becomes c → d, what was d → b becomes d → c.
    site[e] = d;
    site[t] = c;
    link(twin, e, twin[db]!);
    link(twin, t, twin[ca]!);
    twin[ca] = db;
    twin[db] = ca;
    spoke[a] = ad;
    spoke[b] = bc;
    this.#flippedA = ca;
    this.#flippedB = db;
    return 1;
  }

  /** Inserts site p, looking for its place from triangle `near` on, and returns a triangle near it. */
  #insert(p: number, near: number): number {
    const { x, y, w, site } = this;
    const t = this.#locate(p, near);
    if (!(powerTest(x, y, w, site[3 * t]!, site[3 * t + 1]!, site[3 * t + 2]!, p) > 0)) return t;
    this.#findConflicts(p, t);
    return this.#fill(p);
  }

  /**
   * The triangle that holds site p, reached by stepping across any side that p lies beyond. In a regular triangulation
   * that never leads round in a circle (Edelsbrunner, An acyclicity theorem for cell complexes in d dimensions, 1990).
   */
  #locate(p: number, near: number): number {
    const { x, y, site, twin } = this;
    const px = x[p]!;
    const py = y[p]!;
    let t = near;
    let from = NONE;
    for (;;) {
      let next = NONE;
      for (let k = 0, e = 3 * t; k < 3; k++, e++) {
        if (e === from) continue;
        const a = site[e]!;
        const b = site[k === 2 ? e - 2 : e + 1]!;
        if (orient(x[a]!, y[a]!, x[b]!, y[b]!, px, py) < 0) {
          next = twin[e]!;
          break;
        }
      }
      if (next === NONE) return t;
      from = next;
      t = triangleOf(next);
    }
  }

  /** Collects the triangles in conflict with site p, of which t is one, and the half-edges round them. */
  #findConflicts(p: number, t: number): void {
    const { x, y, w, site, twin } = this;
    const mark = this.#mark;
    this.#stamp += 2;
    const taken = this.#stamp;
    const spared = taken + 1;
    let triangles = 0;
    let edges = 0;
    mark[t] = taken;
    this.#region[triangles++] = t;
    for (let done = 0; done < triangles; done++) {
      const first = 3 * this.#region[done]!;
      for (let k = 0; k < 3; k++) {
        const other = twin[first + k]!;
        if (other >= 0) {
          const neighbour = triangleOf(other);
          if (mark[neighbour] === taken) continue;
          if (mark[neighbour] !== spared) {
            const n = 3 * neighbour;
            if (powerTest(x, y, w, site[n]!, site[n + 1]!, site[n + 2]!, p) > 0) {
              mark[neighbour] = taken;
              if (triangles === this.#region.length) this.#region = grown(this.#region, triangles + 1);
              this.#region[triangles++] = neighbour;
              continue;
            }
            mark[neighbour] = spared;
          }
        }
        if (3 * edges + 3 > this.#rim.length) this.#rim = grown(this.#rim, 3 * edges + 3);
        const rim = this.#rim;
        rim[3 * edges] = other;
        rim[3 * edges + 1] = site[first + k]!;
        rim[3 * edges + 2] = site[k === 2 ? first : first + k + 1]!;
        edges++;
      }
    }
    this.#triangles = triangles;
    this.#edges = edges;
  }

  /** Puts triangles from site p to all sides of the region in its place, and returns one of them. */
  #fill(p: number): number {
    const { site, twin } = this;
    const region = this.#region;
    const rim = this.#rim;
    const fan = this.#fan;
    const triangles = this.#triangles;
    const edges = this.#edges;
    for (let k = 0; k < edges; k++) {
      const t = k < triangles ? region[k]! : (this.#free.pop() ?? this.slots++);
      const a = rim[3 * k + 1]!;
      site[3 * t] = a;
      site[3 * t + 1] = rim[3 * k + 2]!;
      site[3 * t + 2] = p;
      link(twin, 3 * t, rim[3 * k]!);
      fan[a] = t;
    }
    for (let k = edges; k < triangles; k++) {
      const t = region[k]!;
      site[3 * t] = site[3 * t + 1] = site[3 * t + 2] = NONE;
      this.#free.push(t);
    }
    for (let k = 0; k < edges; k++) {
      const t = fan[rim[3 * k + 1]!]!;
      link(twin, 3 * t + 1, 3 * fan[rim[3 * k + 2]!]! + 2);
    }
    return fan[rim[1]!]!;
  }
}

/** The triangle that a half-edge belongs to. */
export function triangleOf(e: number): number {
  return (e / 3) | 0;
}

/** The next half-edge of the same triangle. */
export function following(e: number): number {
  return e % 3 === 2 ? e - 2 : e + 1;
}

/** The half-edge before e in the same triangle. */
export function preceding(e: number): number {
  return e % 3 === 0 ? e + 2 : e - 1;
}

function link(twin: Int32Array, e: number, other: number): void {
  twin[e] = other;
  if (other >= 0) twin[other] = e;
}
