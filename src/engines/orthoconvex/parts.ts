import { growAll } from "../../geometry/growing.ts";
import type { WeightedTree } from "../engine.ts";
import { CutTree } from "../cuts/cut-tree.ts";

/** No part, no rectangle. */
export const NONE = -1;

/** How a region that was cut apart lies in the rectangle where it was whole last: a staircase from its corner; */
export const STAIRS = 0;
/** the same without the staircase of the rectangle's `inner` part; */
export const HOLLOW = 1;
/** the first slice without the staircase of `inner`, and a staircase in the second from the mirrored corner. */
export const MIRRORED = 2;

/**
 * The binary tree that is taken apart, and where its parts came to lie.
 *
 * Parts 0 … size − 1 are the nodes of the tree; from `size` on follow the parts by which a family of more than
 * two is joined. A node with a single child that weighs anything is stood for by that child. Families are joined
 * when they are first looked into, for most are laid in rows as they are.
 */
export class Parts {
  readonly size: number;
  /** The part that stands for each node. */
  readonly standing: Int32Array;
  first: Int32Array = new Int32Array(0);
  second: Int32Array = new Int32Array(0);
  up: Int32Array = new Int32Array(0);
  /** What is left of each part, by weight. */
  weight: Float64Array = new Float64Array(0);
  /** Whether the region of a part must be sound: it is a node's, or what is left of one. */
  needed: Uint8Array = new Uint8Array(0);
  /** The rectangle that a part, or what was left of it, filled; but for a notch. */
  end: Int32Array = new Int32Array(0);
  /** The notch missing from `end` at its far corner. */
  far: Int32Array = new Int32Array(0);
  /** The rectangle in which a part was first cut apart, and how it lies there. */
  top: Int32Array = new Int32Array(0);
  spread: Uint8Array = new Uint8Array(0);
  /** The part that was left when this one lost a child. */
  alias: Int32Array = new Int32Array(0);
  /** The notch missing at the near corner of a leaf's `end`; few leaves have one. */
  readonly near: Map<number, number> = new Map();
  /** What is left after a part was taken out: its root, and the lowest part that must be sound and was cut apart. */
  root: number = NONE;
  mark: number = NONE;
  /** Whether the part left when one was removed stands for one that is needed. */
  #passed = false;

  readonly #tree: WeightedTree;
  readonly #family: CutTree = new CutTree();
  #count: number;

  constructor(tree: WeightedTree) {
    const { size } = tree;
    this.#tree = tree;
    this.#count = size;
    this.size = size;
    this.standing = standIn(tree);
    // Families are joined when they are looked into, and few are.
    this.#reserve(((size + (size >> 2)) >> 1) + 4);
    this.weight.set(tree.weight);
    this.needed.fill(1, 0, size);
  }

  isLeaf(part: number): boolean {
    return part < this.size && this.#tree.childCount[part] === 0;
  }

  /** Joins the family of a part in two, if it is a node's that has not been looked into. */
  open(part: number): void {
    if (this.first[part] !== NONE) return;
    this.#family.takeFamily(this.#tree, part);
    const family = this.#family.join("huffman");
    const { count, child } = family;
    const base = this.#count;
    this.#count += count - 2;
    this.#reserve(this.#count);
    const standing = (v: number): number => (v < count ? this.standing[child[v]!]! : base + v - count);
    for (let k = 0; k < count - 1; k++) {
      const id = k === count - 2 ? part : base + k;
      this.#link(id, standing(family.first[k]!), standing(family.second[k]!));
      if (id !== part) this.weight[id] = family.weight[count + k]!;
    }
  }

  /** A new part of two roots. */
  join(a: number, b: number): number {
    const id = this.#count++;
    this.#reserve(this.#count);
    this.#link(id, a, b);
    this.weight[id] = this.weight[a]! + this.weight[b]!;
    return id;
  }

  /** The heavier of a part's two. */
  heavier(part: number): number {
    this.open(part);
    const a = this.first[part]!;
    const b = this.second[part]!;
    return this.weight[b]! > this.weight[a]! ? b : a;
  }

  sibling(part: number): number {
    const p = this.up[part]!;
    return this.first[p] === part ? this.second[p]! : this.first[p]!;
  }

  /** Notes that the parts from `from` upwards, before `until`, are cut apart in a rectangle. */
  cutApart(from: number, until: number, rectangle: number, spread: number): void {
    for (let v = from; v !== until; v = this.up[v]!) {
      if (this.top[v] !== NONE || this.end[v] !== NONE) continue;
      this.top[v] = rectangle;
      this.spread[v] = spread;
    }
  }

  /** Takes a part out, and finds `root` and `mark` of what is left. */
  takeOut(part: number): void {
    this.#settle(this.#remove(part), this.#passed);
  }

  /** Takes two parts out, of which neither lies in the other. */
  takeBoth(part: number, other: number): void {
    const left = this.#remove(part);
    const stands = this.#passed;
    const last = this.#remove(other);
    this.#settle(left, stands || (last === left && this.#passed));
  }

  /** Takes a part out; what is left of its parent is its sibling, which is returned. Weights must be settled then. */
  #remove(part: number): number {
    const { up, first, second } = this;
    const p = up[part]!;
    const s = this.sibling(part);
    const above = up[p]!;
    up[s] = above;
    up[part] = NONE;
    if (above !== NONE) {
      if (first[above] === p) first[above] = s;
      else second[above] = s;
    }
    this.#passed = false;
    if (this.end[p] === NONE) {
      this.alias[p] = s;
      if (this.needed[p]) {
        this.needed[s] = 1;
        this.#passed = true;
      }
    }
    return s;
  }

  /**
   * Adds up the weights above a part and finds `root` and `mark`: the lowest part that is needed and was cut
   * apart, which is the part itself if it `stands` for one; the root if there is none.
   */
  #settle(part: number, stands: boolean): void {
    const { up, first, second, weight, needed } = this;
    let mark = stands ? part : NONE;
    let root = part;
    for (let v = up[part]!; v !== NONE; v = up[v]!) {
      // Added up anew: a difference would lose what weighs little.
      weight[v] = weight[first[v]!]! + weight[second[v]!]!;
      if (mark === NONE && needed[v] && up[v] !== NONE) mark = v;
      root = v;
    }
    this.root = root;
    this.mark = mark === NONE ? root : mark;
  }

  /** The part that was left last of a part. */
  last(part: number): number {
    const { alias } = this;
    let last = part;
    while (alias[last] !== NONE) last = alias[last]!;
    for (let v = part; alias[v] !== NONE && alias[v] !== last;) {
      const next = alias[v]!;
      alias[v] = last;
      v = next;
    }
    return last;
  }

  #link(id: number, a: number, b: number): void {
    this.first[id] = a;
    this.second[id] = b;
    this.up[a] = id;
    this.up[b] = id;
  }

  #reserve(room: number): void {
    if (room <= this.up.length) return;
    growAll(this, ["first", "second", "up", "end", "far", "top", "alias"], room, NONE);
    growAll(this, ["weight", "needed", "spread"], room);
  }
}

/** Children come after their parents, so going backwards every child's part is known. */
function standIn({ size, firstChild, childCount, weight }: WeightedTree): Int32Array {
  const standing = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) {
    const end = firstChild[i]! + childCount[i]!;
    let filled = 0;
    let only = NONE;
    for (let c = firstChild[i]!; c < end && filled < 2; c++) {
      if (!(weight[c]! > 0)) continue;
      filled++;
      only = c;
    }
    standing[i] = filled === 1 ? standing[only]! : i;
  }
  return standing;
}
