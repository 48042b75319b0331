import { MarquetryError } from "../errors.ts";
import { bridged } from "../geometry/bridges.ts";
import { areaOf, outlineOf, ringOf, split, type Room } from "../geometry/chord.ts";
import { joinLoops, loopsOf } from "../geometry/loops.ts";
import { ringArea, ringBounds } from "../geometry/ring.ts";
import { islandsOf, withoutIdleCorners } from "../geometry/simple-rings.ts";
import { CutForest } from "../engines/cuts/forest.ts";
import type { PolygonEngine, Region, RingCells } from "../engines/engine.ts";
import { withinRange } from "../engines/weight-range.ts";
import { WeightedTree } from "../model/weighted-tree.ts";
import { Padding } from "../partition/padding.ts";
import { simpleCells } from "../partition/simple-cells.ts";
import { ChordPlanner } from "./chord-planner.ts";
import { shareAmong } from "./islands.ts";
import { joinByPlaces } from "./join-by-places.ts";

/** Sine of the turn from which a corner counts as one that turns back. */
const STRAIGHT = 1e-12;

/** What the engines that lay out in regions were made of. */
const within = new WeakMap<object, PolygonEngine>();

/**
 * An engine of convex polygons as it lays out in regions of any shape: what is not convex is cut by chords first.
 *
 * @throws MarquetryError `container-not-rectangle` for an engine of rectangles
 */
export function inRegion<E extends object>(given: E, hasGaps: boolean): E {
  const engine = within.get(given) ?? (given as unknown as PolygonEngine);
  const { name, description, options } = engine;
  if (engine.shape !== "convex") {
    const message = `${name} lays out rectangles, so its container must be a box; greedy, angular and voronoi fill any region`;
    throw new MarquetryError("container-not-rectangle", message, { value: name });
  }
  const adapted: PolygonEngine = {
    ...simpleCells,
    name,
    description,
    options,
    hasGaps,
    hasInexactAreas: engine.hasInexactAreas,
    partition(tree, { ring }, cells) {
      if (!cells.padding.none) {
        const message = `layout: ${name} lays out a region that need not be convex, and there cells cannot have padding`;
        throw new MarquetryError("bad-option", message, { value: "padding" });
      }
      const known = withinRange(name, tree, { ...ringBounds(ring, 0, ring.length / 2), ring, isBox: false });
      const rooms = islandsOf(loopsOf(ring, 0, ring.length / 2)).map(bridged);
      if (rooms.length === 1) divideRoom(engine, known, rooms[0]!, cells);
      else divideIslands(engine, known, rooms, cells);
      return undefined;
    },
  };
  within.set(adapted, engine);
  return adapted as unknown as E;
}

/** Shares a tree among islands, each of which is divided by itself. */
function divideIslands(
  engine: PolygonEngine,
  tree: WeightedTree,
  rooms: readonly Room[],
  cells: RingCells,
): void {
  const areas = rooms.map(areaOf);
  const { scale, island } = shareAmong(tree, areas);
  const { size, parent, childCount } = tree;
  /** The outlines of nodes that lie on several islands, and where the frames of all nodes begin, if they are known. */
  const torn = new Map<number, Float64Array[]>();
  const place = new Map<number, [x: number, y: number]>([[0, [cells.originX(0), cells.originY(0)]]]);
  const filled = rooms.map((room, k) => {
    const { below, numbers } = treeOn(tree, island, k, areas[k]! / scale);
    if (below.size < 2) return null;
    const ring = outlineOf(room);
    const own = simpleCells.makeCells(
      below,
      { ...ringBounds(ring, 0, ring.length / 2), ring, isBox: false },
      new Padding(below),
    );
    divideRoom(numbered(engine, numbers), below, room, own);
    const origins: [number, number][] = [];
    for (let q = 0; q < below.size; q++) {
      const [px, py] = q === 0 ? [0, 0] : origins[below.parent[q]!]!;
      origins.push([px + own.originX(q), py + own.originY(q)]);
    }
    return { below, numbers, own, origins };
  });
  for (const part of filled) {
    if (!part) continue;
    const { below, numbers, own, origins } = part;
    const points = new Float64Array(2 * own.mostCorners);
    for (let q = 1; q < below.size; q++) {
      const node = numbers[q]!;
      if (node < 0 || island[node]! >= 0 || !isTorn(node)) continue;
      const corners = own.ring(q, points);
      const [x, y] = origins[q]!;
      const moved = points.slice(0, 2 * corners).map((at, k) => at + (k % 2 === 0 ? x : y));
      torn.set(node, [...(torn.get(node) ?? []), ...loopsOf(moved, 0, corners)]);
    }
  }
  for (const node of [...torn.keys()].sort((a, b) => a - b)) {
    const loops = torn.get(node)!;
    loops.sort((a, b) => ringArea(b, 0, b.length / 2) - ringArea(a, 0, a.length / 2));
    const outline = joinLoops(loops);
    const [x, y] = place.get(parent[node]!)!;
    cells.set(node, -x, -y, outline, 0, outline.length / 2);
    place.set(node, [outline[0]!, outline[1]!]);
  }
  for (const part of filled) {
    if (!part) continue;
    const { below, numbers, own, origins } = part;
    const points = new Float64Array(2 * own.mostCorners);
    for (let q = 1; q < below.size; q++) {
      const node = numbers[q]!;
      if (node < 0 || place.has(node)) continue;
      const above = place.get(parent[node]!);
      const [x, y] = above
        ? [origins[below.parent[q]!]![0] - above[0], origins[below.parent[q]!]![1] - above[1]]
        : [0, 0];
      cells.set(node, x + own.originX(q), y + own.originY(q), points, 0, own.ring(q, points));
    }
  }

  function isTorn(node: number): boolean {
    for (let i = node; i >= 0; i = parent[i]!) if (island[i]! >= 0) return false;
    return childCount[node]! > 0 && node < size;
  }
}

/** An engine that asks for the places of nodes by other numbers than those of the tree that it lays out; none for −1. */
function numbered(engine: PolygonEngine, numbers: readonly number[]): PolygonEngine {
  if (!engine.placed) return engine;
  const { ask, otherwise } = engine.placed;
  return {
    ...engine,
    placed: { otherwise, ask: (datum, q) => (numbers[q]! < 0 ? null : ask(datum, numbers[q]!)) },
  };
}

/** What of a tree lies on an island, and a leaf for the room that is left; the numbers of its nodes, −1 for that leaf. */
function treeOn(
  tree: WeightedTree,
  island: Int32Array,
  k: number,
  room: number,
): { below: WeightedTree; numbers: number[] } {
  const { size, firstChild, childCount, parent } = tree;
  /** Weight of each node on the island. */
  const weight = new Float64Array(size);
  const isOn = new Uint8Array(size);
  for (let i = 0; i < size; i++) isOn[i] = island[i] === k || (i > 0 && isOn[parent[i]!] === 1) ? 1 : 0;
  for (let i = size - 1; i >= 0; i--) {
    if (isOn[i] === 1) weight[i] = tree.weight[i]!;
    if (i > 0 && (isOn[i] === 0 || isOn[parent[i]!] === 0)) weight[parent[i]!]! += weight[i]!;
  }
  const rest = room - weight[0]!;
  const childrenOf = (node: number): number[] =>
    Array.from({ length: node < 0 ? 0 : childCount[node]! }, (_, c) => firstChild[node]! + c).filter(
      (c) => weight[c]! > 0,
    );
  const top = weight[0]! > 0 ? childrenOf(0) : [];
  if (top.length > 0 && rest > 0) top.push(-1);
  const built = buildTree(tree, 0, top, childrenOf, (node) => (node < 0 ? rest : weight[node]!));
  return built;
}

/** What is still to be divided: a part of a family, its room, and where the frame of that lies in the family's cell. */
interface Task {
  readonly part: number;
  readonly room: Room;
  readonly x: number;
  readonly y: number;
  /** Whether users care where the family's children lie. */
  readonly isPlaced: boolean;
}

/**
 * Divides a room of any shape among a tree by chords, until parts are convex, which the engine divides as it does.
 *
 * @param cells - of the tree, with that of the root written
 */
export function divideRoom(engine: PolygonEngine, tree: WeightedTree, room: Room, cells: RingCells): void {
  const forest = CutForest.build(tree, "huffman");
  const planner = new ChordPlanner();
  const { placed } = engine;
  const plain = placed ? placed.otherwise() : engine;
  const open: Task[] = [];
  const enter = (node: number, own: Room): void => {
    const { firstChild, childCount, weight } = tree;
    for (let c = firstChild[node]!; c < firstChild[node]! + childCount[node]!; c++)
      if (weight[c] === 0) cells.set(c, 0, 0, own.x, 0, 0);
    const part = forest.top[node]!;
    const [x, y] = [own.x[0]!, own.y[0]!];
    const isPlaced =
      part >= tree.size && placed !== undefined && joinByPlaces(tree, node, forest, placed.ask);
    if (part >= 0) open.push({ part, room: moved(own, x, y), x: 0, y: 0, isPlaced });
  };
  enter(0, startingAt(room, cells.originX(0), cells.originY(0)));
  for (let task = open.pop(); task; task = open.pop()) {
    const { part, room: own, x, y, isPlaced } = task;
    const ring = !isPlaced && isConvex(own) ? withoutIdleCorners(ringOf(own)) : null;
    if (part < tree.size) {
      const outline = outlineOf(own);
      cells.set(part, x, y, outline, 0, outline.length / 2);
      // The frame of a cell begins at its first corner.
      if (tree.childCount[part]! > 0) enter(part, startingAt(own, outline[0]!, outline[1]!));
    } else if (ring && ring.length >= 6) {
      layOutConvex(plain, tree, forest.partsBelow(part).children.sort(), ring, x, y, cells);
    } else {
      const cut = planner.plan(own, forest, part);
      forest.weigh(part);
      const { light, heavy, share } = forest;
      const { arc, rest, x: dx, y: dy } = split(own, cut, share * areaOf(own));
      open.push(
        { part: light, room: arc, x: x + dx, y: y + dy, isPlaced },
        { part: heavy, room: rest, x, y, isPlaced },
      );
    }
  }
}

/** A room in a frame that begins at (x, y). */
function moved({ x, y, wall }: Room, dx: number, dy: number): Room {
  return { x: x.map((at) => at - dx), y: y.map((at) => at - dy), wall };
}

/** The same ring, from the corner at a place on. */
function startingAt(room: Room, px: number, py: number): Room {
  const first = room.x.findIndex((x, k) => x === px && room.y[k] === py);
  if (first <= 0) return room;
  const turn = <A extends Float64Array | Uint8Array>(array: A): A => {
    const turned = array.slice() as A;
    turned.set(array.subarray(first));
    turned.set(array.subarray(0, first), array.length - first);
    return turned;
  };
  return { x: turn(room.x), y: turn(room.y), wall: room.wall && turn(room.wall) };
}

function isConvex({ x, y, wall }: Room): boolean {
  if (wall) return false;
  const n = x.length;
  for (let k = 0; k < n; k++) {
    const [a, b] = [k === 0 ? n - 1 : k - 1, k + 1 === n ? 0 : k + 1];
    const [ux, uy] = [x[k]! - x[a]!, y[k]! - y[a]!];
    const [vx, vy] = [x[b]! - x[k]!, y[b]! - y[k]!];
    const turn = uy * vx - ux * vy;
    const straight = STRAIGHT * Math.hypot(ux, uy) * Math.hypot(vx, vy);
    // A ring that doubles back has no width there, and turns more than once round.
    if (turn < -straight || (turn <= straight && ux * vx + uy * vy < 0)) return false;
  }
  return true;
}

/** Has the engine lay out some siblings, with all below them, in a convex ring. */
function layOutConvex(
  engine: PolygonEngine,
  tree: WeightedTree,
  nodes: Int32Array,
  ring: Float64Array,
  x: number,
  y: number,
  cells: RingCells,
): void {
  const { below, numbers } = treeOf(tree, nodes);
  const corners = ring.length / 2;
  const region: Region = { ...ringBounds(ring, 0, corners), ring, isBox: false };
  const own = engine.makeCells(below, engine.readContainer(region, engine.name), new Padding(below));
  engine.partition(below, region, own);
  const points = new Float64Array(2 * own.mostCorners);
  for (let k = 1; k < below.size; k++) {
    const count = own.ring(k, points);
    const isTop = below.parent[k] === 0;
    const dx = own.originX(k) + (isTop ? x + own.originX(0) : 0);
    const dy = own.originY(k) + (isTop ? y + own.originY(0) : 0);
    cells.set(numbers[k]!, dx, dy, points, 0, count);
  }
}

/** Some siblings and all below them as a tree of their own, and the node of each of its nodes. */
function treeOf(tree: WeightedTree, siblings: Int32Array): { below: WeightedTree; numbers: number[] } {
  const { firstChild, childCount, weight, parent } = tree;
  const childrenOf = (node: number): number[] =>
    Array.from({ length: childCount[node]! }, (_, c) => firstChild[node]! + c);
  return buildTree(tree, parent[siblings[0]!]!, Array.from(siblings), childrenOf, (node) => weight[node]!);
}

/** A tree of some nodes of another, −1 for one that is not of it. */
function buildTree(
  tree: WeightedTree,
  root: number,
  top: readonly number[],
  childrenOf: (node: number) => readonly number[],
  weightOf: (node: number) => number,
): { below: WeightedTree; numbers: number[] } {
  const numbers = [root];
  const parent = [-1];
  const firstChild: number[] = [];
  const childCount: number[] = [];
  for (let k = 0; k < numbers.length; k++) {
    const children = k === 0 ? top : childrenOf(numbers[k]!);
    firstChild[k] = numbers.length;
    childCount[k] = children.length;
    for (const child of children) {
      numbers.push(child);
      parent.push(k);
    }
  }
  const weight = Float64Array.from(numbers, weightOf);
  weight[0] = top.reduce((sum, node) => sum + weightOf(node), 0);
  const { id, label, data } = tree.lookup;
  const source = Int32Array.from(numbers, (node) => (node < 0 ? -1 : tree.source(node)));
  const below = new WeightedTree(
    {
      parent: Int32Array.from(parent),
      firstChild: Int32Array.from(firstChild),
      childCount: Int32Array.from(childCount),
      weight,
      source,
    },
    { id, label, data },
  );
  return { below, numbers };
}
