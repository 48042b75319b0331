import { MarquetryError, show } from "../errors.ts";
import { isWeight } from "../model/weight-errors.ts";
import type { LazyFound } from "../model/weighted-tree.ts";

export type { LazyFound };

/** A node as a source tells of it. It may have more fields: `tree.data(i)` gives it back as it came. */
export interface LazyNode {
  /** Names it among all nodes of the tree. */
  readonly id: string;
  /** The text to show; the id by default. */
  readonly label?: string | undefined;
  /** Finite and not negative. That of an inner node is the sum of its children's. */
  readonly weight: number;
  /** Number of leaves below it, where that is known: a whole number, and that of a parent is not less than its children's. */
  readonly leaves?: number | undefined;
  /** Whether it has children to be asked for; false by default. */
  readonly hasChildren?: boolean | undefined;
  /** Where the node stands for siblings that were left out, their number. It is then named "+ n others". */
  readonly others?: number | undefined;
}

/** A node that stands for others: of which node they are children, and how many stand before them. */
export interface Others extends LazyNode {
  readonly of: string;
  readonly offset: number;
}

/** What is asked of a source beside the node. */
export interface ChildrenRequest {
  /** The most nodes that are wanted: the heaviest. */
  readonly limit: number;
  /** How many of the heaviest are there already: those after them are wanted. 0 at first. */
  readonly offset: number;
  /** Part of their parent's weight below which children may be left out. */
  readonly minShare: number;
  /** Says when nobody waits any longer. */
  readonly signal: AbortSignal;
}

/** Where a tree is loaded from, part by part. */
export interface LazySource<T extends LazyNode = LazyNode> {
  readonly root: T;
  /**
   * The children of a node, the heaviest first. Where some are left out, the last one stands for them (`others`), or
   * none does: then their number is not known.
   */
  children(id: string, request: ChildrenRequest): Promise<readonly T[]> | readonly T[];
  /** Seeks nodes by their labels in all of the tree; left out where the source cannot. */
  search?(
    words: string,
    request: { readonly limit: number; readonly signal: AbortSignal },
  ): Promise<readonly LazyFound[]> | readonly LazyFound[];
}

/** Relative difference of a sum that is rounding. */
const ROUNDING = 1e-9;

/** Whether a value can be a number of nodes. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** What is wrong with what a source tells of a node beside its weight; null if nothing is. */
export function faultOf({ id, label, leaves, hasChildren }: LazyNode): string | null {
  if (typeof id !== "string") return `the id ${show(id)}`;
  if (label !== undefined && label !== null && typeof label !== "string") return `the label ${show(label)}`;
  if (leaves !== undefined && !isCount(leaves)) return `${show(leaves)} for a number of leaves`;
  if (hasChildren !== undefined && typeof hasChildren !== "boolean")
    return `${show(hasChildren)} for whether there are children`;
  return null;
}

/** What the children that a source gave are checked against. */
export interface Asked {
  /** The node asked for, and what is to be loaded of it weighs. */
  readonly id: string;
  readonly weight: number;
  /** How many leaves that has, where it is known. */
  readonly leaves: number | undefined;
  readonly limit: number;
  readonly offset: number;
  /** Names the node in messages. */
  readonly path: string;
  /** Whether a node is there already. */
  isKnown(id: string): boolean;
}

/**
 * Checks the children that a source gave, so that they add up to their parent: what was left out, or is more than was
 * asked for, becomes one last node.
 *
 * @throws MarquetryError `bad-source`
 */
export function readChildren<T extends LazyNode>(given: unknown, asked: Asked): readonly (T | LazyNode)[] {
  const { path, limit, offset, weight: whole } = asked;
  const bad = (what: string, value: unknown): MarquetryError =>
    new MarquetryError("bad-source", `the source gave ${what} below ${path}`, { path, value });
  if (!Array.isArray(given)) throw bad(`${show(given)} for the list of nodes`, given);
  const ids = new Set<string>();
  let others = 0;
  const kept: T[] = [];
  for (const node of given as T[]) {
    if (typeof node !== "object" || node === null) throw bad(`${show(node)} for a node`, node);
    if (!isWeight(node.weight)) throw bad(`the weight ${show(node.weight)}`, node.weight);
    if (node.others !== undefined) {
      if (!isCount(node.others)) throw bad(`${show(node.others)} for a number of others`, node.others);
      others += node.others;
      continue;
    }
    const fault = faultOf(node);
    if (fault !== null) throw bad(fault, node);
    if (ids.has(node.id)) throw bad(`the id ${show(node.id)} twice`, node.id);
    ids.add(node.id);
    if (offset === 0 || !asked.isKnown(node.id)) kept.push(node);
  }
  if (offset > 0 && kept.length === 0) throw bad(`nothing but the first ${offset} children again`, given);
  if (kept.length > limit) {
    others += kept.length - limit;
    kept.sort((a, b) => b.weight - a.weight);
    kept.length = limit;
  }
  let rest = whole;
  // What is not known may be nothing here, and may be anything there.
  let least = others;
  let leaves = asked.leaves;
  for (const child of kept) {
    rest -= child.weight;
    least += child.leaves ?? 1;
    leaves = child.leaves === undefined || leaves === undefined ? undefined : leaves - child.leaves;
  }
  if (asked.leaves !== undefined && least > asked.leaves)
    throw bad(`children that have ${least} leaves together, and their parent ${asked.leaves}`, least);
  if (rest < -ROUNDING * whole)
    throw bad(`children that weigh ${whole - rest} together, and their parent ${whole}`, rest);
  const isWhole = rest <= ROUNDING * whole;
  if ((isWhole && others === 0) || kept.length + others === 0) return kept;
  const label = others > 0 ? `+\u00a0${String(others).replace(/\B(?=(\d{3})+$)/g, ",")} others` : "+ others";
  const before = offset + kept.length;
  // Where nothing says how many there are, the name alone would be the same on each page.
  const id = offset > 0 ? `${asked.id}/${label} (${before})` : `${asked.id}/${label}`;
  const left: Others = {
    id,
    label,
    weight: isWhole ? 0 : rest,
    leaves,
    others,
    of: asked.id,
    offset: before,
  };
  return [...kept, left];
}
