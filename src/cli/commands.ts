import type { Command } from "commander";
import { engineNames, MarquetryError } from "../index.ts";
import { bench, type BenchFlags } from "./bench.ts";
import { completionScript } from "./completion.ts";
import { applyConfig } from "./config.ts";
import { diff, toBudget, type DiffFlags } from "./diff.ts";
import { draw, type DrawFlags } from "./draw.ts";
import { embed, type EmbedFlags } from "./embed.ts";
import { listEngines } from "./engines.ts";
import { messageOf, OutputError, OverBudget } from "./failure.ts";
import { isUsage } from "./faults.ts";
import {
  addBenchFlags,
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
import { FORMATS } from "./formats.ts";
import {
  BENCH_EXAMPLES,
  COMPLETION_EXAMPLES,
  DIFF_EXAMPLES,
  DRAW_EXAMPLES,
  EMBED_EXAMPLES,
  FORMAT_HELP,
  MEASURE_EXAMPLES,
  ROLLUP_EXAMPLES,
} from "./help.ts";
import { write, type Io } from "./io.ts";
import { measure, type MeasureFlags } from "./measure.ts";
import { writeRollUp, type RollUpFlags } from "./rollup.ts";
import { serve, type ServeFlags } from "./serve.ts";
import { writeTiles, type TilesFlags } from "./tiles.ts";

export { isUsage };

/** What an error is to be told as. */
export function complaint(error: unknown): string {
  const message = messageOf(error);
  if (isUsage(error) || error instanceof MarquetryError || error instanceof OutputError) return message;
  return error instanceof RangeError
    ? `the input is too large: ${message}`
    : `internal error, please report it: ${message}`;
}

/** Gives the commands of a program their flags, and what they do. */
export function addFlagsAndActions(program: Command, io: Io): void {
  const add = {
    draw: addDraw,
    measure: addMeasure,
    diff: addDiff,
    bench: addBench,
    embed: addEmbed,
    rollup: addRollUp,
    serve: addServe,
    tiles: addTiles,
    engines: addEngines,
    completion: (command: Command) => addCompletion(command, program, io),
  };
  program.hook("preAction", (_, command) => applyConfig(command, program, io));
  for (const command of program.commands) {
    for (const argument of command.registeredArguments) if (!argument.variadic) argument.argParser(toInput);
    add[command.name() as keyof typeof add](command, io);
  }
}

function addDraw(command: Command, io: Io): void {
  command
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

function addMeasure(command: Command, io: Io): void {
  command
    .option("-e, --engine <names>", "engines with commas between them, or all", "all")
    .option("--json", "all measures as JSON");
  addTreeFlags(addLayoutFlags(command))
    .addHelpText("after", FORMAT_HELP + MEASURE_EXAMPLES)
    .action((input: string, flags: MeasureFlags) => measure(input, flags, io));
}

function addDiff(command: Command, io: Io): void {
  command
    .option(
      "-o, --output <file>",
      "file to write: .svg, .png or .pdf, a picture; .html, a page to explore; .md, .csv or .json, all changes; - for the SVG",
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

function addBench(command: Command, io: Io): void {
  command.option(
    "-o, --output <file>",
    "a folder for tables and plots; or a file: .csv, .json, .md or .html; if left out, tables in the terminal",
  );
  addTreeFlags(addBenchFlags(command))
    .addHelpText("after", BENCH_EXAMPLES)
    .action((inputs: string[], flags: BenchFlags) => bench(inputs.map(toInput), flags, io));
}

function addEmbed(command: Command, io: Io): void {
  addEmbedFlags(command)
    .addHelpText("after", EMBED_EXAMPLES)
    .action((input: string, flags: EmbedFlags) => embed(input, flags, io));
}

function addRollUp(command: Command, io: Io): void {
  addDataFlags(command.option("-o, --output <file>", "file of DuckDB to write"))
    .addHelpText("after", ROLLUP_EXAMPLES)
    .action((input: string, flags: RollUpFlags) => writeRollUp(input, flags, io));
}

function addServe(command: Command, io: Io): void {
  command
    .option("--open", "show the page in the browser")
    .option("-e, --engine <name>", "engine of the map", "squarify")
    .option("--number-format <which>", "how weights are written: number, bytes, …");
  addDataFlags(command).action((input: string, flags: ServeFlags) => serve(input, flags, io));
}

function addTiles(command: Command, io: Io): void {
  addTileFlags(addDataFlags(command)).action((input: string, flags: TilesFlags) =>
    writeTiles(input, flags, io),
  );
}

function addEngines(command: Command, io: Io): void {
  addImportFlag(command).action((flags: Pick<DrawFlags, "import">) => listEngines(flags, io));
}

function addCompletion(command: Command, program: Command, io: Io): void {
  command
    .addHelpText("after", COMPLETION_EXAMPLES)
    .action((shell: string) => write(io.stdout, completionScript(program, shell)));
}
