import {
  distancesToSVG,
  embeddingToSVG,
  embedUltrametric,
  MarquetryError,
  ultrametric,
  type Embedding,
  type Ultrametric,
} from "../index.ts";
import { Console } from "./console.ts";
import { badFile, isUsage } from "./faults.ts";
import { optionsOf } from "./flags.ts";
import { nameOf, readInputText } from "./input/read.ts";
import type { Io } from "./io.ts";
import { findTargets, save, usualOutput } from "./output.ts";
import { count, csvLine, short } from "./text.ts";

/** Options of `marquetry embed`, beside those of the functions that it calls. */
export interface EmbedFlags {
  readonly output?: string;
  readonly svg?: string;
  readonly distances?: string;
  readonly title?: string;
  readonly quiet?: boolean;
}

/** Gives every leaf of an ultrametric tree a point, and writes the points, a picture and a plot, each whole or not at all. */
export async function embed(input: string, flags: EmbedFlags, io: Io): Promise<void> {
  const title = flags.title === undefined ? {} : { name: flags.title };
  const toPicture = (embedding: Embedding): string =>
    `${embeddingToSVG(embedding, { ...optionsOf("embeddingToSVG", flags), ...title })}\n`;
  const toPlot = (embedding: Embedding): string =>
    `${distancesToSVG(embedding.distances(), { ...optionsOf("distancesToSVG", flags), ...title })}\n`;
  // Where only pictures are asked for, the coordinates go nowhere.
  const isPicture = flags.svg !== undefined || flags.distances !== undefined;
  const advice = "-o FILE.csv, --svg FILE.svg, or -o - to write to the terminal";
  const output = flags.output ?? (isPicture ? undefined : usualOutput(io, advice));
  const outputs = [
    { shown: flags.svg, endings: [".svg"], write: toPicture },
    { shown: flags.distances, endings: [".svg"], write: toPlot },
    { shown: output, endings: [".csv"], write: toCsv },
  ].flatMap(({ shown, ...rest }) => (shown === undefined ? [] : [{ shown, ...rest }]));
  const targets = await findTargets(outputs, [input], io);
  const console = new Console(io, flags.quiet);
  const text = await readInputText(input, io, console);
  const name = nameOf(input);
  const u = parse(text, name, flags);
  await console.stage(`embedding ${u.size} leaves`, u.size);
  const embedding = embedUltrametric(u, {
    ...optionsOf("embedUltrametric", flags),
    onProgress: ({ round, rounds, distortion }) =>
      // The work does not wait for the terminal, which is told at once all the same.
      void console.progress(() => `round ${round} of ${rounds}: distortion ${short(distortion)}`),
  });
  for (const note of notesOf(embedding, name)) await console.note(note);
  const contents = outputs.map((output) => output.write(embedding));
  await console.clear();
  for (const [k, target] of targets.entries()) await save(target, contents[k]!, io);
}

function parse(text: string, name: string, flags: EmbedFlags): Ultrametric {
  try {
    return ultrametric.fromNewick(text, optionsOf("ultrametric.fromNewick", flags));
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
    const points = coincident.length === 1 ? "one point" : count(coincident.length, "point");
    const near = resolution > 0 ? `less than ${short(resolution)}` : "0";
    notes.push(`${name}: ${shared} leaves at distance ${near} from others share ${points}`);
  }
  return notes;
}

function toCsv({ ultrametric: u, dimension, coordinates }: Embedding): string {
  const axes = Array.from({ length: dimension }, (_, axis) => `x${axis + 1}`);
  const lines = [["leaf", ...axes].join()];
  for (let k = 0; k < u.size; k++) {
    lines.push(csvLine([u.label(k), ...coordinates.subarray(k * dimension, (k + 1) * dimension)]));
  }
  return `${lines.join("\n")}\n`;
}
