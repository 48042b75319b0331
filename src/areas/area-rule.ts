import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { LayoutMemory } from "../engines/engine.ts";
import type { Cells } from "../partition/cells.ts";
import type { Padding } from "../partition/padding.ts";
import type { AreaSolution } from "../partition/partition.ts";

/** Cells that an engine has filled, and what it remembers of them. */
export interface FilledCells {
  readonly cells: Cells;
  readonly memory: LayoutMemory | undefined;
}

/** What an {@link AreaRule} is given. */
export interface AreaTask {
  readonly tree: WeightedTree;
  readonly padding: Padding;
  /** What the rule remembers of the map that is updated, and the earlier node that each node continues; else null. */
  readonly earlier: { readonly memory: object; readonly match: Int32Array } | null;
  /**
   * Lays the tree out with other weights: as `before` where that is given, else as the map that is updated, else
   * afresh; each as far as the engine can.
   */
  lay(tree: WeightedTree, before?: FilledCells | "afresh"): FilledCells;
  /** Cells of the same kind, with none but the root's written. */
  blank(): Cells;
}

/** What an {@link AreaRule} found. */
export interface AreaResult extends FilledCells, AreaSolution {
  /** What the rule wants to know when the map is updated: typed arrays by name. */
  readonly areaMemory?: object;
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

/** The rule itself, or that of a name; null for "gross", which is none. */
export function toAreaRule(areas: unknown): AreaRule | null {
  if (areas === "gross") return null;
  if (typeof areas === "object" && areas !== null && "solve" in areas && typeof areas.solve === "function") {
    return areas as AreaRule;
  }
  const rule = typeof areas === "string" ? known.get(areas) : undefined;
  if (rule) return rule;
  const help =
    areas === "leaf-exact"
      ? 'this bundle does not hold it: import { leafExact } from "marquetry" and pass areas: leafExact'
      : `it is ${["gross", ...known.keys()].join(" or ")}`;
  throw new MarquetryError("bad-option", `no areas ${show(areas)}; ${help}`, { value: areas });
}
