import { basename, extname } from "node:path";
import { layout, toSVG, type WeightedTree } from "../index.ts";
import { Console } from "./console.ts";
import { isRectangular, toContainer } from "./container.ts";
import { defaultEngine, makeEngine } from "./engine-choice.ts";
import { UsageError } from "./failure.ts";
import type { LayoutFlags, TreeFlags } from "./flags.ts";
import { write, type Io } from "./io.ts";
import { toPng } from "./png.ts";
import { layoutOptions, readTree } from "./prepare.ts";
import { save } from "./save.ts";

/** Options of `marquetry draw`. */
export interface DrawFlags extends TreeFlags, LayoutFlags {
  readonly output?: string;
  readonly engine?: string;
  readonly labels: boolean;
  readonly title?: string;
  readonly scale: number;
}

const STDOUT = "-";
const PNG = ".png";
/** The label of a root that has no name of its own. */
const UNNAMED = "root";
/** Pictures that people may hope for by the name they give. */
const OTHER_PICTURES = new Set([".jpg", ".jpeg", ".pdf", ".gif", ".webp"]);

/** Lays a tree out and writes it as SVG or PNG, whole or not at all. */
export async function draw(input: string, flags: DrawFlags, io: Io): Promise<void> {
  const output = chooseOutput(flags.output, io);
  const container = toContainer(flags.container, flags.size);
  const engine = makeEngine(flags.engine ?? defaultEngine(isRectangular(container)), flags.engineOption);
  const options = layoutOptions(engine, flags);
  const console = new Console(io, flags.quiet);
  const tree = await readTree(input, flags, io, console);
  await console.stage(`laying out ${tree.size} nodes with ${engine.name}`, tree.size);
  const map = layout(tree, options);
  await console.stage(`drawing ${tree.size} cells`, tree.size);
  const name = flags.title ?? pictureName(tree, input);
  const svg = `${toSVG(map, { name, ...(flags.labels ? {} : { label: false }) })}\n`;
  const picture = extname(output).toLowerCase() === PNG ? await toPng(svg, flags.scale) : svg;
  await console.clear();
  if (output === STDOUT) await write(io.stdout, svg);
  else await save(output, picture, io);
}

/** What a picture without a title is called. */
function pictureName(tree: WeightedTree, input: string): string {
  const label = tree.label(0);
  return label === UNNAMED && input !== STDOUT ? basename(input) : label;
}

/** Into a pipe or a file of the shell by itself; onto a terminal only when asked to. */
function chooseOutput(output: string | undefined, io: Io): string {
  if (output === undefined) {
    if (!io.isTTY.stdout) return STDOUT;
    throw new UsageError("where to? give -o FILE.svg, or -o - to write the SVG to the terminal");
  }
  if (output === "") throw new UsageError("the name of the output file is empty");
  const ending = extname(output).toLowerCase();
  if (OTHER_PICTURES.has(ending))
    throw new UsageError(`pictures are written as SVG or PNG, not ${ending}: give -o FILE.svg`);
  return output;
}
