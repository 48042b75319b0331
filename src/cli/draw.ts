import { basename, extname, join } from "node:path";
import {
  branchColours,
  branchLegend,
  darkTheme,
  lightTheme,
  toSVG,
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
import { FORMATS, IN_PIXELS } from "./formats.ts";
import { graphicsOf, pictureCode, type Graphics, type Raster } from "./graphics.ts";
import { nameOf, type ReadInput } from "./input/read.ts";
import { DASH, write, type Io } from "./io.ts";
import { findTargets, rasterMaker, save, type Target } from "./output.ts";
import { layOut, layOutNamed, planLayout, readTree } from "./prepare.ts";
import { sizesOf } from "./sizes.ts";
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
  const picture = make ? undefined : await terminalGraphics(io);
  const console = new Console(io, flags.quiet);
  const read = await readTree(input, flags, io, console);
  const { tree, notes, isBytes, ages } = read;
  if (flags.colourBy === "age" && !ages)
    throw new UsageError(
      `--colour-by age is for folders: ${nameOf(input)} does not tell how old its parts are`,
    );
  const isNamed =
    (kind?.isPicture ?? picture !== undefined) &&
    flags.labels &&
    optionsOf("toSVG", flags)["branchLabels"] === undefined;
  const map = isNamed
    ? await layOutNamed(tree, plan, console, io)
    : (await layOut(tree, plan, console, io)).map;
  if (!make && !picture) return showInTerminal(map, console, io);
  await console.stage(`drawing ${tree.size} cells`, tree.size);
  const name = flags.title ?? pictureName(tree, input);
  const colours = coloursOf(flags, read);
  const svg = { ...optionsOf("toSVG", flags), ...colours, ...lookOf(flags), name };
  if (!make) return showPicture(toSVG(map, { ...IN_PIXELS, ...svg }), map, picture!, console, io);
  const { scale, colourBy: colouredBy = "branch" } = flags;
  const sizes = target?.ending === PAGE ? await sizesOf(read, flags.depth) : [];
  const { engine: _engine, container: _container, ...spacing } = plan;
  const content = await make(map, {
    svg,
    scale,
    title: name,
    notes,
    isBytes,
    colouredBy,
    ages,
    sizes,
    spacing,
    ...(flags.theme && { scheme: flags.theme }),
  });
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

/** What draws pictures in pixels, if the terminal takes them and the package that makes them is there. */
async function terminalGraphics(io: Io): Promise<TerminalGraphics | undefined> {
  const how = graphicsOf(io.env);
  if (how === undefined) return undefined;
  try {
    return { how, render: await rasterMaker(io) };
  } catch {
    return undefined;
  }
}

interface TerminalGraphics {
  readonly how: Graphics;
  readonly render: (svg: string, scale: number) => Raster;
}

/** Pixels of a column, where the terminal does not tell. */
const COLUMN = 8;
const MOST_COLUMNS = 120;

async function showPicture(
  svg: string,
  map: Partition,
  { how, render }: TerminalGraphics,
  console: Console,
  io: Io,
): Promise<void> {
  const columns = Math.min(io.stdout.columns || TERMINAL_WIDTH, MOST_COLUMNS);
  const { x0, x1 } = map.bounds(0);
  await console.clear();
  await write(io.stdout, pictureCode(how, render(svg, (columns * COLUMN) / (x1 - x0)), columns));
  await console.note(ELSEWHERE);
}

const ELSEWHERE = "--open shows it as a page to explore; -o FILE.svg, .png or .html writes it";

async function showInTerminal(map: Partition, console: Console, io: Io): Promise<void> {
  await console.clear();
  await write(io.stdout, terminalPicture(map, io.stdout.columns || TERMINAL_WIDTH));
  await console.note(ELSEWHERE);
}

/** Colours by what was asked for, with a legend of them if one is. */
function coloursOf({ colourBy, legend }: DrawFlags, { tree, isBytes, ages }: ReadInput): SvgOptions {
  if (colourBy === undefined) return {};
  const look = lookBy(colourBy, tree, library, library.numberFormat(isBytes ? "bytes" : "number"), {
    ages,
  });
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
