import { MarquetryError, show } from "../errors.ts";
import { arcsOf, arcSpan, segmentArea, traceArcs, type Ellipse } from "../geometry/arcs.ts";
import type { Engine, EarlierLayout, PolygonEngine } from "../engines/engine.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { addUpOrigins } from "../partition/cells.ts";
import { Padding } from "../partition/padding.ts";
import { knowDisks, type Region } from "../partition/region.ts";
import type { RingCells } from "../partition/ring-cells.ts";
import { simpleCells } from "../partition/simple-cells.ts";
import { adaptedEngine } from "./adapted-engine.ts";
import { withinRange } from "../engines/weight-range.ts";

/** Corners of the polygon that engines divide. */
const CORNERS = 1024;
const SECTOR = (2 * Math.PI) / CORNERS;
/** Part of the radius by which what lies on the border may seem not to. */
const NEAR = 1e-11;
/** Radians within which two points of the border are the same. */
const SAME = 1e-12;
/** Relative error of areas that is none, and how often they are corrected at the most. */
const EXACT = 1e-13;
const MOST_ROUNDS = 24;
/** Most radii between the middle and 0, and most of one radius in the other. */
const FARTHEST = 1000;

/**
 * A disk, or an ellipse, whose border is a true arc: cells at the border end in arcs of it, which pictures draw as such,
 * round at any scale, and their areas are those by the arc. `circle` is a polygon instead, which all convex engines
 * fill at their full speed, with padding and with what they prove.
 *
 * The engine divides a polygon of 1024 corners on the border. Cells get what lies between its sides and the arc,
 * and the weights are corrected until areas are exact, to a relative 1e-12 where the engine's own are and leaves weigh a
 * millionth of the whole or more: those at the border that weigh less than the arc adds may be wrong, as `validate` tells. Cuts go on to the arc
 * by the shortest way, not more than 5 millionths of the radius. For `greedy`, `angular` and `voronoi`, and convex
 * engines of one's own; padding is refused, a map moves to its own update alone, and `map.bound()` is null.
 *
 * @param cx - x of the middle
 * @param cy - y of the middle
 * @param rx - radius; along x where there are two
 * @param ry - radius along y; the same by default
 * @throws MarquetryError `bad-container`
 * @example const map = layout(tree, { engine: greedy(), container: disk(300, 300, 300) });
 */
export function disk(cx: number, cy: number, rx: number, ry: number = rx): Region {
  for (const [name, value] of Object.entries({ cx, cy, rx, ry })) {
    if (Number.isFinite(value) && (!name.startsWith("r") || (value > 1e-150 && value < 1e150))) continue;
    const takes = name.startsWith("r") ? "a number from 1e-150 to 1e150" : "a number";
    throw new MarquetryError("bad-container", `${name} of a disk must be ${takes}, not ${show(value)}`, {
      value,
    });
  }
  for (const [name, middle, radius] of [
    ["cx", cx, rx],
    ["cy", cy, ry],
  ] as const) {
    if (Math.abs(middle) <= FARTHEST * radius) continue;
    const message = `${name} of a disk must be at most ${FARTHEST} times its radius of ${radius} from 0, not ${show(middle)}: rounding would be seen in its areas`;
    throw new MarquetryError("bad-container", message, { value: middle });
  }
  if (Math.max(rx / ry, ry / rx) > FARTHEST) {
    const message = `the radii of a disk must be within ${FARTHEST} times each other, not ${rx} and ${ry}`;
    throw new MarquetryError("bad-container", message, { value: [rx, ry] });
  }
  return makeDisk({ cx, cy, rx, ry });
}

const makeDisk: (ellipse: Ellipse) => Region = /* @__PURE__ */ knowDisks(diskOf, { arcsOf, traceArcs });

/**
 * Has disks made again, in bundles that make none.
 *
 * @internal
 */
export function knowAnyDisk(): void {
  knowDisks(diskOf, { arcsOf, traceArcs });
}

function diskOf(ellipse: Ellipse): Region {
  const { cx, cy, rx, ry } = ellipse;
  const ring = new Float64Array(2 * CORNERS);
  for (let k = 0; k < CORNERS; k++) {
    ring[2 * k] = cx + rx * Math.cos(-SECTOR * k);
    ring[2 * k + 1] = cy + ry * Math.sin(-SECTOR * k);
  }
  return {
    x0: cx - rx,
    y0: cy - ry,
    x1: cx + rx,
    y1: cy + ry,
    ring,
    isBox: false,
    ellipse,
    adapt: (engine) => inDisk(engine, ellipse),
    scaled: (scale, dx, dy) =>
      diskOf({ cx: scale * cx + dx, cy: scale * cy + dy, rx: scale * rx, ry: scale * ry }),
  };
}

function inDisk<E extends object>(given: E, ellipse: Ellipse): E {
  return adaptedEngine(given, "a disk", (engine) => ({
    makeCells: (tree, region, padding) => curved(simpleCells.makeCells(tree, region, padding), tree, ellipse),
    unpackCells: (tree, padding, packed) =>
      curved(simpleCells.unpackCells(tree, padding, packed), tree, ellipse),
    partition(tree, { ring }, cells) {
      if (!cells.padding.none) {
        const message = `layout: ${engine.name} lays out a disk with a true arc, and there cells cannot have padding; circle(cx, cy, r) can`;
        throw new MarquetryError("bad-option", message, { value: "padding" });
      }
      const { cx, cy, rx, ry } = ellipse;
      const polygon: Region = { x0: cx - rx, y0: cy - ry, x1: cx + rx, y1: cy + ry, ring, isBox: false };
      new Border(ellipse).write(
        tree,
        divide(engine, withinRange(engine.name, tree, polygon), polygon, ellipse),
        cells,
      );
      return undefined;
    },
  }));
}

/** Has an engine divide the polygon so that cells have their areas with what lies between them and the arc. */
function divide(engine: PolygonEngine, tree: WeightedTree, polygon: Region, ellipse: Ellipse): RingCells {
  const { size, childCount } = tree;
  const border = new Border(ellipse);
  const itself = Int32Array.from(tree.weight, (_, i) => i);
  const region = engine.readContainer(polygon, engine.name);
  let laid = tree;
  let earlier: EarlierLayout | null = null;
  for (let round = 1; ; round++) {
    const cells = engine.makeCells(laid, region, new Padding(laid));
    const handed = laid.reweighted(laid.weight.slice());
    const memory: ReturnType<Engine["partition"]> = earlier
      ? engine.partition(handed, region, cells, earlier)
      : engine.partition(handed, region, cells);
    const weight = Float64Array.from(laid.weight);
    const origins = addUpOrigins(tree.parent, cells);
    const perWeight = (Math.PI * ellipse.rx * ellipse.ry) / tree.weight[0]!;
    let worst = 0;
    for (let i = 0; i < size; i++) {
      if (childCount[i]! > 0 || weight[i] === 0) continue;
      const inner = cells.area(i);
      const outer = border.areaBeyond(cells, i, origins);
      const off = (inner + outer) / (perWeight * tree.weight[i]!);
      if (outer > 0) worst = Math.max(worst, Math.abs(off - 1));
      weight[i]! /= off;
    }
    for (let i = size - 1; i >= 0; i--) {
      if (childCount[i]! === 0) continue;
      const first = tree.firstChild[i]!;
      weight[i] = weight.subarray(first, first + childCount[i]!).reduce((sum, own) => sum + own, 0);
    }
    if (worst <= EXACT || round === MOST_ROUNDS) return cells;
    earlier = memory
      ? {
          tree: laid,
          cells,
          memory,
          match: itself,
          stretch: [1, 1],
          maxAspectGrowth: Infinity,
          keepsAll: true,
        }
      : null;
    laid = laid.reweighted(weight);
  }
}

/** The border of a disk, and what of a polygon's cells lies on it. */
class Border {
  readonly #ellipse: Ellipse;
  readonly #reach: number = Math.cos(SECTOR / 2);

  constructor(ellipse: Ellipse) {
    this.#ellipse = ellipse;
  }

  /** Area between the sides of a cell that lie on the polygon's border and the arc. */
  areaBeyond(cells: RingCells, i: number, origins: Float64Array): number {
    let sum = 0;
    this.#eachSide(cells, i, origins, (ax, ay, bx, by) => {
      const cross = ay * bx - ax * by;
      sum += Math.atan2(cross, ax * bx + ay * by) - cross;
    });
    return (sum * this.#ellipse.rx * this.#ellipse.ry) / 2;
  }

  /** Writes the cells of the polygon as cells of the disk: where cuts meet the border, they go on to the arc. */
  write(tree: WeightedTree, from: RingCells, into: RingCells): void {
    const origins = addUpOrigins(tree.parent, from);
    const { size } = tree;
    const ends: number[] = [];
    const isAtBorder = new Uint8Array(size);
    for (let i = 0; i < size; i++)
      this.#eachSide(from, i, origins, (ax, ay, bx, by) => {
        isAtBorder[i] = 1;
        for (const [x, y] of [
          [ax, ay],
          [bx, by],
        ] as const)
          if (!isOnArc(x, y)) ends.push(Math.atan2(y, x));
      });
    const angles = ends.sort((a, b) => b - a).filter((angle, k) => k === 0 || ends[k - 1]! - angle > SAME);
    const points = new Float64Array(2 * from.mostCorners);
    for (let i = 0; i < size; i++) {
      const corners = from.ring(i, points);
      if (corners === 0) continue;
      const ring =
        isAtBorder[i] === 1 ? this.#lifted(from, i, origins, angles) : points.subarray(0, 2 * corners);
      into.set(i, from.originX(i), from.originY(i), ring, 0, ring.length / 2);
    }
  }

  /** The ring of a cell with the points of the arc at which cuts end, among `angles`, which fall. */
  #lifted(cells: RingCells, i: number, origins: Float64Array, angles: readonly number[]): Float64Array {
    const { cx, cy, rx, ry } = this.#ellipse;
    const [x0, y0] = [origins[2 * i]!, origins[2 * i + 1]!];
    const points = new Float64Array(2 * cells.corners(i));
    cells.ring(i, points);
    const ring: number[] = [];
    let done = 0;
    const copyTo = (end: number): void => {
      for (; done < end; done++) ring.push(points[2 * done]!, points[2 * done + 1]!);
    };
    this.#eachSide(cells, i, origins, (ax, ay, bx, by, k) => {
      copyTo(k + 1);
      const from = Math.atan2(ay, ax) + (isOnArc(ax, ay) ? -SAME : SAME);
      const span = Math.atan2(ay * bx - ax * by, ax * bx + ay * by);
      const to = Math.atan2(ay, ax) - span - (isOnArc(bx, by) ? -SAME : SAME);
      // Angles jump by a whole turn on the left.
      for (const turn of to < -Math.PI ? [0, 2 * Math.PI] : [0]) {
        for (let at = firstBelow(angles, from + turn); at < angles.length && angles[at]! >= to + turn; at++)
          ring.push(cx + rx * Math.cos(angles[at]!) - x0, cy + ry * Math.sin(angles[at]!) - y0);
      }
    });
    copyTo(points.length / 2);
    return Float64Array.from(ring);
  }

  /** Visits the sides of a cell that lie on the polygon's border, in a frame in which the ellipse is the unit circle. */
  #eachSide(
    cells: RingCells,
    i: number,
    origins: Float64Array,
    visit: (ax: number, ay: number, bx: number, by: number, k: number) => void,
  ): void {
    const { cx, cy, rx, ry } = this.#ellipse;
    const points = new Float64Array(2 * cells.corners(i));
    const corners = cells.ring(i, points);
    const [x, y] = [origins[2 * i]! - cx, origins[2 * i + 1]! - cy];
    const least = (this.#reach - NEAR) ** 2;
    for (let k = 0; k < corners; k++) {
      const n = k + 1 === corners ? 0 : k + 1;
      const [ax, ay] = [(x + points[2 * k]!) / rx, (y + points[2 * k + 1]!) / ry];
      if (ax * ax + ay * ay < least) continue;
      const [bx, by] = [(x + points[2 * n]!) / rx, (y + points[2 * n + 1]!) / ry];
      if (bx * bx + by * by < least || !(ay * bx - ax * by > 0)) continue;
      const middle = (Math.floor(Math.atan2(ay + by, ax + bx) / SECTOR) + 0.5) * SECTOR;
      const [nx, ny] = [Math.cos(middle), Math.sin(middle)];
      const isOn = (px: number, py: number): boolean => Math.abs(nx * px + ny * py - this.#reach) < NEAR;
      if (isOn(ax, ay) && isOn(bx, by)) visit(ax, ay, bx, by, k);
    }
  }
}

/** Whether a point of the polygon's border is a corner of it. */
function isOnArc(x: number, y: number): boolean {
  return x * x + y * y > 1 - NEAR;
}

/** The first of falling angles that is not greater than one. */
function firstBelow(angles: readonly number[], angle: number): number {
  let [low, high] = [0, angles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (angles[middle]! > angle) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Makes cells count what lies between their sides on the ellipse and its arc. */
function curved(cells: RingCells, { parent }: WeightedTree, ellipse: Ellipse): RingCells {
  const { cx, cy, rx, ry } = ellipse;
  const area = cells.area.bind(cells);
  const contains = cells.contains.bind(cells);
  const set = cells.set.bind(cells);
  const beginLike = cells.beginLike.bind(cells);
  let origins: Float64Array | null = null;
  /** The ring of a cell as it lies in the container. */
  const ringOf = (i: number): Float64Array => {
    origins ??= addUpOrigins(parent, cells);
    const points = new Float64Array(2 * cells.corners(i));
    cells.ring(i, points);
    for (let k = 0; k < points.length; k++) points[k]! += origins[2 * i + (k % 2)]!;
    return points;
  };
  cells.set = (...given) => {
    origins = null;
    set(...given);
  };
  // Rings that begin elsewhere are seen from elsewhere.
  cells.beginLike = (...given) => {
    origins = null;
    beginLike(...given);
  };
  cells.area = (i) => {
    const points = ringOf(i);
    let sum = 0;
    for (let k = 0, before = points.length - 2; k < points.length; before = k, k += 2)
      sum += segmentArea(arcSpan(points, before, k, ellipse));
    return area(i) + sum * rx * ry;
  };
  cells.roomArea = (i) => cells.area(i);
  cells.contains = (i, x, y) => {
    if (contains(i, x, y)) return true;
    const points = ringOf(i);
    const [px, py] = [(x + origins![2 * i]! - cx) / rx, (y + origins![2 * i + 1]! - cy) / ry];
    const isIn = (a: number, b: number): boolean => {
      if (!(arcSpan(points, a, b, ellipse) > 0)) return false;
      const [ax, ay] = [(points[a]! - cx) / rx, (points[a + 1]! - cy) / ry];
      const [bx, by] = [(points[b]! - cx) / rx, (points[b + 1]! - cy) / ry];
      return ay * px - ax * py >= 0 && py * bx - px * by >= 0 && ax * px + ay * py > 0;
    };
    if (px * px + py * py > 1 || px * px + py * py < 0.99) return false;
    for (let k = 0, before = points.length - 2; k < points.length; before = k, k += 2)
      if (isIn(before, k)) return true;
    return false;
  };
  return cells;
}
