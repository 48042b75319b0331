import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Partition } from "./partition.ts";

/** Beyond as many branches no reader looks one up by its colour. */
export const MOST_NUMBERED = 256;
/** As many numbers are in use at least: of few ids, another one then seldom changes the others' numbers. */
const ROOMS: readonly number[] = [6, 9, 14, 20];

/** The first node, from the root down, with several children or a leaf: its children are the branches of the tree. */
export function trunkOf({ firstChild, childCount }: WeightedTree): number {
  let node = 0;
  while (childCount[node] === 1 && childCount[firstChild[node]!]! > 0) node = firstChild[node]!;
  return node;
}

/** The numbers of an updated map, where the bundle has something that asks for them; the others do without this code. */
export let carryNumbers: typeof keepBranchNumbers | undefined;

/**
 * A number for each branch of a map, by its id alone: whatever the branches weigh, and in whatever order they come.
 * Updates keep them, and newcomers take some that are free. Null where there are more than {@link MOST_NUMBERED}.
 */
export const branchNumbers: (map: Partition) => Int32Array | null = /* @__PURE__ */ askedFor(
  ({ tree, record }) => record.branchNumbers ?? assign(tree, [], new Set()),
);

function askedFor<F>(ask: F): F {
  carryNumbers = keepBranchNumbers;
  return ask;
}

/** A map, and the node of it that each node of another tree continues, or −1. */
export interface EarlierNumbers {
  readonly map: Partition;
  readonly match: ArrayLike<number>;
}

/** The numbers of the branches of a tree that continue those of maps: of the first one that has a branch. */
export function keepBranchNumbers(
  tree: WeightedTree,
  ...earlier: readonly EarlierNumbers[]
): Int32Array | null {
  const used = new Set<number>();
  const known = earlier.map(({ map, match }) => {
    const numbers = branchNumbers(map);
    for (const number of numbers ?? []) used.add(number);
    const { parent, firstChild } = map.tree;
    const trunk = trunkOf(map.tree);
    return (node: number) => {
      const twin = match[node]!;
      return numbers && twin > 0 && parent[twin] === trunk ? numbers[twin - firstChild[trunk]!]! : -1;
    };
  });
  return assign(tree, known, used);
}

/**
 * @param known - tell the numbers that branches keep, or −1
 * @param used - numbers that branches had which may have left: better for none of the newcomers
 */
function assign(
  tree: WeightedTree,
  known: readonly ((node: number) => number)[],
  used: ReadonlySet<number>,
): Int32Array | null {
  const trunk = trunkOf(tree);
  const first = tree.firstChild[trunk]!;
  const count = tree.childCount[trunk]!;
  if (count > MOST_NUMBERED) return null;
  const numbers = new Int32Array(count).fill(-1);
  const taken = new Set<number>();
  for (const numberOf of known) {
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

/** FNV-1a over the code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193) >>> 0;
  return hash;
}
