import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells } from "../partition/cells.ts";
import type { Structure } from "../engines/engine.ts";
import type { Spacing } from "../partition/padding.ts";

/** A layout whose padding has taken its room. */
export interface LaidOut {
  readonly cells: Cells;
  readonly structure: Structure | undefined;
}

/** What an {@link AreaRule} is given. */
export interface AreaTask {
  readonly tree: WeightedTree;
  readonly spacing: Spacing;
  /** Lays the tree out with other weights, repeating an earlier layout where the engine can. */
  lay(tree: WeightedTree, before?: LaidOut): LaidOut;
  /** Cells of the same stage, with none but the root's written. */
  blank(): Cells;
}

/** What an {@link AreaRule} found. */
export interface AreaResult extends LaidOut {
  /** Greatest relative error of the area of a leaf that has a solution. */
  readonly residual: number;
  /** Area of a leaf for each unit of its weight. */
  readonly scale: number;
  /** Leaves for which there is no solution, in order. */
  readonly unsolved: Int32Array;
}

/** Decides which areas are in proportion to weights where there is padding, as {@link leafExact}. */
export interface AreaRule {
  /** One or two words, as `areas` takes them. */
  readonly name: string;
  solve(task: AreaTask): AreaResult;
}

const known = new Map<string, AreaRule>();

/** Makes a rule known by name. A bundler drops the call where nobody uses the rule. */
export function registerAreas(rule: AreaRule): AreaRule {
  known.set(rule.name, rule);
  return rule;
}

/** The rule itself, or that of a name; undefined for "gross", which is none. */
export function toAreaRule(areas: AreaRule | string): AreaRule | undefined {
  if (areas === "gross") return undefined;
  if (typeof areas === "object" && typeof areas?.solve === "function") return areas;
  const rule = typeof areas === "string" ? known.get(areas) : undefined;
  if (rule) return rule;
  const help =
    areas === "leaf-exact"
      ? 'this bundle does not hold it: import { leafExact } from "marquetry" and pass areas: leafExact'
      : `it is ${["gross", ...known.keys()].join(" or ")}`;
  throw new MarquetryError("bad-option", `no areas ${show(areas)}; ${help}`, { value: areas });
}
