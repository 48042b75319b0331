import type { Ellipse } from "../geometry/arcs.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { addUpOrigins } from "../partition/cells.ts";
import { ringRegion, type Region } from "../partition/region.ts";
import type { RingCells } from "../partition/ring-cells.ts";

/** Corners of the polygon that engines divide. */
export const CORNERS = 1024;
/** The angle of a side, 2π / 1024; and how far it lies from the middle, for a radius of 1: the cosine of half of it. */
export const SECTOR = 0.006135923151542565;
export const REACH = 0.9999952938095762;
/** Part of the radius by which what lies on the border may seem not to. */
const NEAR = 1e-11;
/** Part of the radius by which no cut needs to go on to the arc. */
const ON_ARC = 1e-15;
/** Part of a side within which two points of it are the same. */
const SAME = 1e-9;
/** Sides are cut into so many at once, at the most, none of them shorter in radians: rounding would dent the polygon. */
const MOST_PIECES = 64;
const SHORTEST = 1e-7;
/** The three points of Gauss's quadrature between −1 and 1, and their weights. */
const GAUSS: readonly (readonly [at: number, weight: number])[] = [
  [-0.7745966692414834, 0.5555555555555556],
  [0, 0.8888888888888888],
  [0.7745966692414834, 0.5555555555555556],
];

/** A side of the polygon, for a radius of 1: its middle direction, half its length, and how far it lies from the middle. */
interface Side {
  readonly nx: number;
  readonly ny: number;
  readonly half: number;
  readonly far: number;
}

/** A part of a cell's border on a side of the polygon: from one place along it to another, seen from its middle. */
interface Part {
  readonly side: number;
  readonly from: number;
  readonly to: number;
  /** The corner of the cell where it begins. */
  readonly corner: number;
}

/**
 * The polygon of corners on the border of a disk that engines divide, and what of its cells lies there. All is seen from
 * the middle; where something is a part of the disk's size, as cells behind padding are, so is the polygon.
 */
export class ArcBorder {
  readonly #ellipse: Ellipse;
  /** Directions of the corners, which grow the way that rings run, and at the end the first once more. */
  #angles: Float64Array = Float64Array.from({ length: CORNERS + 1 }, (_, k) => SECTOR * k);
  #sides: Side[] = [];
  /** Into how many parts each side is to be cut. */
  #marked = new Map<number, number>();

  constructor(ellipse: Ellipse) {
    this.#ellipse = ellipse;
    this.#measureSides();
  }

  get area(): number {
    return Math.PI * this.#ellipse.rx * this.#ellipse.ry;
  }

  get polygon(): Region {
    const { rx, ry } = this.#ellipse;
    const corners = this.#angles.length - 1;
    const ring = new Float64Array(2 * corners);
    for (let k = 0; k < corners; k++) {
      ring[2 * k] = rx * Math.cos(this.#angles[k]!);
      ring[2 * k + 1] = -ry * Math.sin(this.#angles[k]!);
    }
    return ringRegion(ring);
  }

  #measureSides(): void {
    const angles = this.#angles;
    this.#sides = Array.from({ length: angles.length - 1 }, (_, k) => {
      const [from, to] = [angles[k]!, angles[k + 1]!];
      const middle = (from + to) / 2;
      return {
        nx: Math.cos(middle),
        ny: -Math.sin(middle),
        half: Math.sin((to - from) / 2),
        far: Math.cos((to - from) / 2),
      };
    });
  }

  /** Marks the sides that a cell lies at, to be cut until a part so many times less lies beyond them. */
  mark(cells: RingCells, i: number, x: number, y: number, times: number): void {
    const asked = Math.min(MOST_PIECES, 2 * Math.ceil(Math.sqrt(times)));
    this.#eachPart(cells, i, x, y, 1, ({ side }) => {
      const length = this.#angles[side + 1]! - this.#angles[side]!;
      const pieces = Math.min(asked, Math.floor(length / SHORTEST));
      if (pieces > 1) this.#marked.set(side, Math.max(pieces, this.#marked.get(side) ?? 0));
    });
  }

  /** Cuts the marked sides into several; false where none is marked. */
  refine(): boolean {
    if (this.#marked.size === 0) return false;
    const angles: number[] = [];
    this.#angles.forEach((from, k) => {
      const pieces = this.#marked.get(k) ?? 1;
      const step = pieces > 1 ? (this.#angles[k + 1]! - from) / pieces : 0;
      for (let q = 0; q < pieces; q++) angles.push(from + q * step);
    });
    this.#angles = Float64Array.from(angles);
    this.#marked.clear();
    this.#measureSides();
    return true;
  }

  /** Area between the sides of a cell that lie on the polygon's border and the arc; its frame begins at (x, y). */
  areaBeyond(cells: RingCells, i: number, x: number, y: number): number {
    let sum = 0;
    this.#eachPart(cells, i, x, y, 1, ({ side, from, to }) => {
      const { half, far } = this.#sides[side]!;
      // Beyond each place of the side lies 1 − distance² of what a sector has.
      for (const [at, weight] of GAUSS) {
        const t = (from + to) / 2 + (at * (to - from)) / 2;
        sum += (weight * (to - from) * (half - t) * (half + t) * far) / (far * far + t * t) / 4;
      }
    });
    return sum * this.#ellipse.rx * this.#ellipse.ry;
  }

  /** Writes the cells of the polygon as cells of the disk: where cuts meet the border, they go on to the arc. */
  write(tree: WeightedTree, from: RingCells, sizes: Float64Array, into: RingCells): void {
    const { cx, cy } = this.#ellipse;
    const origins = addUpOrigins(tree.parent, from);
    /** Of each size, the places where cuts end on its border: number of the side, and part of it. */
    const ends = new Map<number, number[]>();
    const parts = Array.from({ length: tree.size }, (_, i): Part[] => {
      const own: Part[] = [];
      const size = sizes[i]!;
      this.#eachPart(from, i, origins[2 * i]!, origins[2 * i + 1]!, size, (part) => {
        own.push(part);
        const places = ends.get(size) ?? [];
        if (places.length === 0) ends.set(size, places);
        for (const t of [part.from, part.to])
          if (this.#lift(part.side, t) > ON_ARC) places.push(this.#place(part.side, t));
      });
      return own;
    });
    for (const places of ends.values()) places.sort((a, b) => a - b);
    const points = new Float64Array(2 * from.mostCorners);
    for (let i = 0; i < tree.size; i++) {
      const corners = from.ring(i, points);
      if (corners === 0) continue;
      const own = points.subarray(0, 2 * corners);
      const size = sizes[i]!;
      const ring = parts[i]!.length > 0 ? this.#lifted(own, parts[i]!, size, ends.get(size)!) : own;
      const [x, y] = i === 0 ? [cx, cy] : [0, 0];
      into.set(i, x + from.originX(i), y + from.originY(i), ring, 0, ring.length / 2);
    }
  }

  /** The ring of a cell with the places of the arc at which cuts end. */
  #lifted(points: Float64Array, parts: readonly Part[], size: number, ends: readonly number[]): Float64Array {
    const { rx, ry } = this.#ellipse;
    const ring: number[] = [];
    let done = 0;
    const copyTo = (end: number): void => {
      for (; done < end; done++) ring.push(points[2 * done]!, points[2 * done + 1]!);
    };
    for (const { side, from, to, corner } of parts) {
      copyTo(corner + 1);
      const { nx, ny, far, half } = this.#sides[side]!;
      const next = (corner + 1) % (points.length / 2);
      const [ax, ay] = [points[2 * corner]!, points[2 * corner + 1]!];
      const [bx, by] = [points[2 * next]!, points[2 * next + 1]!];
      const push = (t: number): void => {
        const up = this.#lift(side, t) * size;
        if (!(up > ON_ARC)) return;
        // The place on the side, from the nearer end, and as much farther from the middle.
        const [part, x, y] = t - from < to - t ? [t - from, ax, ay] : [t - to, bx, by];
        const along = part / (to - from);
        ring.push(
          x + along * (bx - ax) + up * rx * (far * nx + t * ny),
          y + along * (by - ay) + up * ry * (far * ny - t * nx),
        );
      };
      push(from);
      const [first, last] = [this.#place(side, from) + SAME, this.#place(side, to) - SAME];
      let before = first;
      for (let k = firstFrom(ends, first); k < ends.length && ends[k]! < last; k++) {
        if (k > 0 && ends[k]! < before + SAME) continue;
        before = ends[k]!;
        push((2 * (before - side) - 1) * half);
      }
      push(to);
    }
    copyTo(points.length / 2);
    return Float64Array.from(ring);
  }

  /** Number of a side, and the part of it at which a place lies. */
  #place(side: number, t: number): number {
    const { half } = this.#sides[side]!;
    return side + (t + half) / (2 * half);
  }

  /** By what part of its distance from the middle a place of a side is to go on to the arc. */
  #lift(side: number, t: number): number {
    const { half, far } = this.#sides[side]!;
    const distance = Math.sqrt(far * far + t * t);
    return ((half - t) * (half + t)) / distance / (1 + distance);
  }

  /** Visits the parts of a cell's outline that lie on the polygon's border. */
  #eachPart(
    cells: RingCells,
    i: number,
    x: number,
    y: number,
    size: number,
    visit: (part: Part) => void,
  ): void {
    const [rx, ry] = [size * this.#ellipse.rx, size * this.#ellipse.ry];
    const points = new Float64Array(2 * cells.corners(i));
    const corners = cells.ring(i, points);
    const least = (REACH - NEAR) ** 2;
    for (let k = 0; k < corners; k++) {
      const n = k + 1 === corners ? 0 : k + 1;
      const [ax, ay] = [(x + points[2 * k]!) / rx, (y + points[2 * k + 1]!) / ry];
      if (!(ax * ax + ay * ay >= least)) continue;
      const [bx, by] = [(x + points[2 * n]!) / rx, (y + points[2 * n + 1]!) / ry];
      if (bx * bx + by * by < least) continue;
      const side = this.#sideAt(ax + bx, ay + by);
      const { nx, ny, far } = this.#sides[side]!;
      if (Math.abs(nx * ax + ny * ay - far) > NEAR || Math.abs(nx * bx + ny * by - far) > NEAR) continue;
      // Seen from the cell itself, short sides keep their digits.
      const [dx, dy] = [
        (points[2 * n]! - points[2 * k]!) / rx,
        (points[2 * n + 1]! - points[2 * k + 1]!) / ry,
      ];
      const length = ny * dx - nx * dy;
      const from = ny * ax - nx * ay;
      if (length > 0) visit({ side, from, to: from + length, corner: k });
    }
  }

  /** The side that lies in a direction. */
  #sideAt(x: number, y: number): number {
    const angle = Math.atan2(-y, x);
    const next = firstFrom(this.#angles, angle < 0 ? angle + 2 * Math.PI : angle);
    return Math.min(Math.max(next - 1, 0), this.#sides.length - 1);
  }
}

/** The first of growing numbers that is not less than one. */
function firstFrom(numbers: ArrayLike<number>, least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
