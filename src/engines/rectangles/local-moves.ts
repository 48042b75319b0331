import type { WeightedTree } from "../../model/weighted-tree.ts";
import { wholeNumber, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import { areBoxes, boxCells, type Box, type BoxCells } from "../../partition/box-cells.ts";
import { readSlots } from "../../partition/slots.ts";
import type { EarlierLayout, Engine, LayoutMemory, RectEngine } from "../engine.ts";
import { eachFamily } from "../family-engine.ts";
import { growthLimit } from "../growth-limit.ts";
import { Dissection, type Sides } from "./dissection.ts";
import { FamilySearch } from "./family-search.ts";
import { localChanges } from "./local-changes.ts";

/** Families of more children are laid out afresh: solving for their areas would take too long. */
const MOST_CHILDREN = 200;
/** By what part of itself a move must better the sum of asp². */
const GAIN = 1e-6;
/** Relative difference of shares and rooms that counts as none. */
const ALIKE = 1e-9;

/** Options of {@link localMoves}. */
export interface LocalMovesOptions {
  /** The most moves at each update in each family; 4 by default. */
  readonly moves?: number;
}

export const localMovesOptions: OptionTable<LocalMovesOptions> = {
  moves: /* @__PURE__ */ wholeNumber({ min: 0 }, 4),
};

export const localMovesHelp: OptionHelp<LocalMovesOptions> = {
  moves: "the most local moves at each update in each family",
};

/** What local moves remember: the sides of each node's rectangle; null while all families are rows and columns. */
interface SidesMemory extends LayoutMemory {
  readonly sides: Int32Array | null;
}

/**
 * Rectangles that may lie as in a pinwheel, made for data that change: an update keeps which rectangles touch, and then
 * changes a few of the thinnest by local moves, that turn the segment between two, or stretch one past the end of another.
 *
 * The first layout is that of {@link rectangles}. Of the moves around the thinnest cell of a family the one that betters
 * the sum of asp² most is made, if any does, and so on for as many as `moves` allows; the paper minds the mean
 * aspect ratio. A child that comes divides the thinnest cell; where one goes, neighbours at one side of it take its room.
 * With `maxAspectGrowth`, families are laid out afresh in which a cell still is too thin. So are families of more than
 * 200 children, those whose weights are too far apart for numbers, and those in which a child goes that lies
 * in the middle of a pinwheel. Areas are exact, to a relative 1e-10.
 *
 * Time: of an update n³ in the number of children for each move tried, about twenty moves for one made.
 *
 * Source: Sondag, Speckmann, Verbeek, *Stable treemaps via local moves* (2018); areas by Eppstein, Mumford, Speckmann,
 * Verbeek, *Area-universal and constrained rectangular layouts* (2012).
 *
 * @throws MarquetryError `bad-option`
 * @example layout(tree, { engine: localMoves({ moves: 4 }), container: [960, 600] }).update(weights);
 */
export function localMoves(options?: LocalMovesOptions): RectEngine {
  const settled = readOptions<LocalMovesOptions, "moves">("localMoves", localMovesOptions, options);
  const search = new FamilySearch();
  const engine: Engine<BoxCells, SidesMemory> = {
    ...boxCells,
    name: "localMoves",
    description:
      "rectangles that keep their neighbours when weights change, but for a few moves; no guarantee",
    options: settled,
    canKeepAllCuts: true,
    partition(tree, _region, cells, earlier) {
      const room: Box = { x: 0, y: 0, width: 0, height: 0 };
      const sides = earlier ? new Int32Array(4 * tree.size).fill(-1) : null;
      eachFamily(tree, (i, first, end) => {
        cells.open(i, room);
        if (room.width > 0 && room.height > 0) {
          const kept = earlier && sides && keep(tree, earlier, settled.moves, i, room, cells, sides);
          if (!kept) layAfresh(search, tree, first, end, room, cells);
        }
        cells.close(i);
      });
      return { sides };
    },
  };
  return engine;
}

function layAfresh(
  search: FamilySearch,
  { weight }: WeightedTree,
  first: number,
  end: number,
  { width, height }: Box,
  cells: BoxCells,
): void {
  search.read(weight, first, end);
  search.layRows(width, height);
  search.write(cells);
}

/** Lays a family out as it was, but for a few moves; false where that cannot be done. */
function keep(
  tree: WeightedTree,
  earlier: EarlierLayout<SidesMemory>,
  moves: number,
  i: number,
  { width, height }: Box,
  cells: BoxCells,
  sides: Int32Array,
): boolean {
  const before = earlier.match[i]! < 0 ? null : readEarlier(earlier, earlier.match[i]!);
  const family = before && renew(tree, earlier, i, before);
  if (!family) return false;
  const areas = (): Float64Array => Float64Array.from(family.nodes, (node) => tree.weight[node]!);
  let { dissection } = family;
  if (!dissection.solve(areas(), width, height)) return false;
  for (const node of family.added) {
    dissection.split(thinnest(dissection), isWide(dissection, thinnest(dissection)));
    family.nodes.push(node);
    if (!dissection.solve(areas(), width, height)) return false;
  }
  if (!earlier.keepsAll && !isSame(tree, earlier, i, family, width / height))
    dissection = move(dissection, areas(), width, height, moves);
  if (earlier.maxAspectGrowth < Infinity && !earlier.keepsAll) {
    const limit = growthLimit(earlier);
    if (family.nodes.some((node, k) => aspOf(dissection, k) > limit(node) * (1 + 1e-9))) return false;
  }
  const { boxes } = dissection;
  for (const [k, node] of family.nodes.entries()) {
    cells.set(node, boxes[4 * k]!, boxes[4 * k + 1]!, boxes[4 * k + 2]!, boxes[4 * k + 3]!);
    sides.set(dissection.sides[k]!, 4 * node);
  }
  return true;
}

interface Family {
  readonly dissection: Dissection;
  /** The node of each rectangle. */
  readonly nodes: number[];
}

/** The earlier family of a node; null where it has no memory, or is too large. */
function readEarlier({ tree, cells, memory }: EarlierLayout<SidesMemory>, i: number): Family | null {
  const nodes: number[] = [];
  for (let c = tree.firstChild[i]!; c < tree.firstChild[i]! + tree.childCount[i]!; c++) {
    if (tree.weight[c]! > 0) nodes.push(c);
  }
  if (nodes.length === 0 || nodes.length > MOST_CHILDREN) return null;
  const known = memory.sides;
  if (known && nodes.every((node) => known[4 * node]! >= 0)) {
    const dissection = new Dissection(
      nodes.map((node) => [...known.subarray(4 * node, 4 * node + 4)] as Sides),
    );
    return { dissection, nodes };
  }
  const top = areBoxes(cells) ? readSlots(cells.boxes, nodes) : null;
  const place = new Map(nodes.map((node, k) => [node, k]));
  return top && { dissection: Dissection.ofSlots(top, nodes.length, (node) => place.get(node)!), nodes };
}

/** The family without the children that are gone, and those that are new to it. */
function renew(
  { firstChild, childCount, weight }: WeightedTree,
  { match }: EarlierLayout<SidesMemory>,
  i: number,
  { dissection, nodes }: Family,
): (Family & { readonly added: readonly number[] }) | null {
  const now = new Map<number, number>();
  const added: number[] = [];
  const old = new Set(nodes);
  for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
    if (weight[c] === 0) continue;
    if (old.has(match[c]!)) now.set(match[c]!, c);
    else added.push(c);
  }
  if (now.size === 0 || now.size + added.length > MOST_CHILDREN) return null;
  const kept = [...nodes];
  for (let k = kept.length - 1; k >= 0; k--) {
    if (now.has(kept[k]!)) continue;
    if (!dissection.remove(k)) return null;
    kept.splice(k, 1);
  }
  added.sort((a, b) => weight[b]! - weight[a]! || a - b);
  return { dissection, nodes: kept.map((node) => now.get(node)!), added };
}

/** Whether a family is laid out just as it was: it would be no gain to move anything in it then. */
function isSame(
  { weight }: WeightedTree,
  { tree, cells, match }: EarlierLayout<SidesMemory>,
  i: number,
  { nodes }: Family,
  ratio: number,
): boolean {
  const twin = match[i]!;
  const room: Box = { x: 0, y: 0, width: 0, height: 0 };
  if (areBoxes(cells)) cells.open(twin, room);
  const isAlike = (a: number, b: number): boolean => Math.abs(a - b) <= ALIKE * b;
  const shares = (weights: Float64Array, some: readonly number[]): number[] => {
    const total = some.reduce((sum, node) => sum + weights[node]!, 0);
    return some.map((node) => weights[node]! / total);
  };
  const filled = Array.from({ length: tree.childCount[twin]! }, (_, k) => tree.firstChild[twin]! + k).filter(
    (node) => tree.weight[node]! > 0,
  );
  const old = nodes.map((node) => match[node]!);
  if (filled.length !== nodes.length || old.includes(-1) || !isAlike(room.width / room.height, ratio))
    return false;
  const before = shares(tree.weight, old);
  return shares(weight, nodes).every((share, k) => isAlike(share, before[k]!));
}

/** Makes the best moves around the thinnest cell, as many as may be. */
function move(
  dissection: Dissection,
  areas: Float64Array,
  width: number,
  height: number,
  moves: number,
): Dissection {
  let best = dissection;
  for (let k = 0; k < moves; k++) {
    const now = best;
    let least = costOf(now) * (1 - GAIN);
    for (const change of localChanges(now, thinnest(now))) {
      const next = now.changed(change);
      if (!next.solve(areas, width, height, now) || !(costOf(next) < least)) continue;
      least = costOf(next);
      best = next;
    }
    if (best === now) break;
  }
  return best;
}

function aspOf({ boxes }: Dissection, k: number): number {
  const [width, height] = [boxes[4 * k + 2]!, boxes[4 * k + 3]!];
  return width / height + height / width;
}

function isWide({ boxes }: Dissection, k: number): boolean {
  return boxes[4 * k + 2]! >= boxes[4 * k + 3]!;
}

function thinnest(dissection: Dissection): number {
  let worst = 0;
  for (let k = 1; k < dissection.sides.length; k++) {
    if (aspOf(dissection, k) > aspOf(dissection, worst)) worst = k;
  }
  return worst;
}

function costOf(dissection: Dissection): number {
  return dissection.sides.reduce((sum, _, k) => sum + aspOf(dissection, k) ** 2, 0);
}
