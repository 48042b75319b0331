import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells } from "./cells.ts";
import type { LayoutRecord, Partition } from "./partition.ts";
import { neighboursOf } from "./neighbours.ts";

/** Beyond as many branches no reader looks one up by its colour. */
export const MOST_NUMBERED = 256;
/** As many numbers are in use at least: of few ids, another one then seldom changes the others' numbers. */
const ROOMS: readonly number[] = [6, 9, 14, 20];
/** Numbers that have a colour of their own. */
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
  return a % COLOURS === b % COLOURS || ((ALIKE[a % COLOURS]! >> (b % COLOURS)) & 1) === 1;
}

/** The first node, from a root down, with several children or a leaf: its children are the branches of the tree. */
export function trunkOf({ firstChild, childCount }: WeightedTree, root: number = 0): number {
  let node = root;
  while (childCount[node] === 1 && childCount[firstChild[node]!]! > 0) node = firstChild[node]!;
  return node;
}

/** The numbers found for the branches of a record's map, by their trunk. */
const known = new WeakMap<LayoutRecord, Map<number, Int32Array | null>>();

/**
 * A number for each branch below a root, by its id as far as no neighbour's colour is alike. Updates keep them, and
 * newcomers take some that are free. Null where there are more than {@link MOST_NUMBERED}.
 */
export function branchNumbers({ tree, cells, record }: Partition, root: number = 0): Int32Array | null {
  const trunk = trunkOf(tree, root);
  const isWhole = trunk === trunkOf(tree);
  if (isWhole && record.branchNumbers !== undefined) return record.branchNumbers;
  const kept = record.zoomedNumbers?.get(trunk);
  if (kept) return kept;
  let found = known.get(record);
  if (!found) known.set(record, (found = new Map<number, Int32Array | null>()));
  let numbers = found.get(trunk);
  if (numbers === undefined) {
    // A map may show a part of its cells only: neighbours are those of all.
    numbers = assign(tree, trunk, record.cells ?? cells, [], new Set());
    found.set(trunk, numbers);
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
  return continueNumbers(tree, trunkOf(tree), cells, families);
}

/** The numbers of all views that were asked for of an earlier map below its branches, for those that go on. */
export function keepZoomedNumbers(
  tree: WeightedTree,
  cells: Cells,
  { map, match }: EarlierNumbers,
): ReadonlyMap<number, Int32Array> | undefined {
  const asked = new Map([...(map.record.zoomedNumbers ?? []), ...(known.get(map.record) ?? [])]);
  asked.delete(trunkOf(map.tree));
  if (asked.size === 0) return undefined;
  const kept = new Map<number, Int32Array>();
  for (let i = 1; i < tree.size; i++) {
    const trunk = match[i]!;
    const numbers = asked.get(trunk);
    if (!numbers || trunkOf(tree, i) !== i) continue;
    const continued = continueNumbers(tree, i, cells, [{ map, match, trunk, numbers }]);
    if (continued) kept.set(i, continued);
  }
  return kept;
}

interface NumberedFamily extends EarlierNumbers {
  readonly trunk: number;
  readonly numbers: Int32Array | null;
}

function continueNumbers(
  tree: WeightedTree,
  trunk: number,
  cells: Cells | null,
  families: readonly NumberedFamily[],
): Int32Array | null {
  const used = new Set<number>();
  const tellers = families.map(({ map, match, trunk: old, numbers }) => {
    for (const number of numbers ?? []) used.add(number);
    const { parent, firstChild } = map.tree;
    return (node: number) => {
      const twin = match[node]!;
      return numbers && twin > 0 && parent[twin] === old ? numbers[twin - firstChild[old]!]! : -1;
    };
  });
  return assign(tree, trunk, cells, tellers, used);
}

/**
 * @param tellers - tell the numbers that branches keep, or −1
 * @param used - numbers that branches had which may have left: better for none of the newcomers
 */
function assign(
  tree: WeightedTree,
  trunk: number,
  cells: Cells | null,
  tellers: readonly ((node: number) => number)[],
  used: ReadonlySet<number>,
): Int32Array | null {
  const first = tree.firstChild[trunk]!;
  const count = tree.childCount[trunk]!;
  if (count > MOST_NUMBERED) return null;
  const numbers = new Int32Array(count).fill(-1);
  const taken = new Set<number>();
  for (const numberOf of tellers) {
    for (let k = 0; k < count; k++) {
      const number = numberOf(first + k);
      if (numbers[k]! >= 0 || number < 0 || taken.has(number)) continue;
      numbers[k] = number;
      taken.add(number);
    }
  }
  const room = ROOMS.find((numbersInUse) => count <= numbersInUse) ?? count;
  const newcomers = Array.from(numbers.keys(), (k) => ({ k, id: tree.id(first + k) }))
    .filter(({ k }) => numbers[k]! < 0)
    .map(({ k, id }) => ({ k, id, hash: hashOf(id) }))
    // In an order that has nothing to do with that of the branches.
    .sort((a, b) => a.hash - b.hash || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.k - b.k));
  for (const { k, hash } of newcomers) {
    const number =
      firstFree(hash, room, (each) => !taken.has(each) && !used.has(each)) ??
      firstFree(hash, room, (each) => !taken.has(each)) ??
      Math.max(...taken) + 1;
    numbers[k] = number;
    taken.add(number);
  }
  if (cells && newcomers.length > 0 && count > ALL_UNLIKE && count <= MOST_TOLD_APART) {
    const movable = newcomers.map(({ k }) => k);
    tellApart(numbers, movable, Math.max(room, COLOURS), neighboursOf(tree, trunk, cells));
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
 * Gives branches whose neighbour's number is alike another one: a free one, or that of a branch which takes its own in
 * turn. Whatever has no such neighbour stays as it is, as far as can be.
 *
 * A tabu search: each step makes the best change to some branch with a clash, though it be no gain, and a branch does not
 * get back at once what it gave away. In the end the numbers with the fewest clashes hold.
 */
function tellApart(
  numbers: Int32Array,
  movable: readonly number[],
  room: number,
  neighbours: readonly (readonly number[])[],
): void {
  const search = new Search(numbers, neighbours, room);
  const best = numbers.slice();
  let now = 0;
  for (const k of movable) now += search.clashes(k);
  let least = now;
  for (let step = 0, at = 0; least > 0 && step < MOST_STEPS; step++) {
    let seen = 0;
    while (seen < movable.length && search.clashes(movable[at]!) === 0) {
      at = (at + 1) % movable.length;
      seen++;
    }
    if (seen === movable.length) break;
    search.change(movable[at]!, movable, step);
    at = (at + 1) % movable.length;
    now = 0;
    for (const k of movable) now += search.clashes(k);
    if (now >= least) continue;
    least = now;
    best.set(numbers);
  }
  numbers.set(best);
}

class Search {
  readonly #numbers: Int32Array;
  readonly #neighbours: readonly (readonly number[])[];
  readonly #room: number;
  /** By branch and number, the step before which it must not have that number again. */
  readonly #tabu: Int32Array;
  readonly #taken: Uint8Array;

  constructor(numbers: Int32Array, neighbours: readonly (readonly number[])[], room: number) {
    this.#numbers = numbers;
    this.#neighbours = neighbours;
    this.#room = Math.max(room, ...numbers) + 1;
    this.#tabu = new Int32Array(numbers.length * this.#room);
    this.#taken = new Uint8Array(this.#room);
    this.#taken[this.#room - 1] = 1;
    for (const number of numbers) this.#taken[number] = 1;
  }

  /** How many neighbours of branch k have a number alike its own. */
  clashes(k: number): number {
    const colour = this.#numbers[k]! % COLOURS;
    const alike = ALIKE[colour]! | (1 << colour);
    let count = 0;
    for (const j of this.#neighbours[k]!) count += (alike >> (this.#numbers[j]! % COLOURS)) & 1;
    return count;
  }

  /** Makes the best change to the number of branch k: a free number, or that of another branch. */
  change(k: number, movable: readonly number[], step: number): void {
    const numbers = this.#numbers;
    const own = numbers[k]!;
    const now = this.clashes(k);
    let most = -Infinity;
    let best = own;
    let partner = -1;
    for (let number = 0; number < this.#room; number++) {
      if (this.#taken[number] === 1 || this.#isTabu(k, number, step)) continue;
      numbers[k] = number;
      const gain = now - this.clashes(k);
      if (gain > most) [most, best] = [gain, number];
    }
    numbers[k] = own;
    for (const other of movable) {
      const theirs = numbers[other]!;
      if (other === k || this.#isTabu(k, theirs, step) || this.#isTabu(other, own, step)) continue;
      const before = now + this.clashes(other);
      numbers[k] = theirs;
      numbers[other] = own;
      const gain = before - this.clashes(k) - this.clashes(other);
      if (gain > most) [most, best, partner] = [gain, theirs, other];
      numbers[k] = own;
      numbers[other] = theirs;
    }
    this.#tabu[k * this.#room + own] = step + TABU;
    if (partner >= 0) {
      numbers[partner] = own;
      this.#tabu[partner * this.#room + best] = step + TABU;
    } else {
      this.#taken[own] = 0;
      this.#taken[best] = 1;
    }
    numbers[k] = best;
  }

  #isTabu(branch: number, number: number, step: number): boolean {
    return this.#tabu[branch * this.#room + number]! > step;
  }
}

/** FNV-1a over the code units. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193) >>> 0;
  return hash;
}
