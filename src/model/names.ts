import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "./weighted-tree.ts";

/** A name as text: strings and numbers are names, anything else and NaN are none. */
export function toName(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isNaN(value) ? undefined : String(value);
  return typeof value === "bigint" ? String(value) : undefined;
}

/** Throws `duplicate-id` if two nodes of a tree were given the same id. */
export function checkIds(tree: WeightedTree, id: (row: number) => string | undefined): void {
  const nodes = new Map<string, number>();
  for (let i = 0; i < tree.size; i++) {
    const row = tree.source(i);
    const own = row < 0 ? undefined : id(row);
    if (own === undefined) continue;
    const other = nodes.get(own);
    if (other !== undefined) {
      const path = tree.place(i);
      const message = `two nodes have the id ${show(own)}: ${tree.place(other)} and ${path}`;
      throw new MarquetryError("duplicate-id", message, { path, value: own });
    }
    nodes.set(own, i);
  }
}
