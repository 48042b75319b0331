import { basename, extname, join } from "node:path";
import {
  branchColours,
  branchLegend,
  darkTheme,
  lightTheme,
  type NumberFormat,
  type Partition,
  type SvgOptions,
  type WeightedTree,
} from "../index.ts";
import * as library from "../index.ts";
import { lookBy, type ColouredBy } from "../report/colours.ts";
import { Console } from "./console.ts";
import { isRectangular, readContainer } from "./container.ts";
import { defaultEngine, importEngines, makeEngine } from "./engines.ts";
import { UsageError } from "./failure.ts";
import { optionsOf, type LayoutFlags, type TreeFlags } from "./flags.ts";
import { FORMATS } from "./formats.ts";
import { nameOf } from "./input/read.ts";
import { DASH, write, type Io } from "./io.ts";
import { findTargets, save, type Target } from "./output.ts";
import { layOut, layOutNamed, planLayout, readTree } from "./prepare.ts";
import { terminalPicture } from "./terminal.ts";

/** Options of `marquetry draw`, beside those of `toSVG`. */
export interface DrawFlags extends TreeFlags, LayoutFlags {
  readonly output?: string;
  readonly engine?: string;
  readonly labels: boolean;
  readonly title?: string;
  readonly legend?: boolean;
  readonly theme?: "light" | "dark";
  readonly palette?: readonly string[];
  readonly value?: true | "share" | NumberFormat;
  readonly numberFormat?: NumberFormat;
  readonly scale: number;
  readonly open?: boolean;
  readonly colourBy?: ColouredBy;
}

const PAGE = ".html";
/** Columns of a terminal that does not tell. */
const TERMINAL_WIDTH = 80;

/** The label of a root that has no name of its own. */
const UNNAMED = "root";

/** Lays a tree out and writes it as a picture, a page or a table, whole or not at all. */
export async function draw(input: string, flags: DrawFlags, io: Io): Promise<void> {
  await importEngines(flags.import, io);
  const container = await readContainer(flags, io);
  const engine = makeEngine(flags.engine ?? defaultEngine(isRectangular(container)), flags.engineOption);
  const plan = planLayout(engine, container, flags);
  const target = await findTarget(input, flags, io);
  const kind = target && (FORMATS[target.ending] ?? FORMATS[".svg"]!);
  const make = await kind?.prepare(io);
  const console = new Console(io, flags.quiet);
  const { tree, notes, isBytes } = await readTree(input, flags, io, console);
  const isNamed =
    kind?.isPicture === true && flags.labels && optionsOf("toSVG", flags)["branchLabels"] === undefined;
  const map = isNamed
    ? await layOutNamed(tree, plan, console, io)
    : (await layOut(tree, plan, console, io)).map;
  if (!make) return showInTerminal(map, console, io);
  await console.stage(`drawing ${tree.size} cells`, tree.size);
  const name = flags.title ?? pictureName(tree, input);
  const colours = coloursOf(flags, tree, isBytes);
  const svg = { ...optionsOf("toSVG", flags), ...colours, ...lookOf(flags), name };
  const { scale, colourBy: colouredBy = "branch" } = flags;
  const content = await make(map, { svg, scale, title: name, notes, isBytes, colouredBy });
  await console.clear();
  await save(target!, content, io);
  if (flags.open === true && !(await io.open(target!.path)))
    await console.note(`no browser can be started: open ${target!.path}`);
}

/** Where to: undefined for the terminal itself, which gets no code. */
async function findTarget(input: string, flags: DrawFlags, io: Io): Promise<Target | undefined> {
  if (flags.open === true && flags.output !== undefined && extname(flags.output) !== PAGE)
    throw new UsageError(`--open shows a page: give -o FILE${PAGE}, or no -o, not ${flags.output}`);
  const page =
    flags.open === true ? join(io.temporary, `marquetry-${basename(nameOf(input))}${PAGE}`) : undefined;
  const shown = flags.output ?? page ?? (io.isTTY.stdout ? undefined : DASH);
  if (shown === undefined) return undefined;
  const [target] = await findTargets([{ shown, endings: Object.keys(FORMATS) }], [input], io);
  return target;
}

async function showInTerminal(map: Partition, console: Console, io: Io): Promise<void> {
  await console.clear();
  await write(io.stdout, terminalPicture(map, io.stdout.columns || TERMINAL_WIDTH));
  await console.note("--open shows it as a page to explore; -o FILE.svg, .png or .html writes it");
}

/** Colours by what was asked for, with a legend of them if one is. */
function coloursOf({ colourBy, legend }: DrawFlags, tree: WeightedTree, isBytes: boolean): SvgOptions {
  if (colourBy === undefined) return {};
  const look = lookBy(colourBy, tree, library, library.numberFormat(isBytes ? "bytes" : "number"));
  return legend === true ? look : look.colour ? { colour: look.colour } : {};
}

/** What the command has names for, which in the library are objects and functions. */
function lookOf({
  labels,
  legend,
  theme: name,
  palette,
  numberFormat: format,
  value,
  colourBy = "branch",
}: DrawFlags): SvgOptions {
  const theme = name && { light: lightTheme, dark: darkTheme }[name];
  const ground = theme && { root: theme.surface, towards: theme.background };
  return {
    ...(!labels && { label: false }),
    ...(legend && colourBy === "branch" && { legend: branchLegend() }),
    ...(theme && { theme }),
    ...(palette && colourBy === "branch" && { colour: branchColours({ palette, ...ground }) }),
    ...(format && { format }),
    ...(value !== undefined && { value }),
  };
}

/** What a picture without a title is called. */
function pictureName(tree: WeightedTree, input: string): string {
  const label = tree.label(0);
  return label === UNNAMED && input !== DASH ? basename(input) : label;
}
