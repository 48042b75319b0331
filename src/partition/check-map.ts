import { MarquetryError, show } from "../errors.ts";
import { isTree } from "../model/check-tree.ts";
import type { Partition } from "./partition.ts";

/**
 * Refuses what is no map.
 *
 * @param owner - the public function that takes it, as its caller writes it
 * @throws MarquetryError `bad-input`
 * @internal
 */
export function checkMap(owner: string, value: unknown): asserts value is Partition {
  if (isMap(value)) return;
  const given = isTree(value) ? "a tree; lay it out first" : show(value);
  const message = `${owner} takes a map, as layout(tree, options) makes one, not ${given}`;
  throw new MarquetryError("bad-input", message, { value });
}

function isMap(value: unknown): value is Partition {
  return (
    typeof value === "object" && value !== null && "cells" in value && "tree" in value && isTree(value.tree)
  );
}
