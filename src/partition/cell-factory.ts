import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells, PackedCells } from "./cells.ts";
import type { Bound } from "./engine-info.ts";
import type { Padding } from "./padding.ts";
import type { Container, Region } from "./region.ts";

/**
 * What one kind of outline needs: {@link boxCells}, {@link convexCells} or {@link rectilinearCells}. An engine takes
 * one over whole, so that a program that draws rectangles does not carry the code for polygons.
 */
export interface CellFactory<C extends Cells = Cells> {
  readonly shape: C["shape"];
  /** Says that nothing is proven; an engine that knows better says so after it. */
  bound(tree: WeightedTree, container: Container, memory?: object): Bound | null;
  /**
   * Reads a container for an engine.
   *
   * @throws MarquetryError `bad-container`, `container-not-rectangle`, `container-not-convex`
   */
  readonly readContainer: (container: Container, engine: string) => Region;
  /** The cells of a tree, of which only the root's is written. */
  readonly makeCells: (tree: WeightedTree, region: Region, padding: Padding) => C;
  /** Cells made again of what `pack` gave. */
  readonly unpackCells: (tree: WeightedTree, padding: Padding, packed: PackedCells) => C;
}
