import { extname, resolve } from "node:path";
import {
  distancesToSVG,
  embeddingToSVG,
  embedUltrametric,
  MarquetryError,
  ultrametric,
  type EmbedOptions,
  type Embedding,
  type Ultrametric,
} from "../index.ts";
import { Console } from "./console.ts";
import { badFile, isUsage, UsageError } from "./failure.ts";
import { nameOf, readText } from "./input/read.ts";
import { write, type Io } from "./io.ts";
import { save } from "./save.ts";
import { short } from "./table.ts";

/** Options of `marquetry embed`. */
export interface EmbedFlags {
  readonly output?: string;
  readonly svg?: string;
  readonly distances?: string;
  readonly dimension: number;
  readonly effort: "guaranteed" | "best";
  readonly rounds?: number;
  readonly tolerance?: number;
  readonly title?: string;
  readonly quiet?: boolean;
}

const STDOUT = "-";

/** Gives every leaf of an ultrametric tree a point, and writes the points, a picture and a plot, each whole or not at all. */
export async function embed(input: string, flags: EmbedFlags, io: Io): Promise<void> {
  const output = chooseOutput(flags, io);
  const options = embedOptions(flags);
  const console = new Console(io, flags.quiet);
  const text = await readText(input, io, console);
  const name = nameOf(input);
  const u = parse(text, name, flags);
  await console.stage(`embedding ${u.size} leaves`, u.size);
  const embedding = embedUltrametric(u, {
    ...options,
    onProgress: ({ round, rounds, distortion }) =>
      // The work does not wait for the terminal, which is told at once all the same.
      void console.progress(() => `round ${round} of ${rounds}: distortion ${short(distortion)}`),
  });
  for (const note of notesOf(embedding, name)) await console.note(note);
  const title = flags.title === undefined ? {} : { name: flags.title };
  const picture = flags.svg === undefined ? "" : `${embeddingToSVG(embedding, title)}\n`;
  const plot = flags.distances === undefined ? "" : `${distancesToSVG(embedding.distances(), title)}\n`;
  await console.clear();
  if (flags.svg !== undefined) await save(flags.svg, picture, io);
  if (flags.distances !== undefined) await save(flags.distances, plot, io);
  if (output === STDOUT) await write(io.stdout, toCsv(embedding));
  else if (output !== undefined) await save(output, toCsv(embedding), io);
}

/** Tried on a tree of one leaf, so that what is wrong is told before the input is read. */
function embedOptions({ dimension, effort, rounds }: EmbedFlags): EmbedOptions {
  const options = { dimension, effort, ...(rounds === undefined ? {} : { rounds }) };
  embedUltrametric(ultrametric.fromNewick(";"), options);
  return options;
}

function parse(text: string, name: string, { tolerance }: EmbedFlags): Ultrametric {
  try {
    return ultrametric.fromNewick(text, tolerance === undefined ? {} : { tolerance });
  } catch (error) {
    if (!(error instanceof MarquetryError) || isUsage(error)) throw error;
    const advice = error.code === "not-ultrametric" && typeof error.value === "number" && error.value > 0;
    throw badFile(name, advice ? `${error.message}; --tolerance allows more` : error.message);
  }
}

function notesOf(embedding: Embedding, name: string): string[] {
  const { distortion, lowerBound, quotient, dimension, coincident, resolution, ultrametric: u } = embedding;
  const within = `${short(quotient)} times the ${short(lowerBound)} that no embedding goes below`;
  const notes = [
    `${name}: ${u.size} leaves in ${dimension} dimensions, distortion ${short(distortion)}: ${within}`,
  ];
  const shared = coincident.reduce((sum, group) => sum + group.length, 0);
  if (shared > 0) {
    const points = coincident.length === 1 ? "one point" : `${coincident.length} points`;
    const near = resolution > 0 ? `less than ${short(resolution)}` : "0";
    notes.push(`${name}: ${shared} leaves at distance ${near} from others share ${points}`);
  }
  return notes;
}

function toCsv({ ultrametric: u, dimension, coordinates }: Embedding): string {
  const axes = Array.from({ length: dimension }, (_, axis) => `x${axis + 1}`);
  const lines = [["leaf", ...axes].join()];
  for (let k = 0; k < u.size; k++) {
    lines.push([quote(u.label(k)), ...coordinates.subarray(k * dimension, (k + 1) * dimension)].join());
  }
  return `${lines.join("\n")}\n`;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Where the coordinates go: onto a terminal only when asked to; nowhere where only pictures are. */
function chooseOutput({ output, svg, distances }: EmbedFlags, io: Io): string | undefined {
  const files = [output, svg, distances].filter((file) => file !== undefined);
  if (files.includes("")) throw new UsageError("the name of the output file is empty");
  const paths = files.filter((file) => file !== STDOUT).map((file) => resolve(io.cwd, file));
  if (new Set(paths).size < paths.length) throw new UsageError("two outputs have the same name");
  for (const file of [svg, distances]) {
    if (file !== undefined && extname(file).toLowerCase() !== ".svg")
      throw new UsageError(`pictures are written as SVG: give a name that ends in .svg, not ${file}`);
  }
  if (output !== undefined || svg !== undefined || distances !== undefined) return output;
  if (!io.isTTY.stdout) return STDOUT;
  throw new UsageError("where to? give -o FILE.csv, --svg FILE.svg, or -o - to write to the terminal");
}
