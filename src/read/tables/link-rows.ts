import type { NodeLookup } from "../../model/weighted-tree.ts";
import { grown } from "../../geometry/growing.ts";
import { badFile, count } from "../faults.ts";
import { Names, ownText } from "../path-table.ts";
import type { Nodes } from "../reader.ts";

/** How rows are linked. */
interface Linking {
  /** Whether the rows are edges, whose parents need no row of their own. */
  readonly isEdges: boolean;
  /** Whether a leaf without a weight weighs 1. */
  readonly weighsOne: boolean;
  /** Where a row stands, for messages. */
  readonly placeOf: (at: number) => string;
}

/** Names of rows. It stands by itself, so that what rows were linked by is let go. */
function lookupOf(
  ids: readonly string[],
  id: readonly (number | undefined)[],
  label: readonly (string | undefined)[],
): NodeLookup<unknown> {
  const idOf = (row: number): string | undefined => ids[id[row] ?? NONE];
  return { id: idOf, label: (row) => label[row] ?? idOf(row) };
}

/** The number of a row that is not there. */
const NONE = -1;

/**
 * Rows that name their parents. A root that no row names gets one: where one parent has no row of its own, that one;
 * where several rows have no parent, one above them all.
 */
export class LinkedRows {
  readonly #how: Linking;
  /** Ids and parents, each kept once, and the row of each. */
  readonly #ids = new Names();
  readonly #rowOf: number[] = [];
  /** By row: the number of its id and of its parent's, its label, and where it stands. */
  readonly #id: number[] = [];
  readonly #parent: number[] = [];
  readonly #label: (string | undefined)[] = [];
  #at: Int32Array = new Int32Array(0);

  constructor(how: Linking) {
    this.#how = how;
  }

  get size(): number {
    return this.#id.length;
  }

  /** Adds a row, with null as the parent of a root, and returns its number. */
  add(id: string, parent: string | null, label: string | undefined, at: number): number {
    const { placeOf } = this.#how;
    if (id === "") throw badFile(placeOf(at), "the row has no id");
    const number = this.#number(id);
    const up = parent === null ? NONE : this.#number(parent);
    const other = this.#rowOf[number]!;
    if (other !== NONE) throw this.#twice(id, other, up, at);
    const row = this.#id.push(number) - 1;
    this.#rowOf[number] = row;
    this.#parent.push(up);
    this.#label.push(
      label === undefined ? undefined : label === id ? this.#ids.texts[number] : ownText(label),
    );
    this.#at = grown(this.#at, row + 1);
    this.#at[row] = at;
    return row;
  }

  #number(id: string): number {
    const number = this.#ids.number(id);
    if (number === this.#rowOf.length) this.#rowOf.push(NONE);
    return number;
  }

  #twice(id: string, other: number, up: number, at: number): Error {
    const { isEdges, placeOf } = this.#how;
    const first = placeOf(this.#at[other]!).replace(/^.*:(\d+)$/, "line $1");
    const what =
      isEdges && this.#parent[other] !== up
        ? `${JSON.stringify(id)} has two parents: this is no tree`
        : `the id ${JSON.stringify(id)} is given twice`;
    return badFile(placeOf(at), `${what}; the first is on ${first}`, id);
  }

  /** Links the rows. Of their weights, NaN stands for one left out. */
  finish(weight: number[]): Nodes {
    const { isEdges, placeOf, weighsOne } = this.#how;
    const ids = this.#ids.texts;
    const id: (number | undefined)[] = this.#id;
    const size = this.size;
    const roots: number[] = [];
    const unknown: number[] = [];
    const parent = this.#parent.map((up, row) => {
      if (up === NONE) roots.push(row);
      else if (this.#rowOf[up] === NONE) {
        if (!isEdges && (roots.length > 0 || unknown.length > 0)) throw this.#orphan(row);
        this.#rowOf[up] = id.push(up) - 1;
        unknown.push(row);
      }
      return up === NONE ? NONE : this.#rowOf[up]!;
    });
    if (!isEdges && unknown.length > 0 && roots.length > 0) throw this.#orphan(unknown[0]!);
    for (let row = size; row < id.length; row++) {
      parent.push(NONE);
      roots.push(row);
    }
    const notes: string[] = [];
    if (unknown.length === 1 && roots.length === 1)
      notes.push(`the root is ${JSON.stringify(ids[id[size]!])}, which has no row of its own`);
    if (roots.length > 1) {
      const top = parent.push(NONE) - 1;
      id.push(undefined);
      for (const root of roots) parent[root] = top;
      notes.push(`${count(roots.length, "row")} without a parent are put under one root`);
    }
    while (weight.length < parent.length) weight.push(NaN);
    const isInner = new Uint8Array(parent.length);
    for (const up of parent) if (up >= 0) isInner[up] = 1;
    for (let row = 0; row < parent.length; row++) {
      if (isInner[row] === 1 || !(weighsOne || Number.isNaN(weight[row]))) continue;
      if (!weighsOne)
        throw badFile(placeOf(this.#at[row]!), `the leaf ${JSON.stringify(ids[id[row]!])} has no weight`);
      weight[row] = 1;
    }
    return { parent, weight, lookup: lookupOf(ids, id, this.#label), notes };
  }

  #orphan(row: number): Error {
    const id = this.#ids.texts[this.#parent[row]!]!;
    return badFile(
      this.#how.placeOf(this.#at[row]!),
      `the parent ${JSON.stringify(id)} has no row of its own`,
      id,
    );
  }
}
