import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { engineNames, MarquetryError } from "../index.ts";
import { Console } from "./console.ts";
import { draw, type DrawFlags } from "./draw.ts";
import { diff, toBudget, type DiffFlags } from "./diff.ts";
import { embed, type EmbedFlags } from "./embed.ts";
import { listEngines } from "./engines.ts";
import { isUsage, messageOf, OutputError } from "./failure.ts";
import {
  addDataFlags,
  addDrawingFlags,
  addEmbedFlags,
  addImportFlag,
  addLayoutFlags,
  addTileFlags,
  addTopFlag,
  addTreeFlags,
  toInput,
} from "./flags.ts";
import {
  DIFF_EXAMPLES,
  DRAW_EXAMPLES,
  EMBED_EXAMPLES,
  FORMAT_HELP,
  MEASURE_EXAMPLES,
  PROGRAM_EXAMPLES,
  ROLLUP_EXAMPLES,
} from "./help.ts";
import { DASH, write, type Io } from "./io.ts";
import { FORMATS } from "./formats.ts";
import { measure, type MeasureFlags } from "./measure.ts";
import { writeRollUp, type RollUpFlags } from "./rollup.ts";
import { serve, type ServeFlags } from "./serve.ts";
import { visibleLines } from "./text.ts";
import { writeTiles, type TilesFlags } from "./tiles.ts";

const DONE = 0;
const FAILED = 1;
const MISUSED = 2;
const OVER_BUDGET = 3;

/** All went well, but for what was compared. */
class OverBudget extends Error {}

/**
 * The command line. Exit codes: 0 done, 1 the input or the output failed, 2 the command was wrong, 3 what was compared
 * grew by more than it may.
 *
 * @param argv - the words after the name of the program
 * @param io - everything outside the program
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const said = { out: "", err: "" };
  const program = makeProgram(io, said);
  let current = program;
  program.hook("preSubcommand", (_, command) => void (current = command));
  try {
    await parse(program, await withCommand(program, argv, io));
    if (said.out !== "") await write(io.stdout, said.out);
    return DONE;
  } catch (error) {
    if (error instanceof OverBudget) return OVER_BUDGET;
    return await report(error, current, said, io);
  }
}

/** An input alone is drawn: `marquetry node_modules`. What is no command and is not there may be a misspelt one. */
async function withCommand(program: Command, argv: readonly string[], io: Io): Promise<readonly string[]> {
  const [first = ""] = argv;
  const isCommand = program.commands.some((command) => command.name() === first) || first === "help";
  if (isCommand || first === "" || (first.startsWith("-") && first !== DASH)) return argv;
  const isThere = first === DASH || (await io.fs.stat(resolve(io.cwd, first)).then(Boolean, () => false));
  return isThere || /[./\\]/.test(first) ? ["draw", ...argv] : argv;
}

/** That a help text or the version was shown instead comes as an error too. */
async function parse(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError && error.exitCode === DONE)) throw error;
  }
}

async function report(error: unknown, command: Command, said: { err: string }, io: Io): Promise<number> {
  if (error instanceof CommanderError) {
    await write(io.stderr, visibleLines(said.err));
    if (error.code !== "commander.help") await write(io.stderr, shortUsage(command));
    return MISUSED;
  }
  await new Console(io).line(complaint(error));
  if (!isUsage(error)) return FAILED;
  await write(io.stderr, shortUsage(command));
  return MISUSED;
}

function complaint(error: unknown): string {
  const message = messageOf(error);
  if (isUsage(error) || error instanceof MarquetryError || error instanceof OutputError) return message;
  return error instanceof RangeError
    ? `the input is too large: ${message}`
    : `internal error, please report it: ${message}`;
}

function shortUsage(command: Command): string {
  const usage = command.createHelp().commandUsage(command);
  const name = command.parent ? `${command.parent.name()} ${command.name()}` : command.name();
  return `usage: ${usage}\nTry: ${name} --help\n`;
}

function makeProgram(io: Io, said: { out: string; err: string }): Command {
  const program = new Command("marquetry")
    .description("Lays weighted trees out as treemaps with exact areas, draws them and measures them.")
    .version(version, "-V, --version", "the version")
    .helpOption("-h, --help", "this help")
    .helpCommand("help [command]", "this help, or that of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void (said.out += text),
      writeErr: (text) => void (said.err += text),
      getOutHelpWidth: () => io.stdout.columns || HELP_WIDTH,
      outputError: (text, put) => put(text.replace(/^error: /, "marquetry: ")),
    })
    .addHelpText("after", PROGRAM_EXAMPLES);
  addDraw(program, io);
  addMeasure(program, io);
  addDiff(program, io);
  addEmbed(program, io);
  addLarge(program, io);
  addImportFlag(
    program
      .command("engines")
      .description("list the engines: what their cells look like, their options, and what is proven of them"),
  ).action((flags: Pick<DrawFlags, "import">) => listEngines(flags, io));
  return program;
}

const HELP_WIDTH = 100;
const INPUT = "a folder, a file (.gz too), or - for stdin";

/** A command that reads an input. */
function addCommand(program: Command, name: string, about: string, input: string, usage: string): Command {
  return program
    .command(name)
    .description(about)
    .argument("<input>", input, toInput)
    .usage(`INPUT ${usage}[options]`);
}

function addDraw(program: Command, io: Io): void {
  const about = "lay a tree out and draw it: a picture, a page to explore, or a table of the cells";
  const command = addCommand(program, "draw", about, INPUT, "[-o FILE.svg] ")
    .option(
      "-o, --output <file>",
      `file to write, by its ending: ${Object.entries(FORMATS)
        .map(([ending, { about }]) => `${ending} (${about})`)
        .join(
          ", ",
        )}; - for the SVG to stdout; if left out, a picture in the terminal, or the SVG where stdout is none`,
    )
    .option("--open", "make a page and show it in the browser")
    .option(
      "-e, --engine <name>",
      `${engineNames().join(", ")}; squarify if left out, greedy where the container is no rectangle`,
    );
  addTreeFlags(addDrawingFlags(addLayoutFlags(command)))
    .addHelpText("after", FORMAT_HELP + DRAW_EXAMPLES)
    .action((input: string, flags: DrawFlags) => draw(input, flags, io));
}

function addMeasure(program: Command, io: Io): void {
  const about = "lay a tree out with several engines and compare the layouts";
  const command = addCommand(program, "measure", about, INPUT, "")
    .option("-e, --engine <names>", "engines with commas between them, or all", "all")
    .option("--json", "all measures as JSON");
  addTreeFlags(addLayoutFlags(command))
    .addHelpText("after", FORMAT_HELP + MEASURE_EXAMPLES)
    .action((input: string, flags: MeasureFlags) => measure(input, flags, io));
}

function addDiff(program: Command, io: Io): void {
  const command = program
    .command("diff")
    .description("compare two trees: the largest changes, and one map of both, coloured by growth")
    .argument("<before>", INPUT, toInput)
    .argument("<after>", INPUT, toInput)
    .usage("BEFORE AFTER [-o FILE.svg] [options]")
    .option(
      "-o, --output <file>",
      "file to write: .svg or .png, a picture; .md, .csv or .json, all changes; - for the SVG",
    )
    .option("-e, --engine <name>", "engine of the picture; squarify if left out")
    .option("--markdown", "tell the changes as Markdown, as for a pull request")
    .option("--fail-over <budget>", "end with code 3 if the whole grew by more: 5% or a number", toBudget);
  addTreeFlags(addDrawingFlags(addLayoutFlags(addTopFlag(command))))
    .addHelpText("after", DIFF_EXAMPLES)
    .action(async (before: string, after: string, flags: DiffFlags) => {
      if (!(await diff([before, after], flags, io))) throw new OverBudget();
    });
}

const DATA =
  "a file of Parquet, CSV, JSON or DuckDB, or the URL of a database: postgres://…, or http://… of ClickHouse";

/** Commands for data that no memory holds. */
function addLarge(program: Command, io: Io): void {
  const rollup = addCommand(
    program,
    "rollup",
    "add up all folders of large data into one table",
    DATA,
    "-o FILE.duckdb ",
  );
  addDataFlags(rollup.option("-o, --output <file>", "file of DuckDB to write"))
    .addHelpText("after", ROLLUP_EXAMPLES)
    .action((input: string, flags: RollUpFlags) => writeRollUp(input, flags, io));
  const about = "show a page on this machine to walk through large data with; Ctrl-C ends it";
  const served = addCommand(program, "serve", about, DATA, "")
    .option("--open", "show the page in the browser")
    .option("-e, --engine <name>", "engine of the map", "squarify")
    .option("--number-format <which>", "how weights are written: number, bytes, …");
  addDataFlags(served).action((input: string, flags: ServeFlags) => serve(input, flags, io));
  const tiles = addCommand(
    program,
    "tiles",
    "cut large data into static files, for a page without a server",
    DATA,
    "-o FOLDER ",
  );
  addTileFlags(addDataFlags(tiles)).action((input: string, flags: TilesFlags) =>
    writeTiles(input, flags, io),
  );
}

function addEmbed(program: Command, io: Io): void {
  const about =
    "turn an ultrametric tree, as a dated phylogeny, into points whose distances are those of the tree";
  const input = "a tree in Newick form: a file (.gz too), or - for stdin";
  addEmbedFlags(addCommand(program, "embed", about, input, "[-o FILE.csv] [--svg FILE.svg] "))
    .addHelpText("after", EMBED_EXAMPLES)
    .action((input: string, flags: EmbedFlags) => embed(input, flags, io));
}
