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
  /** Number of leaves below it, where that is known. */
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

/** What the children that a source gave are checked against. */
export interface Asked {
  /** The node asked for, and what is to be loaded of it weighs. */
  readonly id: string;
  readonly weight: number;
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
      if (!isWeight(node.others)) throw bad(`${show(node.others)} for a number of others`, node.others);
      others += node.others;
      continue;
    }
    if (typeof node.id !== "string") throw bad(`the id ${show(node.id)}`, node.id);
    if (node.label !== undefined && node.label !== null && typeof node.label !== "string")
      throw bad(`the label ${show(node.label)}`, node);
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
  for (const { weight } of kept) rest -= weight;
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
    leaves: others,
    others,
    of: asked.id,
    offset: before,
  };
  return [...kept, left];
}
