import { layout, quality, type Engine, type Quality, type WeightedTree } from "../index.ts";
import { Console } from "./console.ts";
import { isRectangular, toContainer } from "./container.ts";
import { defaultEngine, ENGINE_NAMES, makeEngine } from "./engine-choice.ts";
import { UsageError } from "./failure.ts";
import type { LayoutFlags, TreeFlags } from "./flags.ts";
import { nameOf } from "./input/read.ts";
import { write, type Io } from "./io.ts";
import { layoutOptions, readTree } from "./prepare.ts";
import { formatTable, short } from "./table.ts";
import { visible, visibleLines } from "./visible.ts";

/** Options of `marquetry measure`. */
export interface MeasureFlags extends TreeFlags, LayoutFlags {
  readonly engine: string;
  readonly json?: boolean;
}

interface Measured {
  readonly engine: string;
  readonly milliseconds: number;
  readonly quality: Quality;
}

/** Lays a tree out with several engines and tells how good each layout is. */
export async function measure(input: string, flags: MeasureFlags, io: Io): Promise<void> {
  const console = new Console(io, flags.quiet);
  const chosen = chooseEngines(flags).map((engine) => layoutOptions(engine, flags));
  const tree = await readTree(input, flags, io, console);
  const measured: Measured[] = [];
  for (const options of chosen) {
    const engine = options.engine as Engine;
    await console.stage(`laying out ${tree.size} nodes with ${engine.name}`, tree.size);
    const start = io.now();
    const map = layout(tree, options);
    const milliseconds = io.now() - start;
    measured.push({ engine: engine.name, milliseconds, quality: quality(map) });
  }
  await console.clear();
  const name = nameOf(input);
  await write(io.stdout, flags.json === true ? toJson(name, tree, measured) : toTable(name, tree, measured));
}

/** With "all", those that can lay out the container; by name, exactly those. */
function chooseEngines(flags: MeasureFlags): Engine[] {
  const isRectangle = isRectangular(toContainer(flags.container, flags.size));
  const names =
    flags.engine === "all" ? [...ENGINE_NAMES] : flags.engine.split(",").map((name) => name.trim());
  if (names.length > 1 && flags.engineOption.length > 0) {
    throw new UsageError(
      `--engine-option is for one engine: name it, as --engine ${defaultEngine(isRectangle)}`,
    );
  }
  const engines = names.map((name) => makeEngine(name, flags.engineOption));
  return flags.engine === "all" && !isRectangle ? engines.filter(({ shape }) => shape === "convex") : engines;
}

const HEADINGS = ["engine", "asp mean", "p95", "max", "side mean", "p95", "max", "area error", "bound", "ms"];
const LEGEND = `asp: diameter²/area, a square has 2; side: longer/shorter side of the bounding box; of the leaves.
area error: the greatest of all nodes, relative to the share; bound: proven limit and its measure.
`;

function toTable(input: string, tree: WeightedTree, measured: readonly Measured[]): string {
  const leaves = tree.leafCount;
  const head = `${visible(input)}: ${tree.size} nodes, ${leaves} leaves, height ${tree.height}\n\n`;
  return `${head}${formatTable([HEADINGS, ...measured.map(toRow)])}\n${LEGEND}`;
}

function toRow({ engine, milliseconds, quality: { leaves, area, bound } }: Measured): string[] {
  const { asp, side } = leaves;
  const shapes = [asp.mean, asp.p95, asp.max, side.mean, side.p95, side.max, area.maxError].map(short);
  const limit =
    bound === null ? "none" : `${bound.measure} ${short(bound.value)}${bound.holds ? "" : " broken"}`;
  return [engine, ...shapes, limit, milliseconds.toFixed(1)];
}

function toJson(input: string, tree: WeightedTree, measured: readonly Measured[]): string {
  const { size: nodes, height } = tree;
  const result = {
    input,
    nodes,
    leaves: tree.leafCount,
    height,
    weight: tree.weight[0],
    engines: measured,
  };
  return `${visibleLines(JSON.stringify(result, null, 2))}\n`;
}
