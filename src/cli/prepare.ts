import {
  layout,
  layoutAsync,
  weightedTree,
  type Engine,
  type LayoutOptions,
  type Partition,
  type WeightedTree,
} from "../index.ts";
import type { Console } from "./console.ts";
import { toContainer } from "./container.ts";
import { guarded } from "./engines.ts";
import { headerRoom } from "./headers.ts";
import { optionsOf, type LayoutFlags, type TreeFlags } from "./flags.ts";
import { nameOf, readInput, type ReadInput } from "./input/read.ts";
import type { Io } from "./io.ts";
import { count } from "./text.ts";

/** Reads the input, tells how it was understood, and keeps the levels that were asked for. */
export async function readTree(
  input: string,
  flags: TreeFlags,
  io: Io,
  console: Console,
): Promise<ReadInput> {
  const read = await readInput(input, flags, io, console);
  const { tree: whole, notes } = read;
  const name = nameOf(input);
  for (const note of notes) await console.note(`${name}: ${note}`);
  const tree = cutAt(whole, flags.depth);
  const weightless = tree.weight.reduce((sum, weight) => sum + (weight === 0 ? 1 : 0), 0);
  if (weightless > 0)
    await console.note(`${name}: no area for nodes of weight 0: ${weightless} of ${tree.size}`);
  return { ...read, tree };
}

/** The tree down to a level: in breadth-first order these nodes come first. */
export function cutAt(tree: WeightedTree, depth: number = Infinity): WeightedTree {
  if (depth >= tree.height) return tree;
  const end = tree.levels[depth + 1]!;
  const label = Array.from({ length: end }, (_, i) => tree.label(i));
  const columns = { parent: tree.parent.subarray(0, end), weight: tree.weight.subarray(0, end), label };
  return weightedTree.fromColumns(columns, { sort: null });
}

/** How to lay out; the engine is made already. */
export type Plan = LayoutOptions & { readonly engine: Engine };

/**
 * What the flags stand for, tried on a tree of one node: what is wrong with them is told before the input is read.
 */
export function planLayout(engine: Engine, flags: LayoutFlags): Plan {
  const container = toContainer(flags.container, flags.size);
  const plan: Plan = { ...optionsOf("layout", flags), engine, container };
  lay(weightedTree({ value: 1 }), plan);
  return plan;
}

/**
 * Lays the tree out, and tells how many leaves padding has left no room.
 *
 * @param isTimed - whether the time that it takes in one thread is asked for
 */
export async function layOut(
  tree: WeightedTree,
  plan: Plan,
  console: Console,
  io: Io,
  isTimed = false,
): Promise<{ map: Partition; milliseconds: number }> {
  const { name } = plan.engine;
  await console.stage(`laying out ${tree.size} nodes with ${name}`, tree.size);
  const start = io.now();
  const map = isTimed ? lay(tree, plan) : await layLarge(tree, plan, console);
  const milliseconds = io.now() - start;
  let empty = 0;
  for (let i = 0; i < tree.size; i++) {
    if (tree.childCount[i] === 0 && tree.weight[i]! > 0 && !(map.area(i) > 0)) empty++;
  }
  if (empty > 0)
    await console.note(
      `${name}: ${empty} of ${count(tree.leafCount, "cell")} have no room: less padding gives it`,
    );
  return { map, milliseconds };
}

/** Lays the tree out, with room for headers unless anything else is asked for, or a leaf would not get its area. */
export async function layOutNamed(
  tree: WeightedTree,
  plan: Plan,
  console: Console,
  io: Io,
): Promise<Partition> {
  const isAsked = Object.keys(plan).some((name) => name !== "engine" && name !== "container");
  const region = isAsked ? null : lay(weightedTree({ value: 1 }), plan).region;
  const area = region ? (region.x1 - region.x0) * (region.y1 - region.y0) : 0;
  const room = region?.isBox ? headerRoom(tree, plan.engine, area) : null;
  if (room) {
    await console.stage(`laying out ${tree.size} nodes with ${plan.engine.name}`, tree.size);
    const map = await layLarge(tree, { ...plan, ...room }, console);
    if (map.unsolved.length === 0) return map;
  }
  return (await layOut(tree, plan, console, io)).map;
}

/** Polygons of more leaves take longer than to start other threads; rectangles never do. */
const MANY = 1e5;

async function layLarge(tree: WeightedTree, plan: Plan, console: Console): Promise<Partition> {
  const { name, shape } = plan.engine;
  if (tree.leafCount <= MANY || shape === "rect") return lay(tree, plan);
  try {
    return await layoutAsync(tree, {
      ...plan,
      onProgress: ({ round, share }) =>
        void console.progress(() => `${name}: round ${round}, ${Math.round(100 * share)} %`),
    });
  } catch (error) {
    return guarded(name, () => {
      throw error;
    });
  }
}

function lay(tree: WeightedTree, plan: Plan): Partition {
  return guarded(plan.engine.name, () => layout(tree, plan));
}
