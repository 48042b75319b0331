import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Shape } from "./cells.ts";
import type { Container } from "./region.ts";

/** The aspect measures that an engine can bound; {@link quality} defines them. */
export type BoundMeasure = "asp" | "side" | "box";

/** A proven limit on the aspect ratio of every cell of a layout. */
export interface Bound {
  readonly measure: BoundMeasure;
  /** No cell exceeds this. */
  readonly value: number;
  /** A limit for each node, where the proof gives more than one number. */
  readonly perNode?: Float64Array;
}

/** What an engine says of itself, which a map made by it tells on. */
export interface EngineInfo {
  /** One word, for messages, tables, the command line and {@link registerEngine}. */
  readonly name: string;
  /** One line: what the cells look like and what is promised. */
  readonly description: string;
  readonly shape: Shape;
  /**
   * What the engine was made with, as plain data: its factory makes the same engine of it, in a worker or where a
   * packed map is unpacked. Left out where it takes no options, or some that are no plain data.
   */
  readonly options?: object | undefined;
  /** True if the cells of a family may leave gaps in their parent; false by default. */
  readonly hasGaps?: boolean | undefined;
  /** True if areas may differ from the shares of their parents' areas; false by default. */
  readonly hasInexactAreas?: boolean | undefined;
  /**
   * The proven bound for a tree laid out in a container, or null where nothing is proven. It speaks of the layout
   * without padding. A map asks with the region that it was laid out in, and with what the layout remembers: nothing
   * may be proven of one that continues another.
   */
  bound(tree: WeightedTree, container: Container, memory?: object): Bound | null;
}
