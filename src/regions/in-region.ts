import { bridged } from "../geometry/bridges.ts";
import { outlineOf, type Room } from "../geometry/chord.ts";
import { aspectRatio } from "../geometry/diameter.ts";
import { joinLoops, loopsOf } from "../geometry/loops.ts";
import { ringArea, ringBounds } from "../geometry/ring.ts";
import { islandsOf } from "../geometry/simple-rings.ts";
import type {
  Bound,
  BoundMeasure,
  EarlierLayout,
  LayoutMemory,
  PolygonEngine,
  Ring,
  RingCells,
  WeightedTree,
} from "../engines/engine.ts";
import { withinRange } from "../engines/weight-range.ts";
import { addUpOrigins } from "../partition/cells.ts";
import { ringRegion } from "../partition/region.ts";
import { simpleCells } from "../partition/simple-cells.ts";
import { adaptedEngine } from "./adapted-engine.ts";
import { RoomDivision } from "./divide-room.ts";
import { shareAmong, sharedAsBefore, type Shares } from "./islands.ts";
import { mappedPadding } from "./mapped-padding.ts";
import { WAYS, type EarlierRoom, type RoomMemory } from "./room-memory.ts";
import { treeOf, treeOn, type SubTree } from "./sub-tree.ts";

/** Part of the longer side within which a container is the earlier one, stretched perhaps. */
const SAME = 1e-9;

/** What is remembered of a layout in a region: how each island was divided, and what lies where. */
interface RegionMemory extends LayoutMemory {
  readonly rooms: readonly (RoomMemory | null)[];
  readonly shares: (Shares & { readonly areas: readonly number[] }) | null;
}

/**
 * An engine of convex polygons as it lays out in regions of any shape: what is not convex is cut by chords, or divided by
 * clipped power diagrams, first.
 *
 * @throws MarquetryError `container-not-rectangle` for an engine of rectangles
 */
export function inRegion<E extends object>(given: E, hasGaps: boolean): E {
  return adaptedEngine(given, "any region", (engine) => ({
    hasGaps,
    bound: (tree, _, memory) => boundOf(engine, tree, memory as RegionMemory | undefined),
    partition(given, { ring }, cells, before) {
      const tree = withinRange(engine.name, given, ringRegion(ring));
      const earlier = before && keepable(before, ring) ? (before as EarlierLayout<RegionMemory>) : null;
      const rooms = islandsOf(loopsOf(ring, ring.length / 2)).map(bridged);
      const lay = (anew: ReadonlySet<number>): RegionMemory =>
        rooms.length === 1
          ? fillRoom(engine, tree, rooms[0]!, cells, earlier, anew)
          : fillIslands(engine, tree, rooms, cells, earlier, anew);
      const memory = lay(new Set());
      const anew = earlier ? thinFamilies(tree, cells, earlier) : new Set<number>();
      return anew.size > 0 ? lay(anew) : memory;
    },
  }));
}

/**
 * What is proven where chords part the families of the root until every room is convex: what the engine has proven for
 * the trees in these. Null where a cell comes of a chord or a clipped diagram, and with islands.
 */
function boundOf(engine: PolygonEngine, tree: WeightedTree, memory: RegionMemory | undefined): Bound | null {
  const [room, ...others] = memory?.rooms ?? [];
  if (!room || others.length > 0) return null;
  const { forest, way, blocks } = room;
  const perNode = new Float64Array(tree.size);
  let [value, measure] = [0, "asp" as BoundMeasure];
  const open = [forest.top[0]!];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const cut = part - tree.size;
    const block = cut < 0 ? undefined : blocks[cut];
    if (!block) {
      if (cut < 0 || (way[cut] !== WAYS.none && way[cut] !== WAYS.chord)) return null;
      open.push(forest.first[cut]!, forest.second[cut]!);
      continue;
    }
    const { below, numbers } = treeOf(tree, block.nodes, true);
    const own = engine.bound(below, ringRegion(block.ring), block.memory);
    if (!own) return null;
    measure = own.measure;
    for (let k = 0; k < numbers.length; k++) {
      const limit = own.perNode ? own.perNode[k]! : own.value;
      const node = numbers[k]!;
      perNode[node] = Math.max(perNode[node]!, limit);
      value = Math.max(value, limit);
    }
  }
  return { measure, value, perNode };
}

/** Whether a container is that of an earlier layout, stretched perhaps. */
function keepable({ cells, memory }: EarlierLayout, ring: Float64Array): boolean {
  if (!("rooms" in memory)) return false;
  const old = new Float64Array(2 * cells.corners(0));
  if (cells.ring(0, old) !== ring.length / 2) return false;
  const a = ringBounds(old, 0, old.length / 2);
  const b = ringBounds(ring, 0, ring.length / 2);
  const [across, down] = [(b.x1 - b.x0) / (a.x1 - a.x0), (b.y1 - b.y0) / (a.y1 - a.y0)];
  const near = SAME * Math.max(b.x1 - b.x0, b.y1 - b.y0);
  return old.every((at, k) => {
    const placed = k % 2 === 0 ? b.x0 + across * (at - a.x0) : b.y0 + down * (at - a.y0);
    return Math.abs(placed - ring[k]!) <= near;
  });
}

/** How places have moved since: with the bounding box of the container. */
function mover({ cells, stretch: [across, down] }: EarlierLayout, root: RingCells): EarlierRoom["moved"] {
  const bounds = (of: EarlierLayout["cells"]): [x: number, y: number] => {
    const ring = new Float64Array(2 * of.corners(0));
    const { x0, y0 } = ringBounds(ring, 0, of.ring(0, ring));
    return [x0 + of.originX(0), y0 + of.originY(0)];
  };
  const [ax, ay] = bounds(cells);
  const [bx, by] = bounds(root);
  return (x, y) => [bx + across * (x - ax), by + down * (y - ay)];
}

function fillRoom(
  engine: PolygonEngine,
  tree: WeightedTree,
  room: Room,
  cells: RingCells,
  earlier: EarlierLayout<RegionMemory> | null,
  anew: ReadonlySet<number>,
): RegionMemory {
  const before: EarlierRoom | null = earlier && {
    tree: earlier.tree,
    memory: earlier.memory.rooms[0]!,
    match: earlier.match,
    moved: mover(earlier, cells),
    layout: earlier,
    numbers: null,
    origins: addUpOrigins(earlier.tree.parent, earlier.cells),
  };
  const division = new RoomDivision(engine, tree, cells, before, anew);
  division.divide(room);
  const fallbacks = Int32Array.from(division.fallbacks).sort();
  return { rooms: [division.notes.memory], shares: null, fallbacks };
}

/** Families that have a cell which became so much thinner that it is to be laid out anew. */
function thinFamilies(
  tree: WeightedTree,
  cells: RingCells,
  { cells: old, match, maxAspectGrowth, keepsAll }: EarlierLayout,
): Set<number> {
  const thin = new Set<number>();
  if (maxAspectGrowth === Infinity || keepsAll) return thin;
  const points = new Float64Array(2 * Math.max(cells.mostCorners, old.mostCorners));
  const aspOf = (of: EarlierLayout["cells"], i: number): number => aspectRatio(points, 0, of.ring(i, points));
  for (let i = 1; i < tree.size; i++) {
    const twin = match[i]!;
    if (twin < 0 || tree.childCount[i]! > 0 || cells.corners(i) === 0 || old.corners(twin) === 0) continue;
    if (aspOf(cells, i) > maxAspectGrowth * aspOf(old, twin)) thin.add(tree.parent[i]!);
  }
  return thin;
}

/** Shares a tree among islands, each of which is divided by itself. */
function fillIslands(
  engine: PolygonEngine,
  tree: WeightedTree,
  rooms: readonly Room[],
  cells: RingCells,
  earlier: EarlierLayout<RegionMemory> | null,
  anew: ReadonlySet<number>,
): RegionMemory {
  const areas = rooms.map((room) => areaLeftOn(room, tree, cells));
  const shared = shareAmong(tree, areas);
  const old = earlier?.memory.shares;
  const shares = (earlier && old && sharedAsBefore(tree, areas, shared, old, earlier.match)) ?? shared;
  const { scale, island } = shares;
  const { size, parent, childCount } = tree;
  /** The outlines of nodes that lie on several islands, and where the frames of all nodes begin, if they are known. */
  const torn = new Map<number, Float64Array[]>();
  const place = new Map<number, [x: number, y: number]>([[0, [cells.originX(0), cells.originY(0)]]]);
  const origins = earlier && addUpOrigins(earlier.tree.parent, earlier.cells);
  const fallbacks: number[] = [];
  const filled = rooms.map((room, k) => {
    const own = treeOn(tree, island, k, areas[k]! / scale);
    const { below, numbers } = own;
    if (below.size < 2) return null;
    const into = simpleCells.makeCells(
      below,
      ringRegion(outlineOf(room)),
      mappedPadding(cells.padding, below, numbers),
    );
    const memory = earlier?.memory.rooms[k];
    const before =
      earlier && old && memory
        ? {
            ...earlierOn(earlier, old, k, own),
            memory,
            moved: mover(earlier, cells),
            layout: earlier,
            origins: origins!,
          }
        : null;
    const afresh = new Set(numbers.flatMap((node, q) => (anew.has(node) ? [q] : [])));
    const division = new RoomDivision(numbered(engine, numbers), below, into, before, afresh);
    division.divide(room);
    fallbacks.push(...division.fallbacks.map((q) => numbers[q]!));
    const placed: [number, number][] = [];
    for (let q = 0; q < below.size; q++) {
      const [px, py] = q === 0 ? [0, 0] : placed[below.parent[q]!]!;
      placed.push([px + into.originX(q), py + into.originY(q)]);
    }
    return { below, numbers, own: into, origins: placed, memory: division.notes.memory };
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
      torn.set(node, [...(torn.get(node) ?? []), ...loopsOf(moved, corners)]);
    }
  }
  for (const node of [...torn.keys()].sort((a, b) => a - b)) {
    const loops = torn.get(node)!;
    const [x, y] = place.get(parent[node]!)!;
    if (loops.length === 0) {
      // Padding has left it no room on any island.
      cells.set(node, 0, 0, new Float64Array(0), 0, 0);
      place.set(node, [x, y]);
      continue;
    }
    loops.sort((a, b) => ringArea(b, 0, b.length / 2) - ringArea(a, 0, a.length / 2));
    const outline = joinLoops(loops);
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

  return {
    rooms: filled.map((part) => part && part.memory),
    shares: { scale, island, areas },
    fallbacks: Int32Array.from(new Set(fallbacks)).sort(),
  };

  function isTorn(node: number): boolean {
    for (let i = node; i >= 0; i = parent[i]!) if (island[i]! >= 0) return false;
    return childCount[node]! > 0 && node < size;
  }
}

/** Area of an island that the padding of the whole leaves. */
function areaLeftOn(room: Room, tree: WeightedTree, cells: RingCells): number {
  const own = simpleCells.makeCells(tree, ringRegion(outlineOf(room)), cells.padding);
  const left: Ring = { corners: 0, points: new Float64Array(0) };
  own.open(0, left);
  return ringArea(left.points, 0, left.corners);
}

/** The tree that lay on an island, and which of its nodes each of another's continues. */
function earlierOn(
  { tree, match }: EarlierLayout,
  { scale, island, areas }: NonNullable<RegionMemory["shares"]>,
  k: number,
  { numbers }: SubTree,
): Pick<EarlierRoom, "tree" | "match" | "numbers"> {
  const old = treeOn(tree, island, k, areas[k]! / scale);
  const place = new Map(old.numbers.map((node, q) => [node, q]));
  const twins = numbers.map((node, q) => place.get(q === 0 ? 0 : node < 0 ? -1 : match[node]!) ?? -1);
  // A node that is new is not the leaf for the room that is left.
  twins.forEach((_, q) => {
    if (numbers[q]! > 0 && match[numbers[q]!]! < 0) twins[q] = -1;
  });
  return { tree: old.below, match: Int32Array.from(twins), numbers: old.numbers };
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
