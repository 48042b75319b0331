import { MarquetryError } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { toAreaRule, type AreaRule, type LaidOut } from "../areas/area-rule.ts";
import type { Cells } from "../partition/cells.ts";
import { checkOutput } from "./check-output.ts";
import type { Engine, EngineInfo, Structure } from "../engines/engine.ts";
import { Partition, type Fill } from "../partition/partition.ts";
import { raiseLeaves } from "./min-share.ts";
import type { Container, Region } from "../partition/region.ts";
import { toEngine } from "../engines/register.ts";
import { Spacing, type SpacingOptions } from "../partition/padding.ts";
import type { Stage } from "../partition/cell-factory.ts";

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
  /**
   * What padding does to areas. "gross", the default: a cell's share of its parent includes its padding, so
   * headers skew the leaves. "leaf-exact", or {@link leafExact} where a bundle knows no rules by name: leaves get
   * areas in proportion to weights after padding; `map.unsolved` lists those for which there is no solution.
   */
  readonly areas?: "gross" | "leaf-exact" | AreaRule;
  /**
   * The least share of the whole area that a leaf with a weight gets, so that it can be seen; 0 by default. Areas
   * then are not in proportion to weights: `map.raised` lists the leaves that are too large.
   */
  readonly minShare?: number;
}

/**
 * Divides a container among the nodes of a tree.
 *
 * Areas are exact: a cell's share of its parent's area is its share of its parent's weight. Padding, headers
 * and rounding take their room from the cells; {@link quality} then tells how much that skews the areas, and
 * `areas: "leaf-exact"` makes up for padding and headers.
 *
 * @throws MarquetryError `zero-weight` if nothing in the tree weighs anything; `bad-container`,
 * `container-not-convex`, `container-not-rectangle`, `bad-option`, `unknown-engine`; `bad-engine` if the engine
 * returned something that cannot be a partition.
 * @example
 * const map = layout(tree, { engine: squarify(), container: [960, 600], padding: 2 });
 */
export function layout<T>(tree: WeightedTree<T>, options: LayoutOptions): Partition<T> {
  const engine: AnyEngine = toEngine(options.engine);
  return build(tree, engine, options, (laidOut, region, cells) => engine.partition(laidOut, region, cells));
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
  fill: Fill,
): Partition<T> {
  const spacing = new Spacing(tree, options);
  if (!(tree.weight[0]! > 0)) {
    throw new MarquetryError("zero-weight", `nothing to lay out: all weights under ${tree.place(0)} are 0`, {
      path: tree.place(0),
      value: tree.weight[0],
    });
  }
  const stage = () => engine.stage(tree, options.container, spacing, engine);
  const raised = options.minShare === undefined ? null : raiseLeaves(tree, options.minShare);
  const weighed: WeightedTree = raised?.tree ?? tree;
  const rule = toAreaRule(options.areas ?? "gross");
  const { region, cells } = stage();
  const solved =
    rule && !spacing.none
      ? rule.solve({
          tree: weighed,
          spacing,
          blank: () => stage().cells,
          lay: (next, before) => {
            const { cells: fresh } = stage();
            const structure = before?.structure
              ? before.structure.repeat(next, fresh, { before: before.cells, maxAspectGrowth: Infinity })
              : engine.partition(next, region, fresh);
            return { cells: fresh, structure };
          },
        })
      : undefined;
  const laid: LaidOut = solved ?? { cells, structure: fill(weighed, region, cells) };
  checkOutput(engine, weighed, laid.cells, spacing);
  const { round = false } = options;
  if (round) roundSides(engine, laid.cells);
  return new Partition(tree, laid.cells, {
    engine: engine as Engine,
    region,
    padded: !spacing.none,
    rounded: round,
    solved,
    raised: raised?.leaves,
    fallbacks: laid.structure?.fallbacks ?? [],
    making: {
      tree: weighed,
      structure: laid.structure,
      fill: (other, fillOther) => build(other as WeightedTree<T>, engine, options, fillOther),
    },
    update: (other, maxAspectGrowth) =>
      build(other as WeightedTree<T>, engine, options, (next, nextRegion, nextCells) =>
        laid.structure
          ? laid.structure.repeat(next, nextCells, { before: laid.cells, maxAspectGrowth })
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
