import type { RingSink } from "../cuts/family-cutter.ts";
import { CutForest, type ForestMemory } from "../cuts/forest.ts";
import { GrowthLimit } from "../cuts/growth-limit.ts";
import { regrow } from "../cuts/regrow.ts";
import type { EarlierLayout, LayoutMemory, Ring, RingCells, WeightedTree } from "../engine.ts";
import { eachFamily } from "../family-engine.ts";
import { FamilyDivider, type PlaceOf, type PowerEffort } from "./family-divider.ts";
import { emptySites, type Sites } from "./group-divider.ts";

/** How an engine of power diagrams works. */
export interface PowerEngine {
  readonly effort: PowerEffort;
  /** Where users want the site of a node, in the container's coordinates, or null. */
  readonly placeOf: ((tree: WeightedTree, node: number) => readonly [x: number, y: number] | null) | null;
}

/** A layout by power diagrams, remembered as its forest of cuts and the sites of its groups. */
export interface PowerMemory extends LayoutMemory {
  readonly forest: ForestMemory;
  readonly sites: Sites;
  /** Nodes whose families were to be divided otherwise than they could be. */
  readonly fallbacks: Int32Array;
}

/** Lays a tree out by power diagrams, with the cuts and sites of an earlier layout as far as they go. */
export function layOutByPowers(
  engine: PowerEngine,
  tree: WeightedTree,
  cells: RingCells,
  earlier: EarlierLayout<PowerMemory> | undefined,
): PowerMemory {
  const forest = earlier ? regrow(earlier, tree, "huffman") : CutForest.plant(tree, "huffman");
  const sites = emptySites(tree.size);
  const divider = new FamilyDivider(tree, forest, engine.effort, sites);
  const fallbacks: number[] = [];
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  const places = engine.placeOf ? new PlaceFinder(engine.placeOf, tree, cells) : null;
  const budget = earlier ? new Budget(tree, earlier) : null;
  const start = earlier ? { sites: earlier.memory.sites, match: earlier.match } : null;
  const fellBack = new Uint8Array(earlier ? earlier.tree.size : 0);
  for (const i of earlier?.memory.fallbacks ?? []) fellBack[i] = 1;
  const { weight } = tree;
  eachFamily(tree, (i, first, end) => {
    cells.open(i, room);
    const top = room.corners > 0 ? forest.top[i]! : -1;
    for (let c = first; c < end; c++) {
      if (top < 0 || weight[c] === 0) cells.set(c, 0, 0, room.points, 0, 0);
    }
    if (top >= 0) {
      const isKept = budget !== null && isPlanned(forest, top) && !budget.isAnewAbove(i);
      if (isKept) divider.repeat(room, top, start);
      const wasFallback = isKept && fellBack[start!.match[i]!] === 1;
      const isOver = isKept && budget.isOverspent(i, divider.buffer);
      if (!isKept || isOver) divider.plan(room, i, places?.of(i, first, end) ?? null);
      if (divider.hasFallenBack || (wasFallback && !isOver)) fallbacks.push(i);
      divider.buffer.pass(cells);
    }
    cells.close(i);
    places?.locate(first, end);
  });
  return { forest: forest.memory, sites, fallbacks: Int32Array.from(fallbacks) };
}

/** Whether the cuts of a family are known: it is one cell or one group, or its topmost cut has a normal. */
function isPlanned(forest: CutForest, top: number): boolean {
  if (top < forest.cells) return true;
  const cut = top - forest.cells;
  return forest.isGroup[cut] === 1 || !Number.isNaN(forest.normalX[cut]!);
}

/** Has families planned anew in which a cell has become too much thinner than it was, and all below them. */
class Budget {
  readonly #tree: WeightedTree;
  readonly #limit: GrowthLimit;
  readonly #anew: Uint8Array;

  constructor(tree: WeightedTree, earlier: EarlierLayout) {
    this.#tree = tree;
    this.#limit = new GrowthLimit(earlier);
    this.#anew = new Uint8Array(tree.size);
  }

  /** Whether the family that node i is a child of was planned anew. */
  isAnewAbove(i: number): boolean {
    const parent = this.#tree.parent[i]!;
    if (parent >= 0 && this.#anew[parent] === 1) this.#anew[i] = 1;
    return this.#anew[i] === 1;
  }

  /** Whether a cell of the family of node i is too thin. */
  isOverspent(i: number, cells: { pass(sink: RingSink): void }): boolean {
    const limit = this.#limit;
    let isOver = false;
    cells.pass({
      set(c, _x, _y, points, from, corners) {
        if (limit.isExceeded(c, points, from, corners)) isOver = true;
      },
    });
    if (isOver) this.#anew[i] = 1;
    return isOver;
  }
}

/** Asks users where they want sites, and turns their answers into the frames of rooms. */
class PlaceFinder {
  readonly #ask: NonNullable<PowerEngine["placeOf"]>;
  readonly #tree: WeightedTree;
  readonly #cells: RingCells;
  /** Absolute place of each cell's origin. */
  readonly #origin: Float64Array;
  readonly #place: Float64Array;

  constructor(ask: NonNullable<PowerEngine["placeOf"]>, tree: WeightedTree, cells: RingCells) {
    this.#ask = ask;
    this.#tree = tree;
    this.#cells = cells;
    this.#origin = new Float64Array(2 * tree.size);
    this.#place = new Float64Array(2 * tree.size).fill(NaN);
    this.#origin[0] = cells.originX(0);
    this.#origin[1] = cells.originY(0);
  }

  /** Notes where the cells of a family have come to lie. */
  locate(first: number, end: number): void {
    const { parent } = this.#tree;
    for (let c = first; c < end; c++) {
      this.#origin[2 * c] = this.#origin[2 * parent[c]!]! + this.#cells.originX(c);
      this.#origin[2 * c + 1] = this.#origin[2 * parent[c]! + 1]! + this.#cells.originY(c);
    }
  }

  /** The places wanted for the children of node i, in its own frame, or null if none is. */
  of(i: number, first: number, end: number): PlaceOf | null {
    let isAsked = false;
    for (let c = first; c < end; c++) {
      const place = this.#ask(this.#tree, c);
      if (!place) continue;
      isAsked = true;
      this.#place[2 * c] = place[0] - this.#origin[2 * i]!;
      this.#place[2 * c + 1] = place[1] - this.#origin[2 * i + 1]!;
    }
    if (!isAsked) return null;
    return (child, out) => {
      out[0] = this.#place[2 * child]!;
      out[1] = this.#place[2 * child + 1]!;
    };
  }
}
