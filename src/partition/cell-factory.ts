import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells } from "./cells.ts";
import type { Container, Region } from "./region.ts";
import type { Spacing } from "./padding.ts";

/** Reads a container and makes the cells that an engine fills: {@link boxStage} or {@link ringStage}. */
export type Stage<C extends Cells> = (
  tree: WeightedTree,
  container: Container,
  spacing: Spacing,
  engine: { readonly name: string; readonly shape: string },
) => { readonly region: Region; readonly cells: C };
