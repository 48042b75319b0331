/** What a tile reads and writes of a node of `d3.hierarchy`. */
export interface TileNode {
  /** What `sum` or `count` has set. */
  readonly value?: number | undefined;
  readonly children?: readonly TileNode[] | undefined;
  readonly parent?: TileNode | null | undefined;
  readonly depth?: number | undefined;
  readonly data?: unknown;
  x0?: number;
  y0?: number;
  x1?: number;
  y1?: number;
}

/** A tile as `d3.treemap().tile(…)` takes one: divides the room x0 … y1 of a node among its children. */
export type Tile<N = never> = (node: N, x0: number, y0: number, x1: number, y1: number) => void;
