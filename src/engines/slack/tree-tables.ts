import type { WeightedTree } from "../engine.ts";
import type { FamilyPacker } from "./family-packer.ts";
import { addMembers } from "./pack-tree.ts";

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
  const known = new FamilyIndex(tree, tables);
  for (let i = tree.size - 1; i >= 0; i--) {
    if (tree.childCount[i] === 0 || tree.weight[i] === 0) continue;
    const twin = known.find(i);
    if (twin !== EMPTY) {
      tables[i] = tables[twin]!;
      continue;
    }
    addMembers(tree, tables, packer, i);
    tables[i] = packer.tabulate();
  }
  return tables;
}

/** Finds a family that is like another: a hash table of one node for every kind of family. */
class FamilyIndex {
  readonly #tree: WeightedTree;
  readonly #tables: Int32Array;
  readonly #slots: Int32Array;
  readonly #number = new Float64Array(1);
  readonly #words = new Int32Array(this.#number.buffer);

  constructor(tree: WeightedTree, tables: Int32Array) {
    this.#tree = tree;
    this.#tables = tables;
    let families = 0;
    for (const count of tree.childCount) if (count > 0) families++;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * families + 2))).fill(EMPTY);
  }

  /** A node seen before whose family is like that of node i, or −1, in which case node i will be found later. */
  find(i: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#hash(i) & mask;
    for (; this.#slots[slot] !== EMPTY; slot = (slot + 1) & mask) {
      if (this.#isLike(this.#slots[slot]!, i)) return this.#slots[slot]!;
    }
    this.#slots[slot] = i;
    return EMPTY;
  }

  #hash(i: number): number {
    const { firstChild, childCount, weight } = this.#tree;
    let hash = childCount[i]!;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      this.#number[0] = weight[c]! / weight[i]!;
      hash = Math.imul(hash ^ this.#words[0]!, PRIME);
      hash = Math.imul(hash ^ this.#words[1]!, PRIME);
      hash = Math.imul(hash ^ this.#tables[c]!, PRIME);
    }
    hash = Math.imul(hash, GOLDEN);
    return hash ^ (hash >>> 15);
  }

  #isLike(a: number, b: number): boolean {
    const { firstChild, childCount, weight } = this.#tree;
    if (childCount[a] !== childCount[b]) return false;
    for (let k = 0; k < childCount[a]!; k++) {
      const [c, d] = [firstChild[a]! + k, firstChild[b]! + k];
      if (this.#tables[c] !== this.#tables[d]) return false;
      if (weight[c]! / weight[a]! !== weight[d]! / weight[b]!) return false;
    }
    return true;
  }
}
