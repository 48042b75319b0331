import { grown } from "../growing.ts";
import { pole } from "../pole.ts";
import { ringArea, ringContains } from "../ring.ts";
import { OutlineWalk } from "./outline-walk.ts";
import { following, preceding, triangleOf, type RegularTriangulation } from "./triangulation.ts";

/** Corners of an outline closer together than this are one: sites lie within −1 … 1. */
const SAME_CORNER = 1e-14;
/** Cells are torn if there are more pieces for each of them, and more than a few. */
const MOST_PIECES = 3;
const FEW_PIECES = 20;

/**
 * The power cells of a triangulation's sites within a region of any shape.
 *
 * The outline is walked through the cells once, which tells all places where it crosses a side; between these, a side
 * lies inside or outside as a whole. A cell may fall into pieces there. Only the largest is its site's own; each other
 * goes to the neighbour that it shares most of its border with, so that cells are in one piece, and areas count
 * accordingly. What is left of the derivative of areas by weights is the length of the borders, as in convex regions.
 */
export class ClippedCells {
  /** Area of each site's cell. */
  areas: Float64Array = new Float64Array(0);
  /** Of each half-edge: length of the border between the two cells / (2 × distance of the sites). */
  flow: Float64Array = new Float64Array(0);

  /** The ring last made by `ring`, and what lies beyond each of its sides: a half-edge, or −1 for the outline. */
  points: Float64Array = new Float64Array(256);
  sides: Int32Array = new Int32Array(128);

  readonly #walk: OutlineWalk = new OutlineWalk();
  #middle: { x: number; y: number; radius: number } | undefined;
  /** Whether each power centre lies inside: 1, outside: 0, or is not known: 2. */
  #isInside: Uint8Array = new Uint8Array(0);
  #centreX: Float64Array = new Float64Array(0);
  #centreY: Float64Array = new Float64Array(0);
  /**
   * Pieces of borders, each directed so that the cell lies on its left as drawn: up to `count` of the crossings the
   * parts of the outline that begin there; then the parts of sides in pairs, to and fro.
   */
  #segments = 0;
  /** Node where each part of a side begins: a crossing, or after these a power centre; its half-edge; what follows; its piece. */
  #begin: Int32Array = new Int32Array(0);
  #half: Int32Array = new Int32Array(0);
  #following: Int32Array = new Int32Array(0);
  #piece: Int32Array = new Int32Array(0);
  /** The part of a side that begins at a crossing in the cell that is left there, and at the far end of each half-edge. */
  #atCrossing: Int32Array = new Int32Array(0);
  #atCentre: Int32Array = new Int32Array(0);
  /** Of each piece: a segment, its cell, its area, and the cell that it goes to. */
  #pieceStart: number[] = [];
  #pieceCell: number[] = [];
  #pieceArea: number[] = [];
  #owner: number[] = [];
  /** The largest piece of each cell. */
  #main: Int32Array = new Int32Array(0);

  /** Sets the region: an outline as in loops.ts. */
  enter(outline: Float64Array, corners: number): void {
    this.#walk.enter(outline, corners);
    this.#middle = undefined;
  }

  get isTorn(): boolean {
    return this.#pieceStart.length > MOST_PIECES * this.#main.length + FEW_PIECES;
  }

  get midX(): number {
    return this.#disk().x;
  }

  get midY(): number {
    return this.#disk().y;
  }

  /** Radius of a disk round the middle that lies inside. */
  get reach(): number {
    return this.#disk().radius;
  }

  #disk(): { x: number; y: number; radius: number } {
    return (this.#middle ??= pole(this.#walk.outline, 0, this.#walk.outline.length / 2));
  }

  /** Measures the cells; all areas are 0 where rounding has mixed the order of places up. */
  measure(mesh: RegularTriangulation): void {
    const { count, slots } = mesh;
    this.areas = grown(this.areas, count).fill(0, 0, count);
    this.flow = grown(this.flow, 3 * slots).fill(0, 0, 3 * slots);
    this.#atCentre = grown(this.#atCentre, 3 * slots).fill(-1, 0, 3 * slots);
    this.#isInside = grown(this.#isInside, slots);
    this.#centreX = grown(this.#centreX, slots);
    this.#centreY = grown(this.#centreY, slots);
    this.#walk.through(mesh);
    if (!this.#findInside(mesh)) return;
    this.#cutSides(mesh);
    if (!this.#trace(mesh)) return;
    this.#addHoles();
    this.#share(mesh);
    this.#pieceArea.forEach((area, k) => (this.areas[this.#owner[k]!]! += area));
    this.#addFlow(mesh);
  }

  /**
   * Finds the power centres, and which of them lie inside: what the crossings of a side tell of both its ends holds
   * along all sides without any. False where they do not agree.
   */
  #findInside({ count, slots, site, twin, x, y, w }: RegularTriangulation): boolean {
    const isInside = this.#isInside;
    if (this.#walk.whole.some(([ring]) => ring < 0)) return false;
    isInside.fill(2, 0, slots);
    for (let t = 0, e = 0; t < slots; t++, e += 3) {
      const [a, b, c] = [site[e]!, site[e + 1]!, site[e + 2]!];
      if (a < 0) continue;
      if (a >= count || b >= count || c >= count) {
        isInside[t] = 0;
        continue;
      }
      const [ax, ay, aw] = [x[a]!, y[a]!, w[a]!];
      const [bx, by, cx, cy] = [x[b]! - ax, y[b]! - ay, x[c]! - ax, y[c]! - ay];
      const fromB = bx * bx + by * by + (aw - w[b]!);
      const fromC = cx * cx + cy * cy + (aw - w[c]!);
      const scale = 0.5 / (bx * cy - by * cx);
      this.#centreX[t] = ax + scale * (fromB * cy - fromC * by);
      this.#centreY[t] = ay + scale * (bx * fromC - cx * fromB);
    }
    const open: number[] = [];
    const set = (t: number, value: number): boolean => {
      if (isInside[t] === 2) {
        isInside[t] = value;
        open.push(t);
      }
      return isInside[t] === value;
    };
    for (let e = 0; e < 3 * slots; e++) {
      const first = this.#walk.firstOn[e]!;
      if (first < 0) continue;
      let last = first;
      for (let k = this.#walk.nextOn[first]!; k >= 0; k = this.#walk.nextOn[k]!) {
        if ((this.#walk.crossings.edge[k] === e) === (this.#walk.crossings.edge[last] === e)) return false;
        last = k;
      }
      // Where the outline leaves the cell, the side goes on inside.
      if (!set(triangleOf(twin[e]!), this.#walk.crossings.edge[first] === e ? 0 : 1)) return false;
      if (!set(triangleOf(e), this.#walk.crossings.edge[last] === e ? 1 : 0)) return false;
    }
    for (let t = 0; t < slots; t++) if (isInside[t] !== 2) open.push(t);
    for (let t = open.pop(); t !== undefined; t = open.pop()) {
      if (site[3 * t]! < 0) continue;
      for (let e = 3 * t; e < 3 * t + 3; e++) {
        const other = twin[e]!;
        if (other < 0 || this.#walk.firstOn[Math.min(e, other)]! >= 0) continue;
        if (site[e]! >= count || site[other]! >= count) continue;
        if (!set(triangleOf(other), isInside[t]!)) return false;
      }
    }
    return true;
  }

  /** Makes the parts of sides that lie inside. */
  #cutSides({ count, slots, site, twin }: RegularTriangulation): void {
    const crossings = this.#walk.crossings.count;
    this.#segments = crossings;
    this.#atCrossing = grown(this.#atCrossing, crossings);
    const add = (e: number, from: number, to: number): void => {
      const k = this.#segments;
      this.#segments += 2;
      this.#begin = grown(this.#begin, k + 2);
      this.#half = grown(this.#half, k + 2);
      [this.#begin[k], this.#begin[k + 1]] = [from, to];
      [this.#half[k], this.#half[k + 1]] = [e, twin[e]!];
      if (from < crossings) this.#atCrossing[from] = k;
      else this.#atCentre[e] = k;
      if (to < crossings) this.#atCrossing[to] = k + 1;
      else this.#atCentre[twin[e]!] = k + 1;
    };
    for (let e = 0; e < 3 * slots; e++) {
      const other = twin[e]!;
      if (other < e || site[e]! < 0 || site[e]! >= count || site[other]! >= count) continue;
      const [s, t] = [triangleOf(other), triangleOf(e)];
      let from = this.#isInside[s] === 1 ? crossings + s : -1;
      for (let k = this.#walk.firstOn[e]!; k >= 0; k = this.#walk.nextOn[k]!) {
        if (this.#walk.crossings.edge[k] === e) from = k;
        else {
          add(e, from, k);
          from = -1;
        }
      }
      if (from >= 0) add(e, from, crossings + t);
    }
  }

  /** Follows the borders of all pieces, and adds up their areas. */
  #trace(mesh: RegularTriangulation): boolean {
    const { twin, x, y } = mesh;
    const crossings = this.#walk.crossings.count;
    const count = this.#segments;
    this.#following = grown(this.#following, count);
    this.#piece = grown(this.#piece, count).fill(-1, 0, count);
    this.#pieceStart = [];
    this.#pieceCell = [];
    this.#pieceArea = [];
    for (let k = 0; k < count; k++) {
      let next: number;
      if (k < crossings) next = this.#atCrossing[this.#walk.crossings.next[k]!]!;
      else {
        const node = this.#begin[partner(k, crossings)]!;
        next = node < crossings ? node : this.#atCentre[twin[preceding(this.#half[k]!)]!]!;
      }
      if (!(next >= 0)) return false;
      this.#following[k] = next;
    }
    for (let k = 0; k < count; k++) {
      if (this.#piece[k]! >= 0) continue;
      const piece = this.#pieceStart.length;
      const cell = this.#cellOf(k, mesh);
      let twice = 0;
      let [px, py] = [NaN, NaN];
      const [ox, oy] = [x[cell]!, y[cell]!];
      let [firstX, firstY] = [0, 0];
      let isSound = true;
      let at = k;
      do {
        this.#piece[at] = piece;
        this.#points(at, (qx, qy) => {
          const [x1, y1] = [qx - ox, qy - oy];
          if (Number.isNaN(px)) [firstX, firstY] = [x1, y1];
          else twice += py * x1 - px * y1;
          [px, py] = [x1, y1];
        });
        at = this.#following[at]!;
        isSound &&= this.#cellOf(at, mesh) === cell && (this.#piece[at]! < 0 || at === k);
      } while (at !== k && isSound);
      if (!isSound) return false;
      twice += py * firstX - px * firstY;
      this.#pieceStart.push(k);
      this.#pieceCell.push(cell);
      this.#pieceArea.push(twice / 2);
    }
    // A region in one cell.
    for (const [ring, cell] of this.#walk.whole) {
      if (this.#walk.isHole[ring]) continue;
      const [from, corners] = this.#walk.rings[ring]!;
      this.#pieceStart.push(-1 - ring);
      this.#pieceCell.push(cell);
      this.#pieceArea.push(ringArea(this.#walk.outline, from, corners));
    }
    return true;
  }

  #cellOf(segment: number, { site }: RegularTriangulation): number {
    if (segment < this.#walk.crossings.count) return site[following(this.#walk.crossings.edge[segment]!)]!;
    return site[this.#half[segment]!]!;
  }

  /** Visits the corners of a segment, the last one left out. */
  #points(k: number, visit: (x: number, y: number) => void): void {
    const all = this.#walk.crossings;
    if (k >= all.count) {
      const node = this.#begin[k]!;
      if (node < all.count) visit(all.x[node]!, all.y[node]!);
      else visit(this.#centreX[node - all.count]!, this.#centreY[node - all.count]!);
      return;
    }
    visit(all.x[k]!, all.y[k]!);
    const next = all.next[k]!;
    const [from, corners] = this.#walk.rings.find(
      ([start, own]) => all.corner[k]! >= start && all.corner[k]! < start + 2 * own,
    )!;
    const end = from + 2 * corners;
    const stop = all.corner[next]!;
    // All round the ring, where the only crossing is followed by itself.
    const isRound = next <= k && stop === all.corner[k]!;
    for (let at = all.corner[k]!, lap = isRound ? 0 : 1; at !== stop || lap === 0; lap = 1) {
      visit(this.#walk.outline[at]!, this.#walk.outline[at + 1]!);
      at = at + 2 === end ? from : at + 2;
    }
  }

  /** Takes holes that lie in one piece as a whole off its area. */
  #addHoles(): void {
    for (const [ring, cell] of this.#walk.whole) {
      if (!this.#walk.isHole[ring]) continue;
      const [from, corners] = this.#walk.rings[ring]!;
      const piece = this.#pieceWith(cell, this.#walk.outline[from]!, this.#walk.outline[from + 1]!);
      if (piece >= 0) this.#pieceArea[piece]! += ringArea(this.#walk.outline, from, corners);
    }
  }

  #pieceWith(cell: number, x: number, y: number): number {
    const own = [...this.#pieceCell.keys()].filter((k) => this.#pieceCell[k] === cell);
    if (own.length === 1) return own[0]!;
    return (
      own.find((k) => {
        const ring = this.#ringFrom(this.#pieceStart[k]!, () => false);
        return ringContains(ring, 0, ring.length / 2, x, y);
      }) ?? -1
    );
  }

  /** Finds out to which cell each piece goes. */
  #share(mesh: RegularTriangulation): void {
    const crossings = this.#walk.crossings.count;
    const most = (this.#main = new Int32Array(mesh.count).fill(-1));
    this.#pieceCell.forEach((cell, k) => {
      if (most[cell]! < 0 || this.#pieceArea[k]! > this.#pieceArea[most[cell]!]!) most[cell] = k;
    });
    const owner = (this.#owner = this.#pieceCell.map((cell, k) => (most[cell] === k ? cell : -1)));
    let stray = owner.filter((own) => own < 0).length;
    for (let before = Infinity; stray > 0 && stray < before;) {
      before = stray;
      const found = new Map<number, { length: number; owner: number }>();
      for (let k = crossings; k < this.#segments; k++) {
        const own = this.#piece[k]!;
        const other = owner[this.#piece[partner(k, crossings)]!]!;
        if (owner[own]! >= 0 || other < 0) continue;
        const length = this.#lengthOf(k);
        const longest = found.get(own)?.length ?? -1;
        if (length > longest) found.set(own, { length, owner: other });
      }
      for (const [piece, { owner: cell }] of found) owner[piece] = cell;
      stray -= found.size;
    }
    // What touches no other piece stays where it is, and is seen to be apart later.
    owner.forEach((own, k) => (owner[k] = own < 0 ? this.#pieceCell[k]! : own));
  }

  #lengthOf(k: number): number {
    let [x, y, length] = [0, 0, 0];
    for (const at of [k, partner(k, this.#walk.crossings.count)]) {
      this.#points(at, (px, py) => {
        length = Math.hypot(px - x, py - y);
        [x, y] = [px, py];
      });
    }
    return length;
  }

  #addFlow({ site, twin, x, y }: RegularTriangulation): void {
    const crossings = this.#walk.crossings.count;
    for (let k = crossings; k < this.#segments; k += 2) {
      const e = this.#half[k]!;
      const [i, j] = [site[e]!, site[twin[e]!]!];
      if (this.#owner[this.#piece[k]!] !== i || this.#owner[this.#piece[k + 1]!] !== j) continue;
      const share = this.#lengthOf(k) / (2 * Math.hypot(x[j]! - x[i]!, y[j]! - y[i]!));
      this.flow[e]! += share;
      this.flow[twin[e]!]! += share;
    }
  }

  /** The ring that begins with a segment, and does not stop where it comes to one that is skipped. */
  #ringFrom(
    start: number,
    isSkipped: (segment: number) => boolean,
    visit?: (segment: number) => void,
  ): Float64Array {
    if (start < 0) {
      const [from, corners] = this.#walk.rings[-1 - start]!;
      return this.#walk.outline.slice(from, from + 2 * corners);
    }
    const ring: number[] = [];
    const add = (x: number, y: number): void => {
      const n = ring.length;
      if (n > 0 && Math.abs(ring[n - 2]! - x) + Math.abs(ring[n - 1]! - y) <= SAME_CORNER) return;
      ring.push(x, y);
    };
    let at = start;
    do {
      visit?.(at);
      this.#points(at, add);
      at = this.#following[at]!;
      // Along a border that is none: over its other side.
      while (isSkipped(at)) at = this.#following[partner(at, this.#walk.crossings.count)]!;
    } while (at !== start);
    while (
      ring.length > 6 &&
      Math.abs(ring[0]! - ring.at(-2)!) + Math.abs(ring[1]! - ring.at(-1)!) <= SAME_CORNER
    )
      ring.length -= 2;
    return Float64Array.from(ring);
  }

  /** The rings of the cell of a site; of one in one piece, the first is round the others. */
  rings(i: number): Float64Array[] {
    const crossings = this.#walk.crossings.count;
    const isOwn = (k: number): boolean => this.#owner[this.#piece[k]!] === i;
    const isSkipped = (k: number): boolean => k >= crossings && isOwn(k) && isOwn(partner(k, crossings));
    const seen = new Set<number>();
    const rings: Float64Array[] = [];
    const start = (k: number): void => {
      if (seen.has(k) || isSkipped(k)) return;
      const ring = this.#ringFrom(k, isSkipped, (at) => seen.add(at));
      if (ring.length >= 6) rings.push(ring);
    };
    this.#owner.forEach((owner, piece) => {
      if (owner !== i) return;
      const first = this.#pieceStart[piece]!;
      if (first < 0) {
        rings.push(this.#ringFrom(first, () => false));
        return;
      }
      let at = first;
      do {
        start(at);
        at = this.#following[at]!;
      } while (at !== first);
    });
    for (const [ring, cell] of this.#walk.whole) {
      if (!this.#walk.isHole[ring]) continue;
      const [from, corners] = this.#walk.rings[ring]!;
      const [x, y] = [this.#walk.outline[from]!, this.#walk.outline[from + 1]!];
      const isIn = cell === i ? rings.length === 1 || this.#holds(rings, x, y) : this.#holds(rings, x, y);
      if (isIn) rings.push(this.#walk.outline.slice(from, from + 2 * corners));
    }
    return rings.sort((a, b) => ringArea(b, 0, b.length / 2) - ringArea(a, 0, a.length / 2));
  }

  #holds(rings: readonly Float64Array[], x: number, y: number): boolean {
    return rings.filter((ring) => ringContains(ring, 0, ring.length / 2, x, y)).length % 2 === 1;
  }

  /**
   * Leaves the outer ring of the largest piece of the cell of site i in `points` and `sides`, as power cells do, without
   * what it has got of others; returns its number of corners.
   */
  ring(_mesh: RegularTriangulation, i: number): number {
    const crossings = this.#walk.crossings.count;
    const start = this.#pieceStart[this.#main[i]!]!;
    let corners = 0;
    let at = start;
    do {
      const side = at < crossings ? -1 : this.#half[at]!;
      this.#points(at, (x, y) => {
        this.points = grown(this.points, 2 * corners + 2);
        this.sides = grown(this.sides, corners + 1);
        const isNew =
          corners === 0 ||
          Math.abs(x - this.points[2 * corners - 2]!) + Math.abs(y - this.points[2 * corners - 1]!) >
            SAME_CORNER;
        if (!isNew) corners--;
        this.points[2 * corners] = x;
        this.points[2 * corners + 1] = y;
        this.sides[corners++] = side;
      });
      at = this.#following[at]!;
    } while (at !== start);
    return corners;
  }

  /** Writes the centroid of the cell of site i, without holes in it, to `out[0]`, `out[1]`. */
  centroid(_mesh: RegularTriangulation, i: number, out: Float64Array): void {
    let [area, sumX, sumY] = [0, 0, 0];
    this.#owner.forEach((owner, piece) => {
      if (owner !== i) return;
      const ring = this.#ringFrom(this.#pieceStart[piece]!, () => false);
      const n = ring.length;
      let [ax, ay] = [ring[n - 2]!, ring[n - 1]!];
      const [x0, y0] = [ring[0]!, ring[1]!];
      for (let k = 0; k < n; k += 2) {
        const [bx, by] = [ring[k]!, ring[k + 1]!];
        const cross = (ay - y0) * (bx - x0) - (ax - x0) * (by - y0);
        area += cross;
        sumX += cross * (ax + bx + x0);
        sumY += cross * (ay + by + y0);
        [ax, ay] = [bx, by];
      }
    });
    out[0] = sumX / area / 3;
    out[1] = sumY / area / 3;
  }
}

/** The other side of a part of a side. */
function partner(segment: number, crossings: number): number {
  return ((segment - crossings) ^ 1) + crossings;
}
