import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells } from "./cells.ts";
import type { LayoutRecord, Partition } from "./partition.ts";
import { neighboursOf } from "./neighbours.ts";

/** Beyond as many branches no reader looks one up by its colour. */
export const MOST_NUMBERED = 256;
/** As many numbers are in use at least: of few ids, another one then seldom changes the others' numbers. */
const ROOMS: readonly number[] = [6, 9, 14, 20];
/** Numbers that have a colour of their own; those beyond share theirs. */
const COLOURS = 20;
/**
 * For each number those, as bits, whose colours could be taken for its own: nearer than 0.044 in OKLab on white or 0.038
 * on a dark ground, for readers of any colour vision, at some of the tones in use. `npm run colours` prints them; a test
 * holds them.
 */
const ALIKE: readonly number[] = [
  291840, 198144, 396288, 891392, 852992, 354304, 984064, 794624, 217600, 213258, 139351, 688172, 549129,
  5281, 70433, 722952, 50042, 36678, 253, 39128,
];
/** Up to here no two are alike: colours follow from ids alone. */
const ALL_UNLIKE = 9;
/** Beyond as many branches readers do not tell them apart by colour, and to help them takes long. */
const MOST_TOLD_APART = 32;
/** Exchanges of numbers between branches before what is left stays, and for how many a change is not undone. */
const MOST_STEPS = 300;
const TABU = 7;

/** Whether neighbours should not have these two numbers. */
export function areAlike(a: number, b: number): boolean {
  return ((alikeTo(a, COLOURS) >> (b % COLOURS)) & 1) === 1;
}

/** The colours, as bits, that no neighbour of a number should have: its own, and what is known of twenty. */
function alikeTo(number: number, colours: number): number {
  const colour = number % colours;
  return (1 << colour) | (colours === COLOURS ? ALIKE[colour]! : 0);
}

/** The first node, from a root down, with several children or a leaf: its children are the branches of the tree. */
export function trunkOf({ firstChild, childCount }: WeightedTree, root: number = 0): number {
  let node = root;
  while (childCount[node] === 1 && childCount[firstChild[node]!]! > 0) node = firstChild[node]!;
  return node;
}

/** The numbers found for the branches of a record's map, by what they are kept under. */
const known = new WeakMap<LayoutRecord, Map<number, Int32Array | null>>();

/** What the numbers below a trunk are kept under, for a palette of so many colours. */
function keyOf(trunk: number, colours: number): number {
  return trunk * COLOURS + colours - 1;
}

/** The numbers of an updated map, where the bundle has something that asks for them; the others do without this code. */
export let carryNumbers: typeof carry | undefined;

/**
 * A number for each branch below a root, by its id as far as no neighbour's colour is alike. Updates keep them, and
 * newcomers take some that are free. Null where there are more than {@link MOST_NUMBERED}.
 *
 * The colour of a number is that at `number % colours`: up to as many branches differ in it.
 */
export const branchNumbers: (map: Partition, root?: number, colours?: number) => Int32Array | null =
  /* @__PURE__ */ askedFor(numbersOf);

function askedFor<F>(ask: F): F {
  carryNumbers = carry;
  return ask;
}

function numbersOf(
  { tree, cells, record }: Partition,
  root: number = 0,
  size: number = COLOURS,
): Int32Array | null {
  const colours = Math.min(size, COLOURS);
  const trunk = trunkOf(tree, root);
  const isUsual = colours === COLOURS && trunk === trunkOf(tree);
  if (isUsual && record.branchNumbers !== undefined) return record.branchNumbers;
  const key = keyOf(trunk, colours);
  const kept = record.zoomedNumbers?.get(key);
  if (kept) return kept;
  if (record.numberZoomed) return record.numberZoomed(trunk, colours);
  let found = known.get(record);
  if (!found) known.set(record, (found = new Map<number, Int32Array | null>()));
  let numbers = found.get(key);
  if (numbers === undefined) {
    // A map may show a part of its cells only: neighbours are those of all.
    numbers = continueNumbers(tree, trunk, record.cells ?? cells, [], colours);
    found.set(key, numbers);
  }
  return numbers;
}

/** A map, and the node of it that each node of another tree continues, or −1. */
export interface EarlierNumbers {
  readonly map: Partition;
  readonly match: ArrayLike<number>;
}

/**
 * The numbers of the branches of a tree that continue those of maps: of the first one that has a branch.
 *
 * @param cells - where the branches lie, so that newcomers are told from their neighbours; null where that changes
 */
export function keepBranchNumbers(
  tree: WeightedTree,
  cells: Cells | null,
  ...earlier: readonly EarlierNumbers[]
): Int32Array | null {
  const families = earlier.map(({ map, match }) => {
    const trunk = trunkOf(map.tree);
    return { map, match, trunk, numbers: branchNumbers(map) };
  });
  return continueNumbers(tree, trunkOf(tree), cells, families, COLOURS);
}

/** All numbers of an updated map that continue those of the map before. */
function carry(
  tree: WeightedTree,
  cells: Cells,
  earlier: EarlierNumbers,
): Pick<LayoutRecord, "branchNumbers" | "zoomedNumbers"> {
  return {
    branchNumbers: keepBranchNumbers(tree, cells, earlier),
    zoomedNumbers: keepZoomedNumbers(tree, cells, earlier),
  };
}

/** The numbers of all other views and palettes that an earlier map was asked for, for the views that go on. */
function keepZoomedNumbers(
  tree: WeightedTree,
  cells: Cells,
  { map, match }: EarlierNumbers,
): ReadonlyMap<number, Int32Array> | undefined {
  const asked = new Map([...(map.record.zoomedNumbers ?? []), ...(known.get(map.record) ?? [])]);
  const [trunkBefore, trunkNow] = [trunkOf(map.tree), trunkOf(tree)];
  asked.delete(keyOf(trunkBefore, COLOURS));
  if (asked.size === 0) return undefined;
  const views = new Map<number, { colours: number; numbers: Int32Array }[]>();
  for (const [key, numbers] of asked) {
    if (!numbers) continue;
    const trunk = Math.floor(key / COLOURS);
    const view = { colours: (key % COLOURS) + 1, numbers };
    views.set(trunk, [...(views.get(trunk) ?? []), view]);
  }
  const kept = new Map<number, Int32Array>();
  for (const i of tree.parent.keys()) {
    const trunk = i === trunkNow ? trunkBefore : match[i]!;
    const before = views.get(trunk);
    if (!before || trunkOf(tree, i) !== i) continue;
    for (const { colours, numbers } of before) {
      const continued = continueNumbers(tree, i, cells, [{ map, match, trunk, numbers }], colours);
      if (continued) kept.set(keyOf(i, colours), continued);
    }
  }
  return kept;
}

/** What numbers the branches of views into a tree that continues maps, as these number theirs. */
export function zoomedNumberer(
  tree: WeightedTree,
  ...earlier: readonly EarlierNumbers[]
): (trunk: number, colours: number) => Int32Array | null {
  const found = new Map<number, Int32Array | null>();
  const trunkNow = trunkOf(tree);
  return (node, colours) => {
    const key = keyOf(node, colours);
    const before = found.get(key);
    if (before !== undefined) return before;
    const families = earlier.flatMap(({ map, match }) => {
      const trunk = node === trunkNow ? trunkOf(map.tree) : match[node]!;
      const isTrunk = trunk >= 0 && trunkOf(map.tree, trunk) === trunk;
      return isTrunk ? [{ map, match, trunk, numbers: branchNumbers(map, trunk, colours) }] : [];
    });
    const numbers = continueNumbers(tree, node, null, families, colours);
    found.set(key, numbers);
    return numbers;
  };
}

interface NumberedFamily extends EarlierNumbers {
  readonly trunk: number;
  readonly numbers: Int32Array | null;
}

/**
 * @param cells - where the branches lie, or null
 * @param families - in turn those whose branches keep their numbers; those that have left are better for no newcomer
 */
function continueNumbers(
  tree: WeightedTree,
  trunk: number,
  cells: Cells | null,
  families: readonly NumberedFamily[],
  colours: number,
): Int32Array | null {
  const first = tree.firstChild[trunk]!;
  const count = tree.childCount[trunk]!;
  if (count > MOST_NUMBERED) return null;
  const numbers = new Int32Array(count).fill(-1);
  const used = new Set<number>();
  const taken = new Set<number>();
  for (const { map, match, trunk: old, numbers: earlier } of families) {
    if (!earlier) continue;
    for (const number of earlier) used.add(number);
    const { parent, firstChild } = map.tree;
    for (const k of numbers.keys()) {
      const twin = match[first + k]!;
      if (numbers[k]! >= 0 || parent[twin] !== old) continue;
      const number = earlier[twin - firstChild[old]!]!;
      if (taken.has(number)) continue;
      numbers[k] = number;
      taken.add(number);
    }
  }
  const usual = ROOMS.find((room) => count <= room) ?? count;
  const room = count <= colours ? Math.min(usual, colours) : usual;
  const newcomers = Array.from(numbers.keys(), (k) => ({ k, id: tree.id(first + k) }))
    .filter(({ k }) => numbers[k]! < 0)
    .map(({ k, id }) => ({ k, id, hash: hashOf(id) }))
    // In an order that has nothing to do with that of the branches.
    .sort((a, b) => a.hash - b.hash || (a.id < b.id ? -1 : +(a.id > b.id)));
  const seen = new Set(Array.from(taken, (number) => number % colours));
  for (const { k, hash } of newcomers) {
    const number =
      firstFree(hash, room, (each) => !seen.has(each % colours) && !used.has(each)) ??
      firstFree(hash, room, (each) => !seen.has(each % colours)) ??
      firstFree(hash, room, (each) => !taken.has(each))!;
    numbers[k] = number;
    taken.add(number);
    seen.add(number % colours);
  }
  if (cells && newcomers.length > 0 && count > ALL_UNLIKE && count <= MOST_TOLD_APART) {
    const movable = newcomers.map(({ k }) => k);
    tellApart(numbers, movable, Math.max(room, colours), colours, neighboursOf(tree, trunk, cells));
  }
  return numbers;
}

/** The first number from a start on, round all those in use, that will do. */
function firstFree(start: number, room: number, isFree: (number: number) => boolean): number | undefined {
  for (let k = 0; k < room; k++) {
    const number = (start + k) % room;
    if (isFree(number)) return number;
  }
  return undefined;
}

/**
 * Gives branches whose neighbour's number is alike another one, by exchanging it for that of another branch or for a free
 * one. Whatever has no such neighbour stays as it is, as far as can be.
 *
 * A tabu search: each step makes the best exchange for some branch with a clash, though it be no gain, and none of both
 * gets back at once what it gave away. In the end the numbers with the fewest clashes hold.
 */
function tellApart(
  numbers: Int32Array,
  movable: readonly number[],
  room: number,
  colours: number,
  neighbours: readonly (readonly number[])[],
): void {
  // Free numbers belong to branches that are nobody's neighbours.
  const seen = new Set(Array.from(numbers, (number) => number % colours));
  const free = Array.from({ length: room }, (_, number) => number).filter(
    (each) => !seen.has(each % colours),
  );
  const held = Int32Array.of(...numbers, ...free);
  const most = Math.max(...held) + 1;
  const slots = [...movable, ...free.map((_, k) => numbers.length + k)];
  const beside = slots.reduce((lists, k) => ((lists[k] ??= []), lists), [...neighbours]);
  const tabu = new Int32Array(held.length * most);
  const clashes = (k: number): number => {
    const alike = alikeTo(held[k]!, colours);
    let count = 0;
    for (const j of beside[k]!) count += (alike >> (held[j]! % colours)) & 1;
    return count;
  };
  const exchange = (k: number, j: number): void => {
    const number = held[k]!;
    held[k] = held[j]!;
    held[j] = number;
  };
  let least = Infinity;
  for (let step = 1; step <= MOST_STEPS; step++) {
    const clashing = movable.filter((k) => clashes(k) > 0);
    const total = clashing.reduce((sum, k) => sum + clashes(k), 0);
    if (total < least) {
      least = total;
      numbers.set(held.subarray(0, numbers.length));
    }
    if (total === 0) return;
    const k = clashing[step % clashing.length]!;
    const now = clashes(k);
    let best = k;
    let gain = -Infinity;
    for (const j of slots) {
      if (j === k || tabu[k * most + held[j]!]! > step || tabu[j * most + held[k]!]! > step) continue;
      const before = now + clashes(j);
      exchange(k, j);
      const gained = before - clashes(k) - clashes(j);
      exchange(k, j);
      if (gained > gain) [gain, best] = [gained, j];
    }
    tabu[k * most + held[k]!] = tabu[best * most + held[best]!] = step + TABU;
    exchange(k, best);
  }
}

/** FNV-1a over the code units. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193) >>> 0;
  return hash;
}
