import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { Console } from "./console.ts";
import { OverBudget } from "./failure.ts";
import { DASH, write, type Io } from "./io.ts";
import { visibleLines } from "./text.ts";

const DONE = 0;
const FAILED = 1;
const MISUSED = 2;
const OVER_BUDGET = 3;

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
    const words = await withCommand(program, argv, io);
    // What is said of the program itself needs none of the library, which takes most of the time.
    if (words.length > 0 && !ITSELF.includes(words.join(" "))) {
      const { addFlagsAndActions } = await import("./commands.ts");
      addFlagsAndActions(program, io);
    } else
      for (const command of program.commands)
        command.option("--any", "flags that are added when it is called");
    await parse(program, words);
    if (said.out !== "") await write(io.stdout, said.out);
    return DONE;
  } catch (error) {
    if (error instanceof OverBudget) return OVER_BUDGET;
    return await report(error, current, said, io);
  }
}

/** What is asked of the program itself. */
const ITSELF: readonly string[] = ["-h", "--help", "help", "-V", "--version"];

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
  const { complaint, isUsage } = await import("./commands.ts");
  await new Console(io).line(complaint(error));
  if (!isUsage(error)) return FAILED;
  await write(io.stderr, shortUsage(command));
  return MISUSED;
}

function shortUsage(command: Command): string {
  const usage = command.createHelp().commandUsage(command);
  const name = command.parent ? `${command.parent.name()} ${command.name()}` : command.name();
  return `usage: ${usage}\nTry: ${name} --help\n`;
}

function makeProgram(io: Io, said: { out: string; err: string }): Command {
  const program = new Command("marquetry")
    .description(
      "Lays weighted trees out as treemaps with exact areas, draws them and measures them. An input without a command is drawn.",
    )
    .usage("[command] <input> [options]")
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
  for (const [name, about, inputs, usage] of COMMANDS) {
    const command = program.command(name).description(about);
    for (const [input, what] of inputs) command.argument(input, what);
    if (usage !== "") command.usage(usage);
    command.helpOption("-h, --help", "this help");
  }
  return program;
}

const HELP_WIDTH = 100;
const INPUT = "a folder, a file (.gz too), or - for stdin";
const DATA =
  "a file of Parquet, CSV, JSON or DuckDB, or the URL of a database: postgres://…, or http://… of ClickHouse";

/** The commands: what each does, what it takes, and how it is called. */
const COMMANDS: readonly (readonly [
  name: string,
  about: string,
  inputs: readonly (readonly [name: string, what: string])[],
  usage: string,
])[] = [
  [
    "draw",
    "lay a tree out and draw it: a picture, a page to explore, or a table of the cells",
    [["<input>", INPUT]],
    "INPUT [-o FILE.svg] [options]",
  ],
  [
    "measure",
    "lay a tree out with several engines and compare the layouts",
    [["<input>", INPUT]],
    "INPUT [options]",
  ],
  [
    "diff",
    "compare two trees: the largest changes, and one map of both, coloured by growth",
    [
      ["<before>", INPUT],
      ["<after>", INPUT],
    ],
    "BEFORE AFTER [-o FILE.svg] [options]",
  ],
  [
    "bench",
    "compare engines over data sets and series of them: quality, stability and time, in tables and plots",
    [["<data...>", `${INPUT}; a file of lines id,parent,weight,weight,… is a series`]],
    "DATA… [-o FOLDER] [options]",
  ],
  [
    "embed",
    "turn an ultrametric tree, as a dated phylogeny, into points whose distances are those of the tree",
    [["<input>", "a tree in Newick form: a file (.gz too), or - for stdin"]],
    "INPUT [-o FILE.csv] [--svg FILE.svg] [options]",
  ],
  [
    "rollup",
    "add up all folders of large data into one table",
    [["<input>", DATA]],
    "INPUT -o FILE.duckdb [options]",
  ],
  [
    "serve",
    "show a page on this machine to walk through large data or a folder with; Ctrl-C ends it",
    [["<input>", `a folder, which is read as one walks; or ${DATA}`]],
    "INPUT [options]",
  ],
  [
    "tiles",
    "cut large data into static files, for a page without a server",
    [["<input>", DATA]],
    "INPUT -o FOLDER [options]",
  ],
  [
    "engines",
    "list the engines: what their cells look like, their options, and what is proven of them",
    [],
    "",
  ],
  [
    "completion",
    "write a script that has the shell complete commands and flags",
    [["<shell>", "bash, zsh or fish"]],
    "",
  ],
];

const PROGRAM_EXAMPLES = `
Examples:
  marquetry ~/projects
  marquetry draw ~/projects -o projects.html
  marquetry measure flare.json
  marquetry draw --help
`;
