import { engineNames, quality, type Container, type Quality, type WeightedTree } from "../index.ts";
import { Console } from "./console.ts";
import { isRectangular, readContainer } from "./container.ts";
import { defaultEngine, guarded, importEngines, makeEngine } from "./engines.ts";
import { UsageError } from "./failure.ts";
import type { LayoutFlags, TreeFlags } from "./flags.ts";
import { nameOf } from "./input/read.ts";
import { write, type Io } from "./io.ts";
import { layOut, planLayout, readTree, type Plan } from "./prepare.ts";
import { formatTable, short, visible, visibleLines } from "./text.ts";

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
  await importEngines(flags.import, io);
  const console = new Console(io, flags.quiet);
  const plans = chooseEngines(flags, await readContainer(flags, io));
  const { tree } = await readTree(input, flags, io, console);
  const measured: Measured[] = [];
  for (const plan of plans) {
    const { map, milliseconds } = await layOut(tree, plan, console, io, true);
    const engine = plan.engine.name;
    measured.push({ engine, milliseconds, quality: guarded(engine, () => quality(map)) });
  }
  await console.clear();
  const name = nameOf(input);
  await write(io.stdout, flags.json === true ? toJson(name, tree, measured) : toTable(name, tree, measured));
}

/** With "all", those that can lay out the container; by name, exactly those. */
function chooseEngines(flags: MeasureFlags, container: Container): Plan[] {
  const isRectangle = isRectangular(container);
  const isAll = flags.engine === "all";
  const names = isAll ? engineNames() : flags.engine.split(",").map((name) => name.trim());
  if (names.length > 1 && flags.engineOption.length > 0) {
    throw new UsageError(
      `--engine-option is for one engine: name it, as --engine ${defaultEngine(isRectangle)}`,
    );
  }
  return names
    .map((name) => makeEngine(name, flags.engineOption))
    .filter((engine) => !isAll || isRectangle || engine.shape === "convex")
    .map((engine) => planLayout(engine, container, flags));
}

const HEADINGS = ["engine", "asp mean", "p95", "max", "side mean", "p95", "max", "area error", "bound", "ms"];
const LEGEND = `asp: diameter²/area, a square has 2; side: longer/shorter side of the bounding box; of the leaves.
area error: the greatest of all nodes, relative to the share; bound: proven limit and its measure.
`;

function toTable(input: string, tree: WeightedTree, measured: readonly Measured[]): string {
  const { size, leafCount, height } = tree;
  const head = `${visible(input)}: ${size} nodes, ${leafCount} leaves, height ${height}\n\n`;
  return `${head}${formatTable([HEADINGS, ...measured.map(toRow)])}\n${LEGEND}`;
}

function toRow({ engine, milliseconds, quality: { leaves, area, bound } }: Measured): string[] {
  const { asp, side } = leaves;
  const shapes = [asp.mean, asp.p95, asp.max, side.mean, side.p95, side.max, area.maxError].map(short);
  const limit =
    bound === null ? "none" : `${bound.measure} ${short(bound.value)}${bound.holds ? "" : " broken"}`;
  return [engine, ...shapes, limit, milliseconds.toFixed(1)];
}

function toJson(input: string, tree: WeightedTree, engines: readonly Measured[]): string {
  const { size: nodes, leafCount: leaves, height } = tree;
  const result = { input, nodes, leaves, height, weight: tree.weight[0], engines };
  return `${visibleLines(JSON.stringify(result, null, 2))}\n`;
}
