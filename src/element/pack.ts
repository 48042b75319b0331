import type { Container, PackedMap } from "../index.ts";
import type { PackedRegion } from "../partition/region.ts";
import type { Spacing } from "./settings.ts";

/** What a worker is asked to lay out, all of it plain data. The tree has no names: the page knows them. */
export interface LayoutRequest {
  readonly parent: Int32Array;
  readonly weight: Float64Array;
  readonly engine: string;
  readonly engineOptions: object | undefined;
  readonly container: Container | PackedRegion;
  readonly spacing: Spacing;
  /** The map that is continued in the container, and the node of it that each node continues; null to lay out afresh. */
  readonly before: { readonly map: PackedMap; readonly match: Int32Array } | null;
  readonly maxAspectGrowth: number;
}

/** What it answers: at once that it has begun, and then a map without names, or what went wrong. */
export type LayoutAnswer =
  | "begun"
  | { readonly packed: PackedMap }
  | { readonly code: string; readonly message: string; readonly path: string | undefined };

/** A packed map without the names of its nodes, and without the numbers of its branches, which follow from names. */
export function withoutNames(packed: PackedMap): PackedMap {
  return { ...packed, tree: { ...packed.tree, label: [], id: [] }, branchNumbers: undefined };
}
