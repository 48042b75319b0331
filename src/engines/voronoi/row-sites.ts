import type { ConvexCutter } from "../../geometry/convex-cut.ts";
import { toGrid } from "../../geometry/power/predicates.ts";
import type { RegularTriangulation } from "../../geometry/power/triangulation.ts";
import { RowFinder } from "../cuts/rows/row-finder.ts";

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
  readonly #rows: RowFinder = new RowFinder({
    worst: (squared, most, least) => Math.max(squared / (BEST_DEPTH * least), (BEST_DEPTH * most) / squared),
    tie: TIE,
  });
  readonly #placed: Row[] = [];
  #areas: Float64Array = new Float64Array(0);
  #mesh: RegularTriangulation | undefined;

  /** Places the sites of a mesh, on the predicates' grid, for areas that do not grow and fill the room. */
  place(room: Float64Array, corners: number, areas: Float64Array, mesh: RegularTriangulation): void {
    const rows = this.#rows;
    const { count } = mesh;
    rows.begin(room, corners, areas, count);
    this.#areas = areas;
    this.#mesh = mesh;
    const { rest, after } = rows;
    let originX = room[0]!;
    let originY = room[1]!;
    this.#placed.length = 0;
    for (let from = 0; from < count; from += rows.taken) {
      rows.find(from);
      const end = from + rows.taken;
      if (end === count) {
        this.#placeRow(ringOf(rest), rest.corners, from, end, originX, originY);
        break;
      }
      rows.cutOff(rest.area * (1 - after[end]! / after[from]!), true);
      originX += rest.originX;
      originY += rest.originY;
      this.#placeRow(rows.points, rest.cutCorners, from, end, originX, originY);
      originX += rows.points[2 * rest.cutCorners]!;
      originY += rows.points[2 * rest.cutCorners + 1]!;
      rows.goOn(false);
    }
  }

  /** Places the sites of a row, whose ring is at the front of `points`, on the line through its middle. */
  #placeRow(
    points: Float64Array,
    corners: number,
    from: number,
    end: number,
    originX: number,
    originY: number,
  ): void {
    const areas = this.#areas;
    const { x, y } = this.#mesh!;
    const { nx, ny } = this.#rows;
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
    const offset = 0.5 + this.#findShift(from, end, begin, perArea);
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
  #findShift(from: number, end: number, begin: number, perArea: number): number {
    const areas = this.#areas;
    const { x, y } = this.#mesh!;
    const { nx, ny } = this.#rows;
    const late = this.#placed.slice(-LOOK_BACK).reverse();
    const last = late.find((row) => row.nx * nx + row.ny * ny > ALIKE);
    if (!last || end - from < 2) return 0;
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
}

/** The corners that a cutter holds. */
function ringOf({ x, y, corners }: ConvexCutter): Float64Array {
  return Float64Array.from({ length: 2 * corners }, (_, n) => (n % 2 === 0 ? x : y)[n >> 1]!);
}
