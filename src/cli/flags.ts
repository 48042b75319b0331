import { Option as Flag, type Command } from "commander";
import { checkOption, optionTables, PALETTES, readFormats, type Option, type ReadOptions } from "../index.ts";
import { COLOURED_BY } from "../report/colours.ts";
import { CONTAINER_FORMS, CONTAINER_NAMES, parseSize, type ShapeFlags } from "./container.ts";
import { number, text, wholeNumber } from "../options/option.ts";
import { KEEP, type Limits } from "../study/methods.ts";
import { UsageError } from "./failure.ts";

/** What all commands that read a tree take, beside options of `readTree` that a text can give. */
export interface TreeFlags extends Omit<ReadOptions, "sort"> {
  readonly sort: "none" | "descending";
  readonly header: boolean;
  readonly depth?: number;
  readonly quiet?: boolean;
}

/** What all commands that lay a tree out take, beside options of `layout`. */
export interface LayoutFlags extends ShapeFlags {
  readonly engineOption: readonly string[];
  readonly import: readonly string[];
}

/** An option of a library function, as the command line speaks of it. */
export interface TextOption {
  readonly name: string;
  readonly option: Option;
  readonly help: string;
  /** What it takes, and its default. */
  readonly limits: string;
}

/** Options of which the command line has a form of its own: --number-format, --no-labels, --sort, --no-header. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  toSVG: ["name", "tooltip", "label", "value", "format"],
  embeddingToSVG: ["name"],
  distancesToSVG: ["name"],
  readTree: [
    "name",
    "format",
    "weight",
    "id",
    "parent",
    "label",
    "children",
    "levels",
    "header",
    "encoding",
    "limit",
    "sort",
  ],
};

/** The options of a function that a text can give. */
export function textOptions(owner: string): TextOption[] {
  const { options, help } = optionTables[owner] ?? { options: {}, help: {} };
  const found: TextOption[] = [];
  for (const [name, whole] of Object.entries(options)) {
    if (!whole.parse || ELSEWHERE[owner]?.includes(name)) continue;
    const option = whole.byText ?? whole;
    const usual = whole.usual === undefined ? "" : `; default: ${shown(whole.usual)}`;
    found.push({
      name,
      option,
      help: asText(help[name] ?? ""),
      limits: `${option.takes.replace(/^a text \(.*\)$/, "a text")}${usual}`,
    });
  }
  return found;
}

/** What is said of an option that a text gives: no function can be given, and what is turned off is what usually is. */
function asText(help: string): string {
  return help.replace(/, or a function[^,;]*/, "").replace(/; true by default$/, "");
}

function shown(usual: unknown): string {
  return JSON.stringify(typeof usual === "number" ? Number(usual.toPrecision(4)) : usual);
}

/**
 * The value of an option by its text.
 *
 * @throws MarquetryError `bad-option` that quotes the text and says what is allowed, and what was perhaps meant
 */
export function readText(owner: string, name: string, option: Option, text: string): unknown {
  const allows = (given: unknown): boolean => option.allows(option.parse!(given as string));
  checkOption<Record<string, unknown>>(owner, { [name]: { ...option, allows } }, name, text);
  return option.parse!(text);
}

/** `--padding-top` for `paddingTop`. */
export function flagName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Adds a flag for each option of a library function that a text can give, with a letter for some. */
function addFlagsOf(
  owner: string,
  command: Command,
  heading: string,
  letters: Readonly<Record<string, string>> = {},
): void {
  for (const { name, option, help, limits } of textOptions(owner)) {
    const letter = letters[name] === undefined ? "" : `-${letters[name]}, `;
    const long = flagName(name);
    if (option.choices?.includes(true)) {
      const isOn = option.usual !== false;
      const [flag, about] = isOn ? [long.replace("--", "--no-"), `turn off: ${help}`] : [long, help];
      command.addOption(new Flag(flag, about).helpGroup(heading));
    } else {
      const value = option.choices ? "which" : option.parse!("1") === 1 ? "n" : "text";
      const flag = new Flag(
        `${letter}${long} <${value}>`,
        limits === "a text" ? help : `${help} (${limits})`,
      );
      command.addOption(reading(command, flag, option).helpGroup(heading));
    }
  }
}

/** Has the value of a flag read as that of an option. */
function reading(command: Command, flag: Flag, option: Option): Flag {
  return flag.argParser((text) => readText(command.name(), flag.long!, option, text));
}

/** Those of the flags given that are options of a library function. */
export function optionsOf(owner: string, flags: object): Record<string, unknown> {
  const given = flags as Readonly<Record<string, unknown>>;
  const names = textOptions(owner).map(({ name }) => name);
  return Object.fromEntries(
    names.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
  );
}

const READING = "Reading the input:";
const LAYING_OUT = "Laying out:";
const DRAWING = "Drawing:";

/** A picture of 960 × 600 takes more than half a gigabyte at this scale. */
const MOST_SCALE = 16;

const DEPTH = wholeNumber({ min: 0 });
const SCALE = number({ above: 0, max: MOST_SCALE });
const SIZE: Option = {
  takes: "a width and a height, as 960x600",
  allows: (value) => value !== undefined,
  parse: parseSize,
};
const FORMAT = oneOf("folder", ...Object.keys(readFormats));
const TOP = wholeNumber({ min: 1 });
const SORT = oneOf("descending", "none");
const NAMES: Option = {
  takes: "names with commas between them",
  allows: (value) => Array.isArray(value) && value.every((name) => name !== ""),
  parse: (text) => text.split(",").map((name) => name.trim()),
};
const UPDATES: Option = {
  takes: "keep, or numbers from 1 on, each perhaps with a slash and a travel from 0 on",
  allows: (value) =>
    Array.isArray(value) &&
    value.every(({ maxAspectGrowth, maxTravel }: Limits) => maxAspectGrowth >= 1 && maxTravel >= 0),
  parse: (text) =>
    text.split(",").map((limits): Limits => {
      const [growth, travel = Infinity] = limits.split("/").map((part) => part.trim());
      return { maxAspectGrowth: growth === "keep" ? Infinity : Number(growth), maxTravel: Number(travel) };
    }),
};
const ISLANDS = optionTables["region"]!.options["islands"]!;
const TEXT = text();
const SHARE = number({ min: 0, max: 1 });

const THEME: Option = oneOf("light", "dark");
const PALETTE: Option = {
  takes: `${Object.keys(PALETTES).join(", ")}, or colours with commas between them`,
  choices: Object.keys(PALETTES),
  allows: (value) => Array.isArray(value) && value.every((colour) => colour !== ""),
  parse: (text) =>
    PALETTES[text] ?? (/[,#]/.test(text) ? text.split(",").map((colour) => colour.trim()) : text),
};
const BY: Option = oneOf(...COLOURED_BY);
const NUMBERS: Option = optionTables["toSVG"]!.options["format"]!.byText!;

const VALUE: Option = {
  takes: `weight or share, or ${NUMBERS.takes}`,
  choices: ["weight", "share", ...(NUMBERS.choices ?? [])],
  allows: (value) => value === true || value === "share" || NUMBERS.allows(value),
  parse: (text) => (text === "weight" ? true : text),
};

function oneOf(...choices: string[]): Option {
  const takes = `one of ${choices.join(", ")}`;
  return { takes, choices, allows: (value) => choices.includes(value as string), parse: (text) => text };
}

/** A flag of the command line's own: how it is written, what it is for, what it takes if not any text, its default. */
type OwnFlag = readonly [flags: string, help: string, option?: Option | undefined, ...usual: unknown[]];

function addFlags(command: Command, heading: string, flags: readonly OwnFlag[]): void {
  for (const [written, help, option, ...usual] of flags) {
    const flag = new Flag(written, help).helpGroup(heading);
    if (option) reading(command, flag, option);
    if (usual.length > 0) flag.default(...(usual as [unknown]));
    command.addOption(flag);
  }
}

export function addTreeFlags(command: Command): Command {
  addFlags(command, READING, [
    ["-f, --format <which>", `how the input is written (${FORMAT.takes}; found out by itself)`, FORMAT],
    ["--weight <field>", "field of the weight; found by its usual names if left out"],
    ["--id <field>", "field of rows that holds the id, or the path"],
    ["--parent <field>", "field of rows that holds the id of the parent"],
    ["--label <field>", "field that holds the text to show"],
    ["--children <field>", "field of nested objects that lists the children"],
    ["--levels <fields>", "columns that name the levels, from the top down, with commas between them", NAMES],
    ["--encoding <name>", "encoding of a text that is not UTF-8, as windows-1252"],
    ["--no-header", "the CSV has no header: name its columns by their numbers, from 1"],
    [
      "--sort <which>",
      "order of siblings: the heaviest first (descending), or as they come (none)",
      SORT,
      "descending",
    ],
    ["--depth <n>", "levels below the root to keep; what lies deeper is summed up", DEPTH],
    ["-q, --quiet", "no notes on how the input was read, no progress"],
  ]);
  addFlagsOf("readTree", command, READING);
  return command;
}

export function addLayoutFlags(command: Command): Command {
  const shapes = `${CONTAINER_NAMES.join(", ")}, or ${CONTAINER_FORMS}`;
  addFlags(command, LAYING_OUT, [
    ["-s, --size <WxH>", "width and height in pixels", SIZE, [960, 600], "960x600"],
    ["-c, --container <shape>", shapes, undefined, "rectangle"],
    [
      "--islands <which>",
      `which islands of such a shape are filled (${ISLANDS.takes}; all if left out)`,
      ISLANDS,
    ],
  ]);
  addRepeated(
    command,
    "--engine-option <key=value>",
    "an option of the engine; marquetry engines lists them",
  );
  addImportFlag(command);
  addFlagsOf("layout", command, LAYING_OUT, { padding: "p" });
  return command;
}

export function addBenchFlags(command: Command): Command {
  addFlags(command, "Comparing:", [
    [
      "--engines <names>",
      "engines with commas between them, options after colons, as squarify:ratio=1,greedy; all if left out",
      NAMES,
    ],
    ["--series", "the trees, in their order, are the moments of one series"],
    [
      "--updates <limits>",
      "how series are updated: keep, or a limit of aspect growth, and of travel after a slash, with commas between them",
      UPDATES,
      [KEEP, { maxAspectGrowth: 1.5, maxTravel: Infinity }],
      "keep,1.5",
    ],
    ["--moments <n>", "most moments of a series to lay out", TOP, Infinity, "all"],
    ["--times <n>", "leaves of the largest random tree to time; 0 for none", DEPTH, 10_000],
    ["-s, --size <WxH>", "width and height in pixels", SIZE, [960, 600], "960x600"],
  ]);
  return addImportFlag(command);
}

/** What the commands for data that no memory holds take. */
export function addDataFlags(command: Command): Command {
  addFlags(command, READING, [
    ["--table <name>", "table of the database to roll up; if left out, the roll-up there is read"],
    ["--query <sql>", "a query in place of a table, or of the whole file"],
    ["--path <column>", "column of paths; here and below, an expression of SQL stands in brackets"],
    ["--separator <text>", "what stands between the names of a path; / if left out"],
    ["--levels <columns>", "columns of the levels, from the top down, with commas between them"],
    ["--id <column>", "column of ids, with --parent"],
    ["--parent <column>", "column of the ids of parents"],
    ["--label <column>", "column of names, with --id"],
    ["--weight <column>", "column of weights; each row counts 1 if left out"],
    ["--root <name>", "what the root is called; all if left out"],
    [
      "--watermark <column>",
      "a column that grows as rows are appended: the next time, new rows alone are read",
    ],
    ["--skip", "leave rows out that have no sound weight or place, and count them"],
    ["--rollup <name>", "table of the roll-up", TEXT, "rollup"],
    ["--memory <size>", "memory that DuckDB may take", TEXT, "4GB"],
    ["-q, --quiet", "no notes, no progress"],
  ]);
  return command;
}

/** What `tiles` takes beside these. */
export function addTileFlags(command: Command): Command {
  addFlags(command, "Options:", [
    ["-o, --output <folder>", "folder to write"],
    ["--limit <n>", "most children of a node: the others become one", TOP, 500],
    ["--min-share <n>", "part of the whole below which a node is not opened", SHARE, 1e-6],
  ]);
  return command;
}

export function addTopFlag(command: Command): Command {
  addFlags(command, "Options:", [["--top <n>", `most changes to tell (${TOP.takes})`, TOP, 20]]);
  return command;
}

export function addImportFlag(command: Command): Command {
  return addRepeated(command, "--import <file>", "a JavaScript module that brings engines of your own");
}

function addRepeated(command: Command, flags: string, help: string): Command {
  const flag = new Flag(flags, `${help}; may be given several times`)
    .argParser((text, before: readonly string[]) => [...before, text])
    .default([], "none");
  return command.addOption(flag.helpGroup(LAYING_OUT));
}

export function addDrawingFlags(command: Command): Command {
  addFlags(command, DRAWING, [
    ["--no-labels", "draw no names"],
    ["--legend", "name the branches with their colours below the picture"],
    [
      "--theme <which>",
      `colours of the ground, the lines and the cells (${THEME.takes}; on white if left out)`,
      THEME,
    ],
    ["--colour-by <which>", `what colours tell (${BY.takes})`, BY],
    ["--palette <which>", `colours of the branches (${PALETTE.takes})`, PALETTE],
    ["--value <which>", `a value under each name where there is room (${VALUE.takes})`, VALUE],
    ["--number-format <which>", `how numbers are written (${NUMBERS.takes})`, NUMBERS],
    ["--scale <n>", `pixels of a PNG for each of the picture (${SCALE.takes})`, SCALE, 1],
  ]);
  addFlagsOf("toSVG", command, DRAWING);
  return command;
}

export function addEmbedFlags(command: Command): Command {
  addFlags(command, "Options:", [
    [
      "-o, --output <file>",
      "CSV file for the coordinates, or - for stdout; if left out, stdout unless it is a terminal or a picture is asked for",
    ],
    ["--svg <file>", "picture of the points, coloured by clade"],
    ["--distances <file>", "plot of the distances as SVG: in the embedding against in the tree"],
    ["--title <text>", "title of the pictures, for screen readers"],
    ["-q, --quiet", "no notes, no progress"],
  ]);
  addFlagsOf("ultrametric.fromNewick", command, READING);
  addFlagsOf("embedUltrametric", command, "Embedding:", { dimension: "d" });
  addFlagsOf("embeddingToSVG", command, "Drawing the points (--svg):");
  addFlagsOf("distancesToSVG", command, "Drawing the distances (--distances):");
  return command;
}

/** An argument that must not be "": a path made of it would be the working folder. */
export function toInput(text: string): string {
  if (text === "") throw new UsageError("the name of the input is empty");
  return text;
}
