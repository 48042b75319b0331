import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { callback, either, number, type OptionHelp, type OptionTable } from "../options/option.ts";

/** A distance in the container's unit, or a function that gives one for the inner node `i`. */
export type Distance = number | ((i: number, tree: WeightedTree) => number);

/** The room left free between and around cells, as d3-hierarchy's treemap defines it. All default to 0. */
export interface PaddingOptions {
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

const DISTANCE = /* @__PURE__ */ either(/* @__PURE__ */ number({ min: 0 }), /* @__PURE__ */ callback());

export const paddingOptions: OptionTable<PaddingOptions> = {
  padding: DISTANCE,
  paddingInner: DISTANCE,
  paddingOuter: DISTANCE,
  paddingTop: DISTANCE,
  paddingRight: DISTANCE,
  paddingBottom: DISTANCE,
  paddingLeft: DISTANCE,
};

const NAMES = /* @__PURE__ */ Object.keys(paddingOptions) as readonly (keyof PaddingOptions)[];

export const paddingHelp: OptionHelp<PaddingOptions> = {
  padding: "room between cells and around their children",
  paddingInner: "room between siblings",
  paddingOuter: "room between a cell and its children",
  paddingTop: "room above the children of a cell, for a header",
  paddingRight: "room at the right of the children of a cell",
  paddingBottom: "room below the children of a cell",
  paddingLeft: "room at the left of the children of a cell",
};

/** Those of some options that are about padding. */
export function pickPadding(options: PaddingOptions): PaddingOptions {
  const picked: { -readonly [Name in keyof PaddingOptions]: Distance | undefined } = {};
  for (const name of NAMES) if (options[name] !== undefined) picked[name] = options[name];
  return picked as PaddingOptions;
}

/** The padding of a layout, resolved: every distance is asked for by inner node. */
export class Padding {
  static #none: Padding | undefined;

  /** The padding of a layout that asks for none is the same for all trees. */
  static of(tree: WeightedTree, options: PaddingOptions): Padding {
    for (const _ in options) return new Padding(tree, options);
    return (Padding.#none ??= new Padding(tree));
  }

  /** Whether every distance is 0, so that engines may skip the work. */
  readonly none: boolean;
  /** Free room between the children of node i. */
  readonly inner: (i: number) => number;
  readonly top: (i: number) => number;
  readonly right: (i: number) => number;
  readonly bottom: (i: number) => number;
  readonly left: (i: number) => number;

  constructor(tree: WeightedTree, options: PaddingOptions = {}) {
    const { padding = 0 } = options;
    const { paddingOuter = padding } = options;
    let none = true;
    const reader = (name: keyof PaddingOptions, otherwise: Distance) => {
      const distance = options[name] ?? otherwise;
      if (distance !== 0) none = false;
      if (typeof distance === "function") {
        return (i: number) => {
          const length = distance(i, tree);
          if (typeof length === "number" && length >= 0 && length < Infinity) return length;
          const path = tree.pathForMessage(i);
          const message = `layout: ${name} must be a number ≥ 0, not ${show(length)} at ${path}`;
          throw new MarquetryError("bad-option", message, { value: length, path });
        };
      }
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
