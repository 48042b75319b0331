import { MarquetryError } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { readOptions } from "../options/read-options.ts";
import { buildTree } from "./build-tree.ts";
import { decoded } from "./decode.ts";
import { badFile } from "./faults.ts";
import { foreignBytes } from "./foreign.ts";
import { parseJson } from "./json/json-text.ts";
import { FIELDS, readTreeOptions, type ReadOptions, type ReadSettings } from "./options.ts";
import type { Input, Nodes, Taker } from "./reader.ts";
import { bytesReader, chooseReader, openLongJson } from "./readers.ts";
import { joined, piecesOf, tooLong, type Piece, type ReadInput } from "./source.ts";

/** What {@link readTree} found. */
export interface ReadResult {
  readonly tree: WeightedTree;
  /** The format read, one of {@link readFormats}. */
  readonly format: string;
  /** How the input was understood, and what was left out or in doubt, in plain words. */
  readonly notes: readonly string[];
  /** What the option `weight` could name, with what was taken first; empty where there is no choice. */
  readonly weights: readonly string[];
}

/** Characters that the format is found by; what is longer is read in pieces, where its format lets it. */
const HEAD = 2 ** 18;

/**
 * Reads a tree from whatever people have: a table, a list of files, a bundle's statistics, a profile, a phylogeny, a
 * chart's data, nested JSON. The format is found by the content first, by the name second; docs/reading.md lists them.
 *
 * Text may be packed by gzip. Totals that stand at inner nodes are recognised, or the doubt is told in `notes`. Time:
 * O(n) for reading, O(n log n) for sorting. Tables and lists are read as they come, and only their names and weights
 * are held; JSON and trees in parentheses are held as a whole.
 *
 * @param input - a text or its bytes, a file, or a stream of either
 * @throws MarquetryError `unknown-format` for what no reader knows, with the reasons of the nearest ones; `bad-file`
 * with line and column where the input is broken; `bad-option`; `bad-input` for anything else
 * @example
 * const { tree, format, notes } = await readTree("continent,country,pop\nAsia,India,1430\nAfrica,Chad,18\n");
 * @example const { tree } = await readTree(file, { name: file.name });
 * @example const { tree } = await readTree((await fetch("sizes.csv.gz")).body);
 */
export async function readTree(input: ReadInput, options?: ReadOptions): Promise<ReadResult> {
  const settings: ReadSettings = readOptions("readTree", readTreeOptions, options);
  const pieces = piecesOf(input, settings);
  try {
    const told: string[] = [];
    const { format, nodes } = await readNodes(pieces, settings, told);
    refuseFields(nodes, settings);
    const built = buildTree(nodes, settings);
    return {
      tree: built.tree,
      format,
      notes: [...nodes.notes, ...told, ...built.notes],
      weights: [...new Set(nodes.weights ?? [])],
    };
  } finally {
    await pieces.return(undefined);
  }
}

interface Found {
  readonly format: string;
  readonly nodes: Nodes;
}

async function readNodes(
  pieces: AsyncGenerator<Piece>,
  settings: ReadSettings,
  told: string[],
): Promise<Found> {
  const { name } = settings;
  const first = await pieces.next();
  if (first.done === true) throw badFile(name, "it is empty");
  const start = first.value;
  if (typeof start !== "string") {
    const whole = mayBeBytes(start) ? joined([start, ...(await restOf(pieces, name))]) : start;
    const reader = bytesReader(whole);
    if (reader) return { format: reader.name, nodes: await reader.read(whole, settings) };
  }
  const foreign = typeof start === "string" ? undefined : foreignBytes(start);
  if (foreign !== undefined) throw new MarquetryError("unknown-format", `${name}: it is ${foreign}`);
  return readText(decoded(resumed(start, pieces), settings, told), settings);
}

/** Whether bytes have to be looked at as a whole: those of packages, and what the first ones tell. */
function mayBeBytes(start: Uint8Array): boolean {
  return bytesReader(start) !== undefined || (start[0] === 0x50 && start[1] === 0x4b);
}

async function restOf(pieces: AsyncGenerator<Piece>, name: string): Promise<Uint8Array[]> {
  const rest: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    rest.push(piece as Uint8Array);
    length += piece.length;
    if (length > MOST_HELD) throw tooLong(name, MOST_HELD);
  }
  return rest;
}

/** Bytes that are held as a whole at most, whatever the limit: packages take several times as much for them. */
const MOST_HELD = 2 ** 29;

async function* resumed(first: Piece, rest: AsyncGenerator<Piece>): AsyncGenerator<Piece> {
  yield first;
  yield* rest;
}

/** Characters of JSON from which on it is read in pieces, where it is rows or nested objects. */
const LONG_JSON = 2 ** 23;

/** Characters that a string can hold at most in engines of today. */
const LONGEST_TEXT = 2 ** 29 - 24;

async function readText(texts: AsyncGenerator<string>, settings: ReadSettings): Promise<Found> {
  const { name } = settings;
  const parts: string[] = [];
  let isWhole = true;
  for (let length = 0; isWhole;) {
    const part = await texts.next();
    if (part.done === true) break;
    parts.push(part.value);
    length += part.value.length;
    isWhole = length < HEAD;
  }
  const text = parts.join("");
  if (!/[^\0\s]/.test(text))
    throw badFile(name, isWhole ? "it is empty" : `its first ${text.length} characters are blanks or zeros`);
  // Up to the end of a line, so that none looks as if it were short.
  const end = isWhole ? 0 : Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\0")) + 1;
  const head = inputOf(name, end > 0 ? text.slice(0, end) : text, isWhole);
  const reader = chooseReader(head, settings);
  if (reader.open) {
    const taker = reader.open(head, settings);
    taker.take(text);
    for await (const part of texts) taker.take(part);
    return { format: reader.name, nodes: taker.end() };
  }
  return isWhole
    ? { format: reader.name, nodes: await reader.read!(head, settings) }
    : readWhole([text], texts, settings);
}

/** Reads what has to be held as a whole. */
async function readWhole(
  parts: string[],
  texts: AsyncGenerator<string>,
  settings: ReadSettings,
): Promise<Found> {
  let length = parts.reduce((sum, part) => sum + part.length, 0);
  let isLong = false;
  for await (const part of texts) {
    parts.push(part);
    length += part.length;
    if (!isLong && length > LONG_JSON) {
      isLong = true;
      const text = parts.splice(0).join("");
      const taker = openLongJson(text, settings);
      if (taker) return await readPieces(taker, text, texts);
      parts.push(text);
    }
    // Input without an end would fill the memory before anything else tells of it.
    if (length > LONGEST_TEXT) throw tooLongText(settings.name);
  }
  const input = inputOf(settings.name, joinedText(parts, settings.name), true);
  const reader = chooseReader(input, settings);
  if (reader.read) return { format: reader.name, nodes: await reader.read(input, settings) };
  const taker = reader.open!(input, settings);
  taker.take(input.text);
  return { format: reader.name, nodes: taker.end() };
}

async function readPieces(taker: Taker, text: string, texts: AsyncGenerator<string>): Promise<Found> {
  taker.take(text);
  for await (const part of texts) taker.take(part);
  return { format: "json", nodes: taker.end() };
}

/** The parts as one text; they are let go. */
function joinedText(parts: string[], name: string): string {
  try {
    return parts.splice(0).join("");
  } catch {
    throw tooLongText(name);
  }
}

function tooLongText(name: string): MarquetryError {
  return badFile(name, "it has to be read as a whole, and is longer than a text can be");
}

function inputOf(name: string, text: string, isWhole: boolean): Input {
  const json = parseJson(text, name, isWhole);
  // What is read as JSON is not needed as a text too.
  return { name, text: json && "value" in json ? "" : text, isWhole, json };
}

/** Fields that the input cannot have are a mistake: passed over, they would seem to be heeded. */
function refuseFields({ heeds = [], notes }: Nodes, settings: ReadSettings): void {
  const given = FIELDS.find((field) => settings[field] !== undefined && !heeds.includes(field));
  if (given === undefined) return;
  const help = heeds.length > 0 ? `; the options ${heeds.join(", ")} can be given` : "";
  const message = `the option ${given} has no meaning here: ${settings.name} is read as ${notes[0]!}${help}`;
  throw new MarquetryError("bad-option", message, { value: settings[given] });
}
