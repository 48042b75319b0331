import { boxCells, eachFamily, MarquetryError, readOptions } from "../index.ts";
import type { Box, BoxCells, EarlierLayout, LayoutMemory, RectEngine, WeightedTree } from "../index.ts";
import { flag, object, text, type OptionTable } from "../options/option.ts";
import { datumOf } from "./hierarchy-node.ts";
import type { Tile } from "./tile.ts";

/** Options of {@link engineOf}. */
export interface TileEngineOptions {
  /** The engine's name; "d3-" and the name of the tile function by default. */
  readonly name?: string;
  /**
   * What the tile was made with, as plain data: engines of one name and options are taken to lay out alike. None by
   * default.
   */
  readonly options?: object;
  /** Whether the tile leaves gaps between cells; false by default. */
  readonly hasGaps?: boolean;
  /** Whether the tile makes cells whose areas are not in proportion to their values; false by default. */
  readonly hasInexactAreas?: boolean;
}

const tileEngineOptions: OptionTable<TileEngineOptions> = {
  name: /* @__PURE__ */ text(),
  options: /* @__PURE__ */ object("an object"),
  hasGaps: /* @__PURE__ */ flag(false),
  hasInexactAreas: /* @__PURE__ */ flag(false),
};

/** A node as a tile sees it: that of `d3.hierarchy` without its methods. */
interface SeenNode {
  readonly data: unknown;
  readonly depth: number;
  height: number;
  readonly parent: SeenNode | null;
  children?: SeenNode[];
  value: number;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The nodes that a tile has written more to than their sides, as `treemapResquarify` does. */
const marked = new WeakMap<LayoutMemory, readonly SeenNode[]>();

/** Part of a room by which d3's sums may run back. */
const ROUNDING = 1e-9;

/**
 * An engine of a tile of d3, or of one's own for it: `layout` then divides each family by it, with our padding,
 * rounding, leaf areas and measures.
 *
 * The tile is called with a node that has `value`, `data`, `depth`, `height`, `parent` and `children` as in d3, and
 * with a room whose corner is (0, 0). What it writes to its nodes beside their sides, as `treemapResquarify` does, is
 * kept for `map.update` while the nodes and their order stay, unless `maxAspectGrowth` asks for fatter cells. Areas
 * are as exact as the tile makes them: `quality` tells.
 *
 * For maps that go to a worker, `registerEngine` the engine's name there.
 *
 * @throws MarquetryError `bad-engine` if it is no function, `bad-option`
 * @example layout(tree, { engine: engineOf(treemapSquarify.ratio(1)), container: [960, 600], padding: 2 });
 */
export function engineOf(tile: Tile, options?: TileEngineOptions): RectEngine {
  const given = readOptions<TileEngineOptions, "hasGaps" | "hasInexactAreas">(
    "engineOf",
    tileEngineOptions,
    options,
  );
  checkTile(tile);
  const divide = tile as Tile<SeenNode>;
  const { name = `d3-${tile.name || "tile"}`, options: own, hasGaps, hasInexactAreas } = given;
  return {
    ...boxCells,
    name,
    description: "a tile of d3's treemap",
    options: own && { ...own },
    hasGaps,
    hasInexactAreas,
    partition(tree, _region, cells, earlier) {
      const nodes = nodesAgain(tree, earlier) ?? nodesOf(tree);
      const room: Box = { x: 0, y: 0, width: 0, height: 0 };
      let memory: LayoutMemory | undefined;
      eachFamily(tree, (i, first, end) => {
        cells.open(i, room);
        if (room.width > 0 && room.height > 0) {
          const node = nodes[i]!;
          callTile(divide, node, room);
          for (let c = first; c < end; c++) place(name, tree, cells, c, nodes[c]!, room);
          if (Object.keys(node).length > OWN_FIELDS) memory = {};
        }
        cells.close(i);
      });
      if (memory) marked.set(memory, nodes);
      return memory;
    },
  };
}

function checkTile(tile: unknown): void {
  if (typeof tile === "function") return;
  const isEngine = typeof tile === "object" && tile !== null && "partition" in tile;
  const help = isEngine ? ": this is an engine, which layout takes as it is" : "";
  const message = `engineOf takes a tile of d3's treemap, a function of a node and its room, as treemapSquarify${help}`;
  throw new MarquetryError("bad-engine", message, { value: tile });
}

/** Calls a tile with what the children weigh together: where areas make up for padding, they weigh less than the node. */
function callTile(tile: Tile<SeenNode>, node: SeenNode, { width, height }: Box): void {
  let sum = 0;
  for (const child of node.children!) {
    sum += child.value;
    child.x0 = child.y0 = child.x1 = child.y1 = NaN;
  }
  node.value = sum;
  if (sum > 0) tile(node, 0, 0, width, height);
}

function place(
  engine: string,
  tree: WeightedTree,
  cells: BoxCells,
  i: number,
  { value, x0, y0, x1, y1 }: SeenNode,
  room: Box,
): void {
  const width = lengthOf(x1 - x0, room.width);
  const height = lengthOf(y1 - y0, room.height);
  if (value === 0 && !(Number.isFinite(x0 + y0) && width * height === 0)) {
    cells.set(i, 0, 0, 0, 0);
    return;
  }
  if (!(width >= 0 && height >= 0)) {
    const path = tree.pathForMessage(i);
    const message = `engine ${engine} gave ${path} the sides x0 ${x0}, y0 ${y0}, x1 ${x1}, y1 ${y1}`;
    throw new MarquetryError("bad-engine", message, { path, value: [x0, y0, x1, y1] });
  }
  cells.set(i, x0, y0, width, height);
}

function lengthOf(length: number, room: number): number {
  return length < 0 && length > -ROUNDING * room ? 0 : length;
}

/** Nodes for a tile, in the order of the tree's. */
function nodesOf(tree: WeightedTree): SeenNode[] {
  const { size, parent, weight, childCount } = tree;
  const nodes: SeenNode[] = [];
  for (let i = 0; i < size; i++) {
    const above = nodes[parent[i]!] ?? null;
    const node: SeenNode = {
      data: datumOf(tree.data(i)),
      depth: above ? above.depth + 1 : 0,
      height: 0,
      parent: above,
      value: weight[i]!,
      x0: NaN,
      y0: NaN,
      x1: NaN,
      y1: NaN,
    };
    if (childCount[i]! > 0) node.children = [];
    above?.children!.push(node);
    nodes.push(node);
  }
  for (let i = size - 1; i > 0; i--) {
    const above = nodes[parent[i]!]!;
    above.height = Math.max(above.height, nodes[i]!.height + 1);
  }
  return nodes;
}

/** Fields of an inner node before its tile is called. */
const OWN_FIELDS = 10;

/** The nodes of an earlier layout with the weights of this one, where the tree is the same and its cells may get thin. */
function nodesAgain(tree: WeightedTree, earlier: EarlierLayout | undefined): readonly SeenNode[] | undefined {
  if (!earlier || earlier.maxAspectGrowth < Infinity) return undefined;
  const { size, parent, weight } = tree;
  const nodes = marked.get(earlier.memory);
  if (nodes?.length !== size || !earlier.match.every((twin, i) => twin === i)) return undefined;
  if (!parent.every((p, i) => p === earlier.tree.parent[i])) return undefined;
  for (const [i, node] of nodes.entries()) node.value = weight[i]!;
  return nodes;
}
