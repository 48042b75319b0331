import { basename } from "node:path";
import {
  branchColours,
  branchLegend,
  darkTheme,
  lightTheme,
  measureOpenSans,
  toSVG,
  type NumberFormat,
  type SvgOptions,
  type WeightedTree,
} from "../index.ts";
import { Console } from "./console.ts";
import { isRectangular, toContainer } from "./container.ts";
import { defaultEngine, importEngines, makeEngine } from "./engines.ts";
import { optionsOf, type LayoutFlags, type TreeFlags } from "./flags.ts";
import { PNG_FONT } from "./fonts.ts";
import { DASH, type Io } from "./io.ts";
import { findTargets, pngMaker, save, usualOutput } from "./output.ts";
import { layOut, layOutNamed, planLayout, readTree } from "./prepare.ts";

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
}

const PNG = ".png";
/** The label of a root that has no name of its own. */
const UNNAMED = "root";

/** Lays a tree out and writes it as SVG or PNG, whole or not at all. */
export async function draw(input: string, flags: DrawFlags, io: Io): Promise<void> {
  await importEngines(flags.import, io);
  const isRectangle = isRectangular(toContainer(flags.container, flags.size));
  const engine = makeEngine(flags.engine ?? defaultEngine(isRectangle), flags.engineOption);
  const plan = planLayout(engine, flags);
  const shown = flags.output ?? usualOutput(io, "-o FILE.svg, or -o - to write the SVG to the terminal");
  const wanted = { shown, endings: [".svg", PNG] };
  const [target] = await findTargets([wanted], input, io);
  const toPng = target!.ending === PNG ? await pngMaker(io) : undefined;
  const console = new Console(io, flags.quiet);
  const tree = await readTree(input, flags, io, console);
  const isNamed = flags.labels && optionsOf("toSVG", flags)["branchLabels"] === undefined;
  const map = isNamed
    ? await layOutNamed(tree, plan, console, io)
    : (await layOut(tree, plan, console, io)).map;
  await console.stage(`drawing ${tree.size} cells`, tree.size);
  const name = flags.title ?? pictureName(tree, input);
  // A picture of pixels shows the font that it was measured in.
  const font = toPng && { fontFamily: PNG_FONT, measure: measureOpenSans };
  const svg = `${toSVG(map, { ...font, ...optionsOf("toSVG", flags), ...lookOf(flags), name })}
`;
  const picture = toPng ? toPng(svg, flags.scale) : svg;
  await console.clear();
  await save(target!, picture, io);
}

/** What the command has names for, which in the library are objects and functions. */
function lookOf({
  labels,
  legend,
  theme: name,
  palette,
  numberFormat: format,
  value,
}: DrawFlags): SvgOptions {
  const theme = name && { light: lightTheme, dark: darkTheme }[name];
  const ground = theme && { root: theme.surface, towards: theme.background };
  return {
    ...(!labels && { label: false }),
    ...(legend && { legend: branchLegend() }),
    ...(theme && { theme }),
    ...(palette && { colour: branchColours({ palette, ...ground }) }),
    ...(format && { format }),
    ...(value !== undefined && { value }),
  };
}

/** What a picture without a title is called. */
function pictureName(tree: WeightedTree, input: string): string {
  const label = tree.label(0);
  return label === UNNAMED && input !== DASH ? basename(input) : label;
}
