import { MarquetryError } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells } from "./cells.ts";
import { checkOutput } from "./check-output.ts";
import type { Engine, EngineInfo, Structure } from "./engine.ts";
import { Partition } from "./partition.ts";
import type { Container, Region } from "./region.ts";
import { toEngine } from "./registry.ts";
import { Spacing, type SpacingOptions } from "./spacing.ts";
import type { Stage } from "./stage.ts";

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
  const engine: AnyEngine = toEngine(options.engine);
  return build(tree, engine, options, (region, cells) => engine.partition(tree, region, cells));
}

/** An engine of any kind: each brings a stage of the kind it fills, which the type of a union cannot tell. */
interface AnyEngine extends EngineInfo {
  readonly shape: Engine["shape"];
  readonly stage: Stage<Cells>;
  partition(tree: WeightedTree, region: Region, cells: Cells): Structure | undefined;
}

/** Sets the stage, has it filled, and checks the outcome. */
function build<T>(
  tree: WeightedTree<T>,
  engine: AnyEngine,
  options: LayoutOptions,
  fill: (region: Region, cells: Cells) => Structure | undefined,
): Partition<T> {
  const spacing = new Spacing(tree, options);
  if (!(tree.weight[0]! > 0)) {
    throw new MarquetryError("zero-weight", `nothing to lay out: all weights under ${tree.place(0)} are 0`, {
      path: tree.place(0),
      value: tree.weight[0],
    });
  }
  const { region, cells } = engine.stage(tree, options.container, spacing, engine);
  const structure = fill(region, cells);
  checkOutput(engine, tree, cells, spacing);
  const { round = false } = options;
  if (round) roundSides(engine, cells);
  return new Partition(tree, cells, {
    engine: engine as Engine,
    region,
    padded: !spacing.none,
    rounded: round,
    fallbacks: structure?.fallbacks ?? [],
    update: (next, maxAspectGrowth) =>
      build(next as WeightedTree<T>, engine, options, (nextRegion, nextCells) =>
        structure
          ? structure.repeat(next, nextCells, { before: cells, maxAspectGrowth })
          : engine.partition(next, nextRegion, nextCells),
      ),
  });
}

function roundSides(engine: EngineInfo, cells: Cells): void {
  if (!cells.round) {
    const message = `round is for rectangles, and ${engine.name} makes polygons`;
    throw new MarquetryError("bad-option", message, { value: true });
  }
  cells.round();
}
