import type { Cells, EarlierLayout, Engine, LayoutMemory, Region } from "../engines/engine.ts";
import { eachFamily } from "../engines/family-engine.ts";
import { toEngine } from "../engines/register.ts";
import type { EngineName } from "../engines/engine-name.ts";
import { MarquetryError } from "../errors.ts";
import { ringBounds } from "../geometry/ring.ts";
import { WeightedTree } from "../model/weighted-tree.ts";
import type { Box, BoxCells } from "../partition/box-cells.ts";
import { Padding } from "../partition/padding.ts";
import type { Ring, RingCells } from "../partition/ring-cells.ts";

/**
 * The same engine, but for that it lays out each family by itself: as if the children of a node were all there is, and
 * its room the container. So the cells of a family depend on their weights and on the room alone, not on what lies
 * below them or elsewhere, and a part of a tree may be laid out later. Trees that `lazyTree` made are laid out so in
 * any case.
 *
 * Engines that divide family by family anyway make the same cells. Those that compare whole layouts (`rectangles`,
 * `greedy`, `voronoi`), look ahead, or keep a limit for the tree as a whole, do so for each family: cells of deep trees
 * may be less fat, and no limit is proven. Of an update, families stay whose weights and room are the same to the bit;
 * the others are laid out afresh.
 *
 * @throws MarquetryError `bad-engine` for engines whose cells are no containers for them (`orthoconvex`), for
 * `sliceDice`, which turns by depth (all families are at depth 0), and for `voronoi` with `sites`, which are places in
 * the whole map; `unknown-engine`
 * @example layout(tree, { engine: byFamily(greedy()), container: [960, 600] });
 */
export function byFamily(given: Engine | EngineName): Engine {
  const engine = toEngine(given);
  if (engine.isByFamily) return engine;
  const refuse = (why: string): MarquetryError => {
    const message = `${engine.name} cannot lay out families by themselves, as trees that are loaded in parts need it: ${why}`;
    return new MarquetryError("bad-engine", message, { value: engine.name });
  };
  if (engine.shape === "rectilinear")
    throw refuse("its cells are no rectangles, and it divides nothing else");
  if (engine.name === "sliceDice") throw refuse("it turns by depth; slice and dice do not");
  if (engine.name === "voronoi" && !engine.options) throw refuse("sites are places in the whole map");
  return {
    ...engine,
    isByFamily: true,
    canKeepAllCuts: false,
    bound: () => null,
    partition(tree, _region, cells, earlier) {
      const family = cells.shape === "rect" ? boxFamily(engine) : ringFamily(engine);
      return layFamilies(tree, cells as FamilyCells, earlier, family);
    },
  };
}

type FamilyCells = Cells & { close(i: number): void };

/** What differs between boxes and rings. */
interface FamilyWay<C extends Cells> {
  /** Opens the room of a family; its region, or null where there is no room. */
  open(cells: C, i: number): Region | null;
  /** Writes cell i as cell k of others is, in a frame whose origin lies at (x, y). */
  copy(cells: C, i: number, from: C, k: number, x: number, y: number): void;
  readonly engine: Engine;
}

function layFamilies(
  tree: WeightedTree,
  cells: FamilyCells,
  earlier: EarlierLayout | undefined,
  way: FamilyWay<FamilyCells>,
): LayoutMemory {
  const fallbacks: number[] = [];
  const known = new Set(earlier?.memory.fallbacks);
  const isSame = new Uint8Array(tree.size);
  if (earlier && isSameCell(cells, earlier.cells)) isSame[0] = 1;
  eachFamily(tree, (i, first, end) => {
    if (earlier && isSame[i] === 1 && isSameFamily(tree, first, end, i, earlier)) {
      isSame.fill(1, first, end);
      const twin = earlier.match[i]!;
      for (let c = first; c < end; c++)
        way.copy(cells, c, earlier.cells as FamilyCells, earlier.match[c]!, 0, 0);
      if (known.has(twin)) fallbacks.push(i);
      return;
    }
    const region = way.open(cells, i);
    const lone = region && loneFamily(tree, i, first, end);
    if (lone) {
      const own = way.engine.makeCells(lone, region, new Padding(lone)) as FamilyCells;
      const memory = way.engine.partition(lone, region, own);
      if (memory?.fallbacks?.length) fallbacks.push(i);
      const [x, y] = [own.originX(0), own.originY(0)];
      for (let c = first; c < end; c++) way.copy(cells, c, own, c - first + 1, x, y);
    }
    cells.close(i);
  });
  return { fallbacks: Int32Array.from(fallbacks) };
}

/** The children of a node as a tree of one level; null if none weighs anything. */
function loneFamily(tree: WeightedTree, i: number, first: number, end: number): WeightedTree | null {
  const size = end - first + 1;
  const weight = new Float64Array(size);
  weight.set(tree.weight.subarray(first, end), 1);
  for (let k = 1; k < size; k++) weight[0]! += weight[k]!;
  if (!(weight[0]! > 0)) return null;
  const parent = new Int32Array(size);
  const firstChild = new Int32Array(size).fill(size);
  const childCount = new Int32Array(size);
  parent[0] = -1;
  firstChild[0] = 1;
  childCount[0] = size - 1;
  const nodeOf = (row: number): number => (row === 0 ? i : first + row - 1);
  const lookup = {
    label: (row: number) => (row === 0 ? tree.pathForMessage(i) : tree.label(nodeOf(row))),
    data: (row: number) => tree.data(nodeOf(row)),
  };
  return new WeightedTree({ parent, firstChild, childCount, weight }, lookup);
}

/** Whether the root's cell is where it was. */
function isSameCell(cells: Cells, before: Cells): boolean {
  const ringOf = (of: Cells): Float64Array => {
    const ring = new Float64Array(2 * of.mostCorners + 2);
    const corners = of.ring(0, ring);
    ring.set([of.originX(0), of.originY(0)], 2 * corners);
    return ring.subarray(0, 2 * corners + 2);
  };
  return isAlike(ringOf(cells), ringOf(before));
}

function isSameFamily(
  { weight, childCount }: WeightedTree,
  first: number,
  end: number,
  i: number,
  { tree, match }: EarlierLayout,
): boolean {
  const twin = match[i]!;
  if (twin < 0 || childCount[i] !== tree.childCount[twin]) return false;
  const from = tree.firstChild[twin]!;
  for (let c = first; c < end; c++) if (match[c] !== from + c - first) return false;
  return isAlike(weight.subarray(first, end), tree.weight.subarray(from, from + end - first));
}

function isAlike(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

function boxFamily(engine: Engine): FamilyWay<BoxCells> {
  const room: Box = { x: 0, y: 0, width: 0, height: 0 };
  return {
    engine,
    open(cells, i) {
      cells.open(i, room);
      const { width: x1, height: y1 } = room;
      if (!(x1 > 0 && y1 > 0)) return null;
      return { x0: 0, y0: 0, x1, y1, ring: Float64Array.of(0, 0, 0, y1, x1, y1, x1, 0), isBox: true };
    },
    copy(cells, i, { boxes }, k, x, y) {
      cells.set(i, x + boxes[4 * k]!, y + boxes[4 * k + 1]!, boxes[4 * k + 2]!, boxes[4 * k + 3]!);
    },
  };
}

function ringFamily(engine: Engine): FamilyWay<RingCells> {
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  let points = new Float64Array(64);
  return {
    engine,
    open(cells, i) {
      cells.open(i, room);
      if (room.corners === 0) return null;
      const ring = room.points.slice(0, 2 * room.corners);
      const { x0, y0, x1, y1 } = ringBounds(ring, 0, room.corners);
      return { x0, y0, x1, y1, ring, isBox: isBox(ring) };
    },
    copy(cells, i, from, k, x, y) {
      if (points.length < 2 * from.mostCorners) points = new Float64Array(4 * from.mostCorners);
      const corners = from.ring(k, points);
      cells.set(i, x + from.originX(k), y + from.originY(k), points, 0, corners);
    },
  };
}

/** Whether a ring is a rectangle along the axes. */
function isBox(ring: Float64Array): boolean {
  if (ring.length !== 8) return false;
  for (let k = 0; k < 8; k += 2) {
    const next = (k + 2) % 8;
    if (ring[k] !== ring[next] && ring[k + 1] !== ring[next + 1]) return false;
  }
  return true;
}
