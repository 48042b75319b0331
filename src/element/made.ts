import type { WeightedTree } from "../index.ts";
import type { Size } from "./camera.ts";
import { isSameTree } from "./data.ts";
import { isSame, type MapSettings } from "./settings.ts";

/** What a map was made with. */
export type Made = Pick<MapSettings, "engine" | "container" | "spacing"> & {
  readonly tree: WeightedTree;
  readonly size: Size;
};

/** Whether two maps were made alike but for tree and size. */
export function isMadeAlike(a: Made, b: Made): boolean {
  return isSame(a.engine, b.engine) && isSame(a.container, b.container) && isSame(a.spacing, b.spacing);
}

/** Whether two maps were made alike but for the size. */
export function isAlike(a: Made, b: Made): boolean {
  return isMadeAlike(a, b) && isSameTree(a.tree, b.tree);
}
