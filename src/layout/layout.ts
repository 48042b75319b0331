import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { BoxCells } from "./box-cells.ts";
import { checkOutput } from "./check-output.ts";
import type { Engine } from "./engine.ts";
import { Partition } from "./partition.ts";
import { toRegion, type Container, type Region } from "./region.ts";
import { toEngine } from "./registry.ts";
import { RingCells } from "./ring-cells.ts";
import { Spacing, type SpacingOptions } from "./spacing.ts";

/** How {@link layout} lays a tree out. */
export interface LayoutOptions extends SpacingOptions {
  /**
   * An engine, as `squarify()`, or its name. A name works where all engines are loaded: always in Node, in a
   * bundle only if it uses the table `engines`.
   */
  readonly engine: Engine | string;
  /** `[width, height]`, a box `{ x0, y0, x1, y1 }`, or the corners of a convex polygon in order. */
  readonly container: Container;
  /** Whether to round the sides of rectangles to whole numbers; false by default. */
  readonly round?: boolean;
}

/**
 * Divides a container among the nodes of a tree.
 *
 * Areas are exact: a cell's share of its parent's area is its share of its parent's weight. Padding, headers
 * and rounding take their room from the cells; {@link quality} then tells how much that skews the areas.
 *
 * @throws MarquetryError `zero-weight` if nothing in the tree weighs anything; `bad-container`,
 * `container-not-convex`, `container-not-rectangle`, `bad-option`, `unknown-engine`; `bad-engine` if the engine
 * returned something that cannot be a partition.
 * @example
 * const map = layout(tree, { engine: squarify(), container: [960, 600], padding: 2 });
 */
export function layout<T>(tree: WeightedTree<T>, options: LayoutOptions): Partition<T> {
  const engine = toEngine(options.engine);
  const region = toRegion(options.container);
  const spacing = new Spacing(tree, options);
  if (!(tree.weight[0]! > 0)) {
    throw new MarquetryError("zero-weight", `nothing to lay out: all weights under ${tree.place(0)} are 0`, {
      path: tree.place(0),
      value: tree.weight[0],
    });
  }
  const cells = engine.shape === "rect" ? boxes(engine, tree, region, spacing) : rings(engine, tree, region, spacing);
  checkOutput(engine, tree, cells, spacing);
  const { round = false } = options;
  if (round) roundSides(engine, cells);
  return new Partition(tree, cells, { engine, region, padded: !spacing.none, rounded: round });
}

function boxes(engine: Engine & { shape: "rect" }, tree: WeightedTree, region: Region, spacing: Spacing): BoxCells {
  if (!region.isBox) {
    const message = `${engine.name} lays out rectangles, so its container must be one; a convex engine takes any convex polygon`;
    throw new MarquetryError("container-not-rectangle", message, { value: region.ring });
  }
  const cells = new BoxCells(tree, region, spacing);
  engine.partition(tree, region, cells);
  return cells;
}

function rings(
  engine: Exclude<Engine, { shape: "rect" }>,
  tree: WeightedTree,
  region: Region,
  spacing: Spacing,
): RingCells {
  const cells = new RingCells(tree, region, spacing);
  engine.partition(tree, region, cells);
  return cells;
}

function roundSides(engine: Engine, cells: BoxCells | RingCells): void {
  if (cells.kind !== "rect") {
    throw new MarquetryError("bad-option", `round is for rectangles; ${engine.name} makes polygons, so leave round ${show(false)}`, {
      value: true,
    });
  }
  cells.round();
}
