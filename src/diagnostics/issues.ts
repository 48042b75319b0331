import type { WeightedTree } from "../model/weighted-tree.ts";

/** Relative difference between the area of a cell and its share, or between a cell and its children together. */
export const AREA_TOLERANCE = 1e-9;

/**
 * Distance by which a corner may be out of place, as a part of the longer side of the bounding box: of the parent
 * where cells of a family are compared, of the cell itself for its own outline.
 */
export const PLACE_TOLERANCE = 1e-9;

/** Whether an area is off by no more than the rounding of sides so short that numbers hold few digits of them. */
export function isRounding(area: number, longerSide: number): boolean {
  return area <= 8 * Number.MIN_VALUE * longerSide;
}

/** Relative difference between the area of a leaf and its weight where leaves make up for padding. */
export const LEAF_TOLERANCE = 1e-6;

/**
 * What can be wrong with a cell:
 * - `number`: a coordinate is not finite;
 * - `corners`: a polygon has one or two corners, or the same corner twice;
 * - `orientation`: its corners run clockwise as drawn;
 * - `convexity`: a corner of a convex cell turns the wrong way;
 * - `right-angle`: a side of a rectilinear cell runs along no axis;
 * - `orthoconvexity`: an upright or level line meets a rectilinear cell in more than one piece, or not at all where
 *   the cell should hang together;
 * - `containment`: it reaches out of its parent's cell;
 * - `overlap`: it overlaps a sibling;
 * - `cover`: its children do not cover it, or the root does not fill the container;
 * - `area`: its area is not its share of its parent's.
 */
export type IssueKind =
  | "number"
  | "corners"
  | "orientation"
  | "convexity"
  | "right-angle"
  | "orthoconvexity"
  | "containment"
  | "overlap"
  | "cover"
  | "area";

/** Something wrong with a partition. */
export interface Issue {
  readonly kind: IssueKind;
  /** The node whose cell is wrong; of two that overlap, the later. */
  readonly node: number;
  /** Path of the node; the middle of a long one is left out. */
  readonly path: string;
  readonly message: string;
  /** How wrong: a part of an area for `area` and `cover`, else a length or a number of corners. */
  readonly value: number;
}

/** Collects issues up to a limit. */
export class IssueList {
  readonly issues: Issue[] = [];
  readonly #tree: WeightedTree;
  readonly #most: number;

  constructor(tree: WeightedTree, most: number) {
    this.#tree = tree;
    this.#most = most;
  }

  get isFull(): boolean {
    return this.issues.length >= this.#most;
  }

  add(kind: IssueKind, node: number, what: string, value: number): void {
    if (this.isFull) return;
    const path = this.#tree.pathForMessage(node);
    this.issues.push({ kind, node, path, message: `${path}: ${what}`, value });
  }

  /** The node's name as a message about another one shows it. */
  name(node: number): string {
    return this.#tree.label(node);
  }
}

/** A number as a message shows it: four digits say how wrong something is. */
export function digits(value: number): string {
  return String(Number(value.toPrecision(SHOWN_DIGITS)));
}

const SHOWN_DIGITS = 4;
