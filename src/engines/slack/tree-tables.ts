import type { WeightedTree } from "../engine.ts";
import type { FamilyPacker, MemberPacker } from "./family-packer.ts";

/** No family stands in this place. */
const EMPTY = -1;
/** Factors of a multiplicative hash (Knuth's golden ratio, and FNV's prime). */
const GOLDEN = 0x9e3779b1;
const PRIME = 0x01000193;

/**
 * The table of every node of a tree, children before parents. Families that are alike, which means that their
 * members have the same tables and the same parts of the weight, share one: copies of folders cost nothing.
 *
 * @returns number of each node's table in the packer's store; 0 for leaves and for nodes without weight
 */
export function tabulateTree(tree: WeightedTree, packer: FamilyPacker): Int32Array {
  const tables = new Int32Array(tree.size);
  const findTwin = familyFinder(tree, tables);
  for (let i = tree.size - 1; i >= 0; i--) {
    if (tree.childCount[i] === 0 || tree.weight[i] === 0) continue;
    const twin = findTwin(i);
    if (twin !== EMPTY) {
      tables[i] = tables[twin]!;
      continue;
    }
    addMembers(tree, tables, packer, i);
    tables[i] = packer.tabulate();
  }
  return tables;
}

/** Gives the children of node i that have a weight to the packer. */
export function addMembers(tree: WeightedTree, tables: Int32Array, packer: MemberPacker, i: number): void {
  const { firstChild, childCount, weight } = tree;
  packer.clear();
  const end = firstChild[i]! + childCount[i]!;
  for (let c = firstChild[i]!; c < end; c++) if (weight[c]! > 0) packer.add(weight[c]!, tables[c] ?? 0);
}

/**
 * Tells of a node seen before whose family is like that of node i, or −1, in which case node i will be found later:
 * a hash table of one node for every kind of family.
 */
function familyFinder(tree: WeightedTree, tables: Int32Array): (i: number) => number {
  const { firstChild, childCount, weight } = tree;
  let families = 0;
  for (const count of childCount) if (count > 0) families++;
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * families + 2))).fill(EMPTY);
  const mask = slots.length - 1;
  const number = new Float64Array(1);
  const words = new Int32Array(number.buffer);

  const hashOf = (i: number): number => {
    let hash = childCount[i]!;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      number[0] = weight[c]! / weight[i]!;
      hash = Math.imul(hash ^ words[0]!, PRIME);
      hash = Math.imul(hash ^ words[1]!, PRIME);
      hash = Math.imul(hash ^ tables[c]!, PRIME);
    }
    hash = Math.imul(hash, GOLDEN);
    return hash ^ (hash >>> 15);
  };
  const isLike = (a: number, b: number): boolean => {
    if (childCount[a] !== childCount[b]) return false;
    for (let k = 0; k < childCount[a]!; k++) {
      const [c, d] = [firstChild[a]! + k, firstChild[b]! + k];
      if (tables[c] !== tables[d] || weight[c]! / weight[a]! !== weight[d]! / weight[b]!) return false;
    }
    return true;
  };
  return (i) => {
    let slot = hashOf(i) & mask;
    for (; slots[slot] !== EMPTY; slot = (slot + 1) & mask) {
      if (isLike(slots[slot]!, i)) return slots[slot]!;
    }
    slots[slot] = i;
    return EMPTY;
  };
}
