import { carryOver } from "../engines/cuts/carry-over.ts";
import { CutForest, type ForestMemory } from "../engines/cuts/forest.ts";
import type { EarlierLayout, LayoutMemory, PolygonEngine, WeightedTree } from "../engines/engine.ts";
import { Padding } from "../partition/padding.ts";
import { ringRegion } from "../partition/region.ts";
import type { Site } from "./power-room.ts";
import { treeOf } from "./sub-tree.ts";

/** How a part was divided: by a chord, by the engine in a convex room, by a power diagram, by a chord between places. */
export const WAYS = { none: 0, chord: 1, block: 2, power: 3, placed: 4 } as const;
export type Way = (typeof WAYS)[keyof typeof WAYS];

/** What is remembered of a convex room: the siblings in it, where its frame begins, and what the engine remembers. */
interface BlockMemory {
  readonly nodes: Int32Array;
  readonly x: number;
  readonly y: number;
  readonly ring: Float64Array;
  readonly memory: LayoutMemory | undefined;
}

/** What is remembered of how a room was divided; arrays go by cuts, by nodes of sites. All places are the container's. */
export interface RoomMemory {
  readonly forest: ForestMemory;
  readonly way: Uint8Array;
  /** Both ends of each chord: the ring runs from the first to the second round the first part. */
  readonly chords: Float64Array;
  /** x, y and weight of each site. */
  readonly sites: Float64Array;
  /** The convex rooms by the cuts that they were handed on at. */
  readonly blocks: Readonly<Record<string, BlockMemory>>;
}

/** How a room was divided before, to be kept. */
export interface EarlierRoom {
  readonly tree: WeightedTree;
  readonly memory: RoomMemory;
  /** The earlier node of each node, or −1. */
  readonly match: Int32Array;
  /** How places of the container have moved: with its bounding box. */
  readonly moved: (x: number, y: number) => readonly [x: number, y: number];
  readonly layout: EarlierLayout;
  /** The node of the earlier map of each node of `tree`. */
  readonly numbers: ArrayLike<number> | null;
  /** Where the cells of the earlier map begin: x, y, x, y … */
  readonly origins: Float64Array;
}

type Frame = readonly [x: number, y: number];

/** Notes how a room is divided, and tells how it was. Frames are where the room's own coordinates begin. */
export class RoomNotes {
  readonly forest: CutForest;
  readonly #tree: WeightedTree;
  readonly #earlier: EarlierRoom | null;
  /** The earlier cut of each, or −1. */
  readonly #old: Int32Array;
  readonly #way: Uint8Array;
  readonly #chords: Float64Array;
  readonly #sites: Float64Array;
  readonly #blocks: Record<string, BlockMemory> = {};

  /** @param anew - families nothing of which is to be kept */
  constructor(tree: WeightedTree, earlier: EarlierRoom | null, anew: ReadonlySet<number>) {
    const { size } = tree;
    this.#tree = tree;
    this.#earlier = earlier;
    this.#way = new Uint8Array(size);
    this.#chords = new Float64Array(4 * size).fill(NaN);
    this.#sites = new Float64Array(3 * size).fill(NaN);
    this.#old = new Int32Array(size).fill(-1);
    this.forest = earlier ? this.#carry(earlier, anew) : CutForest.build(tree, "huffman");
  }

  get memory(): RoomMemory {
    return {
      forest: this.forest.memory,
      way: this.#way,
      chords: this.#chords,
      sites: this.#sites,
      blocks: this.#blocks,
    };
  }

  /** The forest carried over; cuts bear the numbers of the earlier ones in place of normals on the way. */
  #carry({ tree, memory, match, layout }: EarlierRoom, anew: ReadonlySet<number>): CutForest {
    const numbers = Float64Array.from(memory.way, (_, k) => k);
    const numbered = { ...memory.forest, normalX: numbers, normalY: new Float64Array(tree.size) };
    const kept =
      anew.size === 0 ? match : match.map((twin, i) => (anew.has(this.#tree.parent[i]!) ? -1 : twin));
    const forest = carryOver(
      { ...layout, tree, match: kept, memory: { forest: numbered }, stretch: [1, 1] },
      this.#tree,
      "huffman",
    );
    forest.normalX.forEach((old, k) => (this.#old[k] = Number.isNaN(old) ? -1 : old));
    forest.normalX.fill(NaN);
    forest.normalY.fill(NaN);
    return forest;
  }

  #oldOf(part: number): number {
    return part < this.forest.cells ? -1 : this.#old[part - this.forest.cells]!;
  }

  /** How a part was divided. */
  before(part: number): Way {
    const old = this.#oldOf(part);
    return old < 0 ? WAYS.none : (this.#earlier!.memory.way[old] as Way);
  }

  /** Both ends of a part's chord, so that the ring runs from the first to the second round its lighter part. */
  chordBefore(part: number, isLightFirst: boolean, [x, y]: Frame): number[] | null {
    const old = this.#oldOf(part);
    if (old < 0) return null;
    const { memory, moved } = this.#earlier!;
    const ends = memory.chords.subarray(4 * old, 4 * old + 4);
    const [px, py, qx, qy] = ends as unknown as [number, number, number, number];
    if (Number.isNaN(px)) return null;
    const [ax, ay] = moved(px, py);
    const [bx, by] = moved(qx, qy);
    return isLightFirst ? [ax - x, ay - y, bx - x, by - y] : [bx - x, by - y, ax - x, ay - y];
  }

  noteChord(
    part: number,
    isLightFirst: boolean,
    ends: readonly number[],
    [x, y]: Frame,
    isPlaced: boolean,
  ): void {
    const k = part - this.forest.cells;
    this.#way[k] = isPlaced ? WAYS.placed : WAYS.chord;
    const [px, py, qx, qy] = ends as [number, number, number, number];
    const [p, q] = [[px + x, py + y] as const, [qx + x, qy + y] as const];
    this.#chords.set(isLightFirst ? [...p, ...q] : [...q, ...p], 4 * k);
  }

  notePower(part: number, nodes: Int32Array, sites: readonly Site[], [x, y]: Frame): void {
    this.#way[part - this.forest.cells] = WAYS.power;
    sites.forEach(([px, py, weight], k) => this.#sites.set([px + x, py + y, weight], 3 * nodes[k]!));
  }

  /** The sites of some nodes; null if one has none. */
  sitesBefore(nodes: Int32Array, [x, y]: Frame): Site[] | null {
    const { memory, moved, match } = this.#earlier!;
    const sites: Site[] = [];
    for (const node of nodes) {
      const twin = match[node]!;
      if (twin < 0 || Number.isNaN(memory.sites[3 * twin]!)) return null;
      const [px, py] = moved(memory.sites[3 * twin]!, memory.sites[3 * twin + 1]!);
      sites.push([px - x, py - y, memory.sites[3 * twin + 2]!]);
    }
    return sites;
  }

  noteBlock(
    part: number,
    nodes: Int32Array,
    ring: Float64Array,
    [x, y]: Frame,
    memory: LayoutMemory | undefined,
  ): void {
    const k = part - this.forest.cells;
    this.#way[k] = WAYS.block;
    this.#blocks[k] = { nodes, x, y, ring, memory };
  }

  /** The earlier layout of a convex room, for the engine to continue; undefined if there was none. */
  blockBefore(
    part: number,
    numbers: readonly number[],
    engine: PolygonEngine,
    isDeep: boolean,
  ): EarlierLayout | undefined {
    const old = this.#oldOf(part);
    const block = old < 0 ? undefined : this.#earlier!.memory.blocks[old];
    if (!block?.memory) return undefined;
    const { tree, match, layout, numbers: mapped, origins } = this.#earlier!;
    const { below, numbers: oldNumbers } = treeOf(tree, block.nodes, isDeep);
    const own = engine.makeCells(below, ringRegion(block.ring), new Padding(below));
    const [rootX, rootY] = [block.x + own.originX(0), block.y + own.originY(0)];
    const points = new Float64Array(2 * layout.cells.mostCorners);
    const place = new Map<number, number>();
    oldNumbers.forEach((node, k) => {
      if (k > 0) place.set(node, k);
      if (k === 0 || node < 0) return;
      const i = mapped ? mapped[node]! : node;
      if (i < 0) return;
      const isTop = below.parent[k] === 0;
      const x = isTop ? origins[2 * i]! - rootX : layout.cells.originX(i);
      const y = isTop ? origins[2 * i + 1]! - rootY : layout.cells.originY(i);
      own.set(k, x, y, points, 0, layout.cells.ring(i, points));
    });
    const again = numbers.map((node, k) => (k === 0 ? 0 : node < 0 ? -1 : (place.get(match[node]!) ?? -1)));
    return { ...layout, tree: below, cells: own, memory: block.memory, match: Int32Array.from(again) };
  }
}
