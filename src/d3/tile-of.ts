import {
  layout,
  MarquetryError,
  toEngine,
  weightedTree,
  type Engine,
  type EngineName,
  type Partition,
  type WeightedTree,
} from "../index.ts";
import { nameOf } from "./hierarchy-node.ts";
import type { Tile, TileNode } from "./tile.ts";

/** What an engine that remembers its layouts made of a family, by the family's parent. */
interface Earlier {
  readonly engine: Engine;
  readonly map: Partition<Datum | undefined>;
}

/** A node on the way from the root down to the family, which has no weight of its own. */
class Link {
  readonly node: TileNode | null;
  readonly below: readonly Datum[];

  constructor(node: TileNode | null, below: readonly Datum[]) {
    this.node = node;
    this.below = below;
  }
}

type Datum = Link | TileNode;
/** What a node weighs beyond its children is a remainder, which has no datum. */
type FamilyTree = WeightedTree<Datum | undefined>;

const earlier = new WeakMap<TileNode, Earlier>();

/** Levels above a family that its engine is told of; deeper ones count as one of two that alternate. Even. */
const MOST_LEVELS = 64;
/** A room thinner than this, which `layout` would refuse, is none. */
const LEAST_SIDE = 1e-150;
/** What counts as rounding: of a side, relative to the room; of a total, relative to itself. */
const ROUNDING = 1e-12;
const TOTAL_ROUNDING = 1e-9;

/**
 * A tile for `d3.treemap().tile(…)` that divides each family as one of our engines of rectangles does. Size, padding
 * and rounding stay d3's, and so do its nodes: `x0`, `y0`, `x1`, `y1` are written to them.
 *
 * What a node weighs beyond its children stays free, at the end of its room. A family without weight or without room
 * gets cells without area. Of the engines of rows, only `resquarify` keeps a family's rows while d3 keeps its parent, as
 * with d3's own tiles; others that remember their layouts lay a family out again as it was. Those that plan a whole tree at once see one family at a time.
 *
 * @param engine - an engine whose shape is "rect", or its name
 * @throws MarquetryError `bad-engine` if the engine makes polygons; `unknown-engine`. The tile throws `bad-weight`,
 * `missing-weight` and `total-mismatch` with the node's path, and `bad-input`
 * @example d3.treemap().tile(tileOf(strip({ ratio: 2 }))).size([960, 600]).paddingInner(1)(root);
 */
export function tileOf(engine: Engine | EngineName): Tile<TileNode> {
  if (typeof engine !== "string" && typeof engine !== "object" && typeof engine !== "function") {
    throw new MarquetryError("bad-engine", "tileOf takes an engine, as squarify(), or the name of one", {
      value: engine,
    });
  }
  const own = toEngine(engine);
  if (own.shape !== "rect") {
    const message = `tileOf takes an engine of rectangles, and ${own.name} makes polygons: lay the hierarchy out with layout, and applyTo writes polygons to its nodes`;
    throw new MarquetryError("bad-engine", message, { value: engine });
  }
  return (node, x0, y0, x1, y1) => {
    checkRoom(node, [x0, y0, x1, y1]);
    const { children } = node;
    if (!children || children.length === 0) return;
    const level = levelOf(node);
    const tree = familyTree(node, level);
    const hasRoom = x1 - x0 >= LEAST_SIDE && y1 - y0 >= LEAST_SIDE;
    if (!hasRoom || tree.weight[0] === 0) {
      const flat = hasRoom ? y0 : y1;
      for (const child of children) Object.assign(child, { x0, y0, x1, y1: flat });
      return;
    }
    const map = layFamily(own, node, tree, level, { x0, y0, x1, y1 });
    const boxes = map.cells.pack()["boxes"] as Float64Array;
    const first = tree.firstChild[level]!;
    for (const [k, child] of children.entries()) {
      const at = 4 * (first + k);
      child.x1 = side(x0, x1, boxes[at]! + boxes[at + 2]!);
      child.y1 = side(y0, y1, boxes[at + 1]! + boxes[at + 3]!);
      child.x0 = Math.min(x0 + boxes[at]!, child.x1);
      child.y0 = Math.min(y0 + boxes[at + 1]!, child.y1);
    }
  };
}

function checkRoom(node: unknown, room: readonly unknown[]): void {
  const isNode = typeof node === "object" && node !== null;
  if (isNode && room.every(Number.isFinite)) return;
  const message = isNode
    ? `the tile of tileOf needs finite sides x0, y0, x1, y1, not ${room.map((side) => (typeof side === "number" ? side : typeof side)).join(", ")}`
    : `tileOf makes a tile for d3.treemap().tile(…), which is called with a node and the sides of its room`;
  throw new MarquetryError("bad-input", message, { value: isNode ? room : node });
}

/** Sums of widths end beside the room's own side by a rounding, which d3 would round to another pixel. */
function side(from: number, to: number, length: number): number {
  return Math.abs(from + length - to) <= ROUNDING * (to - from) ? to : from + length;
}

/** How deep the engine is to take the family for. */
function levelOf({ depth = 0 }: TileNode): number {
  if (!(depth > 0)) return 0;
  return depth <= MOST_LEVELS ? Math.floor(depth) : MOST_LEVELS + (Math.ceil(depth) & 1);
}

/** The family as a tree of its own, below as many nodes as there are levels above it, so that its depth is right. */
function familyTree(node: TileNode, level: number): FamilyTree {
  const family = new Link(node, node.children!);
  let top = family;
  let above = node.parent ?? null;
  for (let k = 0; k < level; k++) {
    top = new Link(above, [top]);
    above = above?.parent ?? null;
  }
  checkTotal(node);
  return weightedTree<Datum>(top, {
    children: (d) => (d instanceof Link ? d.below : null),
    weight: (d) => (d === family ? node.value : d instanceof Link ? null : d.value),
    label: (d) => nameOf(d instanceof Link ? d.node : d),
    id: () => undefined,
    innerWeight: "total",
    sort: null,
  });
}

function checkTotal({ value, children, data }: TileNode): void {
  if (typeof value !== "number" || Number.isNaN(value)) return;
  let sum = 0;
  for (const child of children!) sum += child?.value ?? 0;
  if (!(sum - value > TOTAL_ROUNDING * value)) return;
  const path = nameOf({ data }) ?? "a node";
  const message = `the value of ${path} is ${value}, but its children have ${sum} together: call sum or count again`;
  throw new MarquetryError("total-mismatch", message, { path, value });
}

function layFamily(
  engine: Engine,
  node: TileNode,
  tree: FamilyTree,
  level: number,
  container: { x0: number; y0: number; x1: number; y1: number },
): Partition<Datum | undefined> {
  const before = earlier.get(node);
  const isKept =
    before !== undefined && isSame(before.engine, engine) && before.map.tree.height === level + 1;
  const map = isKept
    ? before.map.update(tree, {
        container,
        match: matchFamily(before.map, tree, level),
        maxAspectGrowth: Infinity,
      })
    : layout(tree, { engine, container });
  // Tiles of d3 forget their rows but for those whose purpose is to keep them, and a map for each family is much.
  const { memory } = map.record;
  const forgets = memory === undefined || ("codes" in memory && engine.canKeepAllCuts !== true);
  if (!forgets) earlier.set(node, { engine, map });
  else earlier.delete(node);
  return map;
}

/** Whether two engines lay out alike; of options that hold functions nothing is known. */
function isSame(a: Engine, b: Engine): boolean {
  if (a === b) return true;
  return (
    a.name === b.name && a.options !== undefined && JSON.stringify(a.options) === JSON.stringify(b.options)
  );
}

/** The node that each node of a family's tree had before; those on the way down are new each time. */
function matchFamily(before: Partition<Datum | undefined>, tree: FamilyTree, level: number): Int32Array {
  return Int32Array.from(tree.parent, (_, i) => (i <= level ? i : before.indexOf(tree.data(i))));
}
