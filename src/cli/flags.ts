import { InvalidArgumentError, Option, type Command } from "commander";
import { CONTAINER_NAMES, parseSize, type Size } from "./container.ts";
import { FORMATS, type Format, type InnerWeight } from "./input/source.ts";

/** What all commands that read a tree take. */
export interface TreeFlags {
  readonly format?: Format;
  readonly weight?: string;
  readonly id?: string;
  readonly parent?: string;
  readonly label?: string;
  readonly children?: string;
  readonly separator: string;
  readonly header: boolean;
  readonly innerWeight?: InnerWeight;
  readonly duplicates: "error" | "add";
  readonly sort: "none" | "descending";
  readonly depth?: number;
  readonly quiet?: boolean;
}

/** What all commands that lay a tree out take. */
export interface LayoutFlags {
  readonly size: Size;
  readonly container: string;
  readonly padding: number;
  readonly paddingInner?: number;
  readonly paddingOuter?: number;
  readonly paddingTop?: number;
  readonly round?: boolean;
  readonly areas: "gross" | "leaf-exact";
  readonly engineOption: readonly string[];
}

const READING = "Reading the input:";
const LAYING_OUT = "Laying out:";

/** Adds the options of {@link TreeFlags}. */
export function addTreeFlags(command: Command): Command {
  const all = [
    new Option("-f, --format <format>", "how the input is written; found out where left out").choices(
      FORMATS,
    ),
    new Option("--weight <field>", "field of the weight; else value, weight, size, count, bytes or amount"),
    new Option("--id <field>", "field of rows that holds the id, or the path"),
    new Option("--parent <field>", "field of rows that holds the id of the parent"),
    new Option("--label <field>", "field that holds the text to show"),
    new Option("--children <field>", "field of nested objects that lists the children"),
    new Option("--no-header", "the CSV has no header: name its columns by their numbers, from 1"),
    new Option("--separator <text>", "what stands between the names of a path").default("/"),
    new Option(
      "--inner-weight <meaning>",
      "what a weight of an inner node means: nothing (sum), its own part beside its children (own), itself and all below (total)",
    ).choices(["sum", "own", "total"]),
    new Option("--duplicates <what>", "the same path twice: an error, or its weights add up")
      .choices(["error", "add"])
      .default("error"),
    new Option("--sort <order>", "order of siblings: the heaviest first, or as they come")
      .choices(["descending", "none"])
      .default("descending"),
    new Option("--depth <n>", "levels below the root to keep; what lies deeper is summed up").argParser(
      toCount,
    ),
    new Option("-q, --quiet", "no notes on how the input was read, no progress"),
  ];
  for (const option of all) command.addOption(option.helpGroup(READING));
  return command;
}

/** Adds the options of {@link LayoutFlags}. */
export function addLayoutFlags(command: Command): Command {
  const all = [
    new Option("-s, --size <WxH>", "width and height in pixels")
      .argParser(toSize)
      .default([960, 600], "960x600"),
    new Option("-c, --container <shape>", `${CONTAINER_NAMES.join(", ")}, or corners "x,y x,y x,y"`).default(
      "rectangle",
    ),
    new Option("--engine-option <key=value>", "an option of the engine; may be given several times")
      .argParser(collect)
      .default([], "none"),
    new Option("-p, --padding <n>", "pixels between siblings and round the children of a cell")
      .argParser(toDistance)
      .default(0),
    new Option("--padding-inner <n>", "pixels between siblings").argParser(toDistance),
    new Option("--padding-outer <n>", "pixels round the children of a cell").argParser(toDistance),
    new Option("--padding-top <n>", "pixels above the children of a cell, room for its name").argParser(
      toDistance,
    ),
    new Option(
      "--areas <rule>",
      "what is in proportion to weights: cells with their padding, or leaves without it",
    )
      .choices(["gross", "leaf-exact"])
      .default("gross"),
    new Option("--round", "round the sides of rectangles to whole pixels"),
  ];
  for (const option of all) command.addOption(option.helpGroup(LAYING_OUT));
  return command;
}

/** Adds the options of `marquetry embed`. */
export function addEmbedFlags(command: Command): Command {
  const all = [
    new Option(
      "-o, --output <file>",
      "CSV file for the coordinates, or - for stdout; if left out, stdout unless it is a terminal or a picture is asked for",
    ),
    new Option("--svg <file>", "picture of the points, coloured by clade"),
    new Option("--distances <file>", "plot of the distances as SVG: in the embedding against in the tree"),
    new Option("-d, --dimension <n>", "number of coordinates, 1 to 8").argParser(toCount).default(2),
    new Option("--effort <effort>", "boxes in seconds, or rounds of relaxation for up to a minute")
      .choices(["guaranteed", "best"])
      .default("guaranteed"),
    new Option("--rounds <n>", "rounds of relaxation at most").argParser(toCount),
    new Option(
      "--tolerance <part>",
      "how far the depths of leaves may differ, relative to the greatest (default: 1e-6)",
    ).argParser(toPart),
    new Option("--title <text>", "title of the pictures, for screen readers"),
    new Option("-q, --quiet", "no notes, no progress"),
  ];
  for (const option of all) command.addOption(option);
  return command;
}

function toPart(text: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!(value >= 0 && value < 1)) throw new InvalidArgumentError("It is a number from 0 to below 1.");
  return value;
}

function toSize(text: string): Size {
  const size = parseSize(text);
  if (!size) throw new InvalidArgumentError("A size is a width and a height, as 960x600.");
  return size;
}

function toDistance(text: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!(value >= 0 && value < Infinity))
    throw new InvalidArgumentError("It is a number of pixels, 0 or more.");
  return value;
}

/** Reads how many pixels a PNG has for each of the picture. */
export function toScale(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= MOST_SCALE))
    throw new InvalidArgumentError("It is a number above 0, up to 16.");
  return value;
}

/** A picture of 960 × 600 then takes more than half a gigabyte. */
const MOST_SCALE = 16;

function toCount(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value)) throw new InvalidArgumentError("It is a whole number, 0 or more.");
  return value;
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
