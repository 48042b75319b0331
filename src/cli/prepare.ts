import { layout, weightedTree, type Engine, type LayoutOptions, type WeightedTree } from "../index.ts";
import type { Console } from "./console.ts";
import { toContainer } from "./container.ts";
import type { LayoutFlags, TreeFlags } from "./flags.ts";
import { buildTree } from "./input/build.ts";
import { nameOf, readInput } from "./input/read.ts";
import type { Io } from "./io.ts";

/** Reads the input, tells how it was understood, and builds the tree. */
export async function readTree(
  input: string,
  flags: TreeFlags,
  io: Io,
  console: Console,
): Promise<WeightedTree> {
  const source = await readInput(input, flags, io, console);
  const name = nameOf(input);
  for (const note of source.notes) await console.note(`${name}: ${note}`);
  await console.progress(() => `building the tree of ${name}`);
  const tree = cutAt(buildTree(source, name, flags), flags.depth);
  const weightless = countWeightless(tree);
  if (weightless > 0)
    await console.note(`${name}: no area for nodes of weight 0: ${weightless} of ${tree.size}`);
  return tree;
}

/** The tree down to a level: in breadth-first order these nodes come first. */
function cutAt(tree: WeightedTree, depth: number = Infinity): WeightedTree {
  if (depth >= tree.height) return tree;
  const end = tree.levels[depth + 1]!;
  const label = Array.from({ length: end }, (_, i) => tree.label(i));
  const columns = { parent: tree.parent.subarray(0, end), weight: tree.weight.subarray(0, end), label };
  return weightedTree.fromColumns(columns, { sort: null });
}

function countWeightless({ weight }: WeightedTree): number {
  let count = 0;
  for (const w of weight) if (w === 0) count++;
  return count;
}

/**
 * The options of `layout` that the flags stand for, tried on a tree of one node: what is wrong with them is told
 * before the input is read.
 */
export function layoutOptions(engine: Engine, flags: LayoutFlags): LayoutOptions {
  const options = toOptions(engine, flags);
  layout(weightedTree({ value: 1 }), options);
  return options;
}

function toOptions(engine: Engine, flags: LayoutFlags): LayoutOptions {
  const { padding, paddingInner, paddingOuter, paddingTop, round, areas } = flags;
  return {
    engine,
    container: toContainer(flags.container, flags.size),
    padding,
    areas,
    ...(paddingInner === undefined ? {} : { paddingInner }),
    ...(paddingOuter === undefined ? {} : { paddingOuter }),
    ...(paddingTop === undefined ? {} : { paddingTop }),
    ...(round === undefined ? {} : { round }),
  };
}
