import { MarquetryError, show } from "../errors.ts";
import { arcsOf, arcSpan, segmentArea, traceArcs, type Ellipse } from "../geometry/arcs.ts";
import type { EarlierLayout, PolygonEngine } from "../engines/engine.ts";
import { withinRange } from "../engines/weight-range.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { addUpOrigins } from "../partition/cells.ts";
import type { Padding } from "../partition/padding.ts";
import { knowDisks, ringRegion, type Region } from "../partition/region.ts";
import { ringArea } from "../geometry/ring.ts";
import type { Ring, RingCells } from "../partition/ring-cells.ts";
import { simpleCells } from "../partition/simple-cells.ts";
import { adaptedEngine } from "./adapted-engine.ts";
import { ArcBorder, CORNERS, REACH, SECTOR } from "./arc-border.ts";

/** Relative error of areas that is none, and how often they are corrected at the most. */
const EXACT = 1e-13;
const MOST_ROUNDS = 48;
/**
 * Corrections end where one leaves more than this part of what was wrong. Where it leaves more than the other, the
 * polygon gets finer first, so often at the most, beside leaves of which more than a quarter lies beyond it.
 */
const STUCK = 0.7;
const SLOW = 0.3;
const MOST_FINER = 3;
const MOST_BEYOND = 0.25;
/** Less is rounding, where leaves are light. */
const NEARLY = 1e-10;
/** Most radii between the middle and 0, and most of one radius in the other. */
const FARTHEST = 1000;

/**
 * A disk, or an ellipse, whose border is a true arc: cells at the border end in arcs of it, which pictures draw as such,
 * round at any scale, and their areas are those by the arc. `circle` is a polygon instead, which all convex engines
 * fill at their full speed, and with what they prove.
 *
 * The engine divides a polygon of 1024 corners on the border, or more beside leaves that weigh next to nothing. Cells
 * get what lies between its sides and the arc, and the weights are corrected until areas are exact, to a relative 1e-12
 * where the engine's own are. Cuts go on to the arc by the shortest way, not more than 5 millionths of the radius. Behind
 * padding, cells of a circle end in arcs of a smaller one, those of an ellipse in sides of the polygon. For `greedy`,
 * `angular` and `voronoi`, and convex engines of one's own; a map moves to its own update alone, and `map.bound()` is
 * null.
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
    makeCells(tree, region, padding) {
      const cells = simpleCells.makeCells(tree, region, padding);
      return region.ellipse ? curved(cells, tree, region.ellipse) : cells;
    },
    unpackCells: (tree, padding, packed) =>
      curved(simpleCells.unpackCells(tree, padding, packed), tree, ellipse),
    partition(tree, region, cells) {
      // An update may go into a convex container.
      if (!region.ellipse) {
        const own = engine.makeCells(tree, region, cells.padding);
        engine.partition(tree, region, own);
        const points = new Float64Array(2 * own.mostCorners);
        for (let i = 1; i < tree.size; i++)
          cells.set(i, own.originX(i), own.originY(i), points, 0, own.ring(i, points));
        return undefined;
      }
      const { ring } = region;
      const within = withinRange(engine.name, tree, ringRegion(ring));
      const division = new DiskDivision(engine, within, ellipse, cells.padding);
      const sizes = new ArcSizes(tree, cells.padding, ellipse);
      division.border.write(tree, division.divide(), sizes.cells, cells);
      return undefined;
    },
  }));
}

/**
 * How large the ellipse is, for one of the container, that cells and rooms at the border have an arc of: less behind
 * padding, and not a number where it would be no ellipse. There the border is that of the polygon.
 */
class ArcSizes {
  readonly cells: Float64Array;
  readonly rooms: Float64Array;

  constructor({ size, parent }: WeightedTree, padding: Padding, { rx, ry }: Ellipse) {
    this.cells = new Float64Array(size).fill(1);
    this.rooms = new Float64Array(size).fill(1);
    if (padding.none) return;
    // The sides of the polygon move in by the whole distance, so its corners by a little more.
    const unit = rx === ry ? rx * REACH : NaN;
    const less = (from: number, distance: number): number => {
      const left = distance === 0 ? from : from - distance / unit;
      return left > 0 ? left : NaN;
    };
    for (let i = 0; i < size; i++) {
      if (i > 0) {
        const p = parent[i]!;
        this.cells[i] = less(this.rooms[p]!, padding.inner(p) / 2);
      }
      const around = Math.min(padding.left(i), padding.top(i), padding.right(i), padding.bottom(i));
      this.rooms[i] = less(this.cells[i]!, around - padding.inner(i) / 2);
    }
  }
}

/** Has an engine divide the polygon on a disk's border so that cells have their areas with what lies beyond it. */
class DiskDivision {
  readonly border: ArcBorder;
  readonly #engine: PolygonEngine;
  readonly #tree: WeightedTree;
  readonly #padding: Padding;
  /** Area of each cell within the polygon and beyond. */
  readonly #inner: Float64Array;
  readonly #outer: Float64Array;

  constructor(engine: PolygonEngine, tree: WeightedTree, ellipse: Ellipse, padding: Padding) {
    this.border = new ArcBorder(ellipse);
    this.#engine = engine;
    this.#tree = tree;
    this.#padding = padding;
    this.#inner = new Float64Array(tree.size);
    this.#outer = new Float64Array(tree.size);
  }

  divide(): RingCells {
    const tree = this.#tree;
    const itself = Int32Array.from(tree.weight, (_, i) => i);
    let laid = tree;
    let earlier: EarlierLayout | null = null;
    let before = Infinity;
    let finer = 0;
    for (let round = 1; ; round++) {
      const region = this.#engine.readContainer(this.border.polygon, this.#engine.name);
      const cells = this.#engine.makeCells(laid, region, this.#padding);
      const handed = laid.reweighted(laid.weight.slice());
      const memory: ReturnType<PolygonEngine["partition"]> = earlier
        ? this.#engine.partition(handed, region, cells, earlier)
        : this.#engine.partition(handed, region, cells);
      // Behind padding, nobody can see what areas were before it.
      if (!this.#padding.none || round === MOST_ROUNDS) return cells;
      const origins = addUpOrigins(tree.parent, cells);
      this.#measure(cells, origins);
      const { weight, worst } = this.#corrected(laid);
      if (worst <= EXACT) return cells;
      if (worst > SLOW * before && worst > NEARLY) {
        if (finer++ < MOST_FINER && this.#refine(cells, origins)) {
          [laid, earlier, before] = [tree, null, Infinity];
          continue;
        }
      }
      if (worst > STUCK * before) return cells;
      before = worst;
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

  #measure(cells: RingCells, origins: Float64Array): void {
    for (let i = 1; i < this.#tree.size; i++) {
      this.#inner[i] = cells.area(i);
      this.#outer[i] = this.border.areaBeyond(cells, i, origins[2 * i]!, origins[2 * i + 1]!);
    }
  }

  /** Makes the polygon finer beside leaves much of which lies beyond it; false where there are none. */
  #refine(cells: RingCells, origins: Float64Array): boolean {
    const { size, childCount, weight } = this.#tree;
    const perWeight = this.border.area / weight[0]!;
    for (let i = 1; i < size; i++) {
      const part = this.#outer[i]! / (perWeight * weight[i]!);
      if (childCount[i] === 0 && part > MOST_BEYOND)
        this.border.mark(cells, i, origins[2 * i]!, origins[2 * i + 1]!, part / MOST_BEYOND);
    }
    return this.border.refine();
  }

  /** Weights that make up for what lies beyond the polygon, and by what part of itself an area was wrong at the most. */
  #corrected(laid: WeightedTree): { weight: Float64Array; worst: number } {
    const { size, firstChild, childCount, weight: wanted } = this.#tree;
    const [inner, outer] = [this.#inner, this.#outer];
    const weight = laid.weight.slice();
    let worst = 0;
    for (let i = 0; i < size; i++) {
      const [first, end] = [firstChild[i]!, firstChild[i]! + childCount[i]!];
      let [area, beyond, sum] = [0, 0, 0];
      for (let c = first; c < end; c++) {
        area += inner[c]! + outer[c]!;
        beyond += outer[c]!;
      }
      for (let c = first; c < end; c++) {
        const off = ((inner[c]! + outer[c]!) / area / wanted[c]!) * wanted[i]!;
        if (outer[c]! > 0) worst = Math.max(worst, Math.abs(off - 1));
        if (beyond > 0 && off > 0 && off < Infinity) weight[c] = laid.weight[c]! / off;
        sum += weight[c]!;
      }
      for (let c = first; c < end && sum > 0; c++) weight[c]! *= weight[i]! / sum;
    }
    for (let i = size - 1; i >= 0; i--) {
      if (childCount[i]! === 0) continue;
      const first = firstChild[i]!;
      weight[i] = weight.subarray(first, first + childCount[i]!).reduce((sum, own) => sum + own, 0);
    }
    return { weight, worst };
  }
}

/** Makes cells count what lies between their sides on the ellipse and its arc. */
function curved(cells: RingCells, tree: WeightedTree, container: Ellipse): RingCells {
  const area = cells.area.bind(cells);
  const contains = cells.contains.bind(cells);
  const set = cells.set.bind(cells);
  const beginLike = cells.beginLike.bind(cells);
  const sizes = new ArcSizes(tree, cells.padding, container);
  let origins: Float64Array | null = null;
  const shrunk = (size: number): Ellipse => {
    const { cx, cy, rx, ry } = container;
    return { cx, cy, rx: size * rx, ry: size * ry };
  };
  /** The ring of a cell as it lies in the container. */
  const ringOf = (i: number): Float64Array => {
    origins ??= addUpOrigins(tree.parent, cells);
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
  cells.ellipse = (i) => shrunk(sizes.cells[i]!);
  cells.area = (i) => area(i) + areaInArcs(ringOf(i), shrunk(sizes.cells[i]!));
  cells.roomArea = (i) => {
    if (cells.padding.none) return cells.area(i);
    const room: Ring = { corners: 0, points: new Float64Array(0) };
    cells.open(i, room);
    const { points, corners } = room;
    const own = ringArea(points, 0, corners);
    origins ??= addUpOrigins(tree.parent, cells);
    const moved = points.slice(0, 2 * corners).map((at, k) => at + origins![2 * i + (k % 2)]!);
    return own + areaInArcs(moved, shrunk(sizes.rooms[i]!));
  };
  cells.contains = (i, x, y) => {
    if (contains(i, x, y)) return true;
    const ellipse = shrunk(sizes.cells[i]!);
    const { cx, cy, rx, ry } = ellipse;
    const points = ringOf(i);
    const [px, py] = [(x + origins![2 * i]! - cx) / rx, (y + origins![2 * i + 1]! - cy) / ry];
    const isIn = (a: number, b: number): boolean => {
      if (!(arcSpan(points, a, b, ellipse) > 0)) return false;
      const [ax, ay] = [(points[a]! - cx) / rx, (points[a + 1]! - cy) / ry];
      const [bx, by] = [(points[b]! - cx) / rx, (points[b + 1]! - cy) / ry];
      return ay * px - ax * py >= 0 && py * bx - px * by >= 0 && ax * px + ay * py > 0;
    };
    if (!(px * px + py * py <= 1 && px * px + py * py >= 0.99)) return false;
    for (let k = 0, before = points.length - 2; k < points.length; before = k, k += 2)
      if (isIn(before, k)) return true;
    return false;
  };
  return cells;
}

/** Area between the arcs of a ring and their chords. */
function areaInArcs(points: Float64Array, ellipse: Ellipse): number {
  let sum = 0;
  for (let k = 0, before = points.length - 2; k < points.length; before = k, k += 2)
    sum += segmentArea(arcSpan(points, before, k, ellipse));
  return sum > 0 ? sum * ellipse.rx * ellipse.ry : 0;
}
