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

/** The spacing of a layout, resolved: every distance is asked for by inner node. */
export class Spacing {
  /** Whether every distance is 0, so that engines may skip the work. */
  readonly none: boolean;
  /** Free room between the children of node i. */
  readonly inner: (i: number) => number;
  readonly top: (i: number) => number;
  readonly right: (i: number) => number;
  readonly bottom: (i: number) => number;
  readonly left: (i: number) => number;

  constructor(tree: WeightedTree, options: SpacingOptions = {}) {
    const { padding = 0 } = options;
    const { paddingOuter = padding } = options;
    let none = true;
    const reader = (name: keyof SpacingOptions, otherwise: Distance) => {
      const distance = options[name] ?? otherwise;
      if (distance !== 0) none = false;
      if (typeof distance === "function") {
        return (i: number) => {
          const length = distance(i, tree);
          if (!isLength(length)) throw badDistance(name, length, tree.place(i));
          return length;
        };
      }
      if (!isLength(distance)) throw badDistance(name, distance);
      return () => distance;
    };
    this.inner = reader("paddingInner", padding);
    this.top = reader("paddingTop", paddingOuter);
    this.right = reader("paddingRight", paddingOuter);
    this.bottom = reader("paddingBottom", paddingOuter);
    this.left = reader("paddingLeft", paddingOuter);
    this.none = none;
  }
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}

function badDistance(name: string, value: unknown, path?: string): MarquetryError {
  const place = path === undefined ? "" : ` at ${path}`;
  return new MarquetryError("bad-option", `${name} must be a finite number ≥ 0, not ${show(value)}${place}`, {
    value,
    ...(path === undefined ? {} : { path }),
  });
}
