import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";

/** A distance in the container's unit, or a function that gives one for the inner node `i`. */
export type Distance = number | ((i: number, tree: WeightedTree) => number);

/** The room left free between and around cells, as d3-hierarchy's treemap defines it. All default to 0. */
export interface SpacingOptions {
  /** Sets `paddingInner` and `paddingOuter` together. */
  readonly padding?: Distance;
  /** Between two siblings. */
  readonly paddingInner?: Distance;
  /** Between a cell and its children, on every side; a side given by itself goes before it. */
  readonly paddingOuter?: Distance;
  readonly paddingTop?: Distance;
  readonly paddingRight?: Distance;
  readonly paddingBottom?: Distance;
  readonly paddingLeft?: Distance;
}

/** The spacing of a layout, resolved: every distance asked for by node. */
export class Spacing {
  /** Whether every distance is 0, so that engines may skip the work. */
  readonly none: boolean;
  readonly #tree: WeightedTree;
  readonly #inner: Distance;
  readonly #top: Distance;
  readonly #right: Distance;
  readonly #bottom: Distance;
  readonly #left: Distance;

  constructor(tree: WeightedTree, options: SpacingOptions = {}) {
    const { padding = 0 } = options;
    const { paddingInner = padding, paddingOuter = padding } = options;
    this.#tree = tree;
    this.#inner = checked(paddingInner, "paddingInner");
    this.#top = checked(options.paddingTop ?? paddingOuter, "paddingTop");
    this.#right = checked(options.paddingRight ?? paddingOuter, "paddingRight");
    this.#bottom = checked(options.paddingBottom ?? paddingOuter, "paddingBottom");
    this.#left = checked(options.paddingLeft ?? paddingOuter, "paddingLeft");
    this.none = [this.#inner, this.#top, this.#right, this.#bottom, this.#left].every(
      (distance) => distance === 0,
    );
  }

  /** Free room between the children of node i. */
  inner(i: number): number {
    return this.#at(this.#inner, i, "paddingInner");
  }
  top(i: number): number {
    return this.#at(this.#top, i, "paddingTop");
  }
  right(i: number): number {
    return this.#at(this.#right, i, "paddingRight");
  }
  bottom(i: number): number {
    return this.#at(this.#bottom, i, "paddingBottom");
  }
  left(i: number): number {
    return this.#at(this.#left, i, "paddingLeft");
  }

  #at(distance: Distance, i: number, name: string): number {
    if (typeof distance === "number") return distance;
    return checked(distance(i, this.#tree), name, this.#tree.place(i));
  }
}

function checked<D extends Distance>(distance: D, name: string, path?: string): D {
  const sound =
    typeof distance === "number" ? distance >= 0 && distance < Infinity : typeof distance === "function";
  if (sound) return distance;
  const place = path === undefined ? "" : ` at ${path}`;
  throw new MarquetryError(
    "bad-option",
    `${name} must be a finite number ≥ 0, not ${show(distance)}${place}`,
    {
      value: distance,
      ...(path === undefined ? {} : { path }),
    },
  );
}
