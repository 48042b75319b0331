import { ConvexCutter } from "../../geometry/convex-cut.ts";
import { toGrid } from "../../geometry/power/predicates.ts";
import { LongestExtent } from "../cuts/planners/longest-extent.ts";

/** Relative difference below which both ends of a room are equally good. */
const TIE = 1e-9;
/** Squared depth of a row / area of a cell in it, at best: between a square's and a hexagon's. */
const BEST_DEPTH = 0.8;
/** By what parts of a cell the sites of a row may move along it, to stand in the gaps of the row before. */
const SHIFTS = [0, 0.125, -0.125];
/** What moving costs at the ends of a row, in units of the gain of a site well off its neighbour. */
const SHIFT_COST = 0.3;
/** Squared distance along a row, in units of a cell's length, that two rows have between them anyway. */
const BETWEEN_ROWS = 0.7;
/** Rows run alike if the angle between them has a cosine beyond this. */
const ALIKE = 0.999;
/** How many rows back one that runs alike is looked for. */
const LOOK_BACK = 8;

/** A row of sites, `from` … `end` − 1, and the direction it lies across. */
interface Row {
  readonly nx: number;
  readonly ny: number;
  readonly from: number;
  readonly end: number;
}

/**
 * Places the sites of a family in rows, from heavy to light, as a squarified treemap of convex polygons would have
 * its cells. How regular the cells come out in the end depends on this start more than on anything else.
 */
export class RowSites {
  readonly #rest: ConvexCutter = new ConvexCutter();
  readonly #longest: LongestExtent = new LongestExtent();
  #points: Float64Array = new Float64Array(256);
  #after: Float64Array = new Float64Array(0);
  readonly #placed: Row[] = [];
  #nx = 1;
  #ny = 0;
  #count = 0;
  #worst = 0;

  /** Writes the sites for areas that do not grow and fill the room to the front of x and y, on the predicates' grid. */
  place(
    room: Float64Array,
    corners: number,
    areas: Float64Array,
    count: number,
    x: Float64Array,
    y: Float64Array,
  ): void {
    const rest = this.#rest;
    rest.load(room, 0, corners);
    let originX = room[0]!;
    let originY = room[1]!;
    this.#sumUp(areas, count);
    this.#placed.length = 0;
    for (let from = 0; from < count; from += this.#count) {
      this.#findRow(areas, from, count);
      const end = from + this.#count;
      if (end < count) {
        this.#cutRow(from, end);
        originX += rest.originX;
        originY += rest.originY;
      } else {
        this.#points = copied(rest, this.#points);
        rest.cutCorners = rest.corners;
      }
      this.#placeRow(areas, from, end, originX, originY, x, y);
      if (end < count) {
        const skipped = 2 * rest.cutCorners;
        originX += this.#points[skipped]!;
        originY += this.#points[skipped + 1]!;
        rest.load(this.#points, skipped, rest.restCorners);
      }
    }
  }

  /** Sums of the areas from each on, added up from the least. */
  #sumUp(areas: Float64Array, count: number): void {
    if (this.#after.length <= count) this.#after = new Float64Array(2 * count + 1);
    this.#after[count] = 0;
    for (let k = count - 1; k >= 0; k--) this.#after[k] = this.#after[k + 1]! + areas[k]!;
  }

  /** Finds the next row: across the greatest extent of what is left, at the end where its cells come out fatter. */
  #findRow(areas: Float64Array, from: number, count: number): void {
    this.#longest.find(this.#rest);
    const { nx, ny } = this.#longest;
    this.#rest.aim(nx, ny);
    const ahead = this.#growRow(areas, from, count, 1);
    const worstAhead = this.#worst;
    const behind = this.#growRow(areas, from, count, -1);
    const sign = worstAhead <= (1 + TIE) * this.#worst ? 1 : -1;
    this.#count = sign > 0 ? ahead : behind;
    this.#nx = sign * nx;
    this.#ny = sign * ny;
  }

  /** How many cells a row at one end takes until the worst of them, left in `#worst`, gets worse. */
  #growRow(areas: Float64Array, from: number, count: number, sign: 1 | -1): number {
    const rest = this.#rest;
    const whole = this.#after[from]!;
    let sum = 0;
    let worst = Infinity;
    for (let k = from; k < count; k++) {
      sum += areas[k]!;
      const area = k + 1 < count ? rest.area * (sum / whole) : rest.area;
      rest.sweep(sign, area);
      const squared = rest.depth * rest.depth;
      const worse = Math.max(squared / (BEST_DEPTH * areas[k]!), (BEST_DEPTH * areas[from]!) / squared);
      if (worse > worst) {
        this.#worst = worst;
        return k - from;
      }
      worst = worse;
    }
    this.#worst = worst;
    return count - from;
  }

  #cutRow(from: number, end: number): void {
    const rest = this.#rest;
    if (this.#points.length < 4 * rest.corners + 8) this.#points = new Float64Array(8 * rest.corners + 16);
    const area = rest.area * (1 - this.#after[end]! / this.#after[from]!);
    rest.aim(this.#nx, this.#ny);
    rest.sweep(1, area);
    rest.split(area, this.#points, 0);
  }

  /** Places the sites of a row, whose ring is at the front of `#points`, on the line through its middle. */
  #placeRow(
    areas: Float64Array,
    from: number,
    end: number,
    originX: number,
    originY: number,
    x: Float64Array,
    y: Float64Array,
  ): void {
    const points = this.#points;
    const corners = this.#rest.cutCorners;
    const nx = this.#nx;
    const ny = this.#ny;
    let low = Infinity;
    let high = -Infinity;
    for (let k = 0; k < 2 * corners; k += 2) {
      const along = nx * points[k]! + ny * points[k + 1]!;
      if (along < low) low = along;
      if (along > high) high = along;
    }
    const middle = (low + high) / 2;
    let left = Infinity;
    let right = -Infinity;
    for (let k = 0, j = 2 * corners - 2; k < 2 * corners; j = k, k += 2) {
      const over = nx * points[k]! + ny * points[k + 1]! - middle;
      const before = nx * points[j]! + ny * points[j + 1]! - middle;
      if (over > 0 === before > 0) continue;
      const t = over / (over - before);
      const px = points[k]! + t * (points[j]! - points[k]!);
      const py = points[k + 1]! + t * (points[j + 1]! - points[k + 1]!);
      const across = nx * py - ny * px;
      if (across < left) left = across;
      if (across > right) right = across;
    }
    let sum = 0;
    for (let k = from; k < end; k++) sum += areas[k]!;
    const perArea = (right - left) / sum;
    const begin = left + nx * originY - ny * originX;
    const offset = 0.5 + this.#findShift(areas, from, end, begin, perArea, x, y);
    this.#placed.push({ nx, ny, from, end });
    let done = 0;
    for (let k = from; k < end; k++) {
      const across = left + perArea * (done + offset * areas[k]!);
      x[k] = toGrid(originX + middle * nx - across * ny);
      y[k] = toGrid(originY + middle * ny + across * nx);
      done += areas[k]!;
    }
  }

  /**
   * By what part of a cell the sites of a row should move along it, so that as few as possible lie straight across
   * from one of the row before: cells that meet at gaps are hexagons, others squares.
   *
   * @param begin - where the row begins, along it
   */
  #findShift(
    areas: Float64Array,
    from: number,
    end: number,
    begin: number,
    perArea: number,
    x: Float64Array,
    y: Float64Array,
  ): number {
    const last = this.#findRowAlike();
    if (!last || end - from < 2) return 0;
    const nx = this.#nx;
    const ny = this.#ny;
    let best = 0;
    let least = Infinity;
    for (const shift of SHIFTS) {
      let cost = 0;
      let done = 0;
      let near = last.from;
      for (let k = from; k < end; k++) {
        const place = begin + perArea * (done + (0.5 + shift) * areas[k]!);
        done += areas[k]!;
        let off = Math.abs(nx * y[near]! - ny * x[near]! - place);
        while (near + 1 < last.end) {
          const next = Math.abs(nx * y[near + 1]! - ny * x[near + 1]! - place);
          if (next >= off) break;
          off = next;
          near++;
        }
        off /= perArea * areas[k]!;
        cost += 1 / (off * off + BETWEEN_ROWS);
      }
      cost = cost / (end - from) + (SHIFT_COST * Math.abs(shift)) / Math.sqrt(end - from);
      // A clear gain, not a last bit: see TIE.
      if (cost >= (1 - TIE) * least) continue;
      least = cost;
      best = shift;
    }
    return best;
  }

  /** The last row that runs the way of the present one. */
  #findRowAlike(): Row | null {
    const placed = this.#placed;
    for (let k = placed.length - 1; k >= Math.max(0, placed.length - LOOK_BACK); k--) {
      const row = placed[k]!;
      if (row.nx * this.#nx + row.ny * this.#ny > ALIKE) return row;
    }
    return null;
  }
}

/** Copies what is left to the front of an array, of which it may make a longer one. */
function copied({ x, y, corners }: ConvexCutter, points: Float64Array): Float64Array {
  const out = points.length < 2 * corners ? new Float64Array(4 * corners) : points;
  for (let k = 0; k < corners; k++) {
    out[2 * k] = x[k]!;
    out[2 * k + 1] = y[k]!;
  }
  return out;
}
