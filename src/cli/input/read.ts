import { resolve } from "node:path";
import { promisify } from "node:util";
import { gunzip as gunzipWith } from "node:zlib";
import {
  MarquetryError,
  readTree as readText,
  weightedTree,
  type ReadOptions,
  type WeightedTree,
} from "../../index.ts";
import { agesOf } from "../ages.ts";
import type { Console } from "../console.ts";
import { codeOf, messageOf, TOO_LONG, UsageError } from "../failure.ts";
import { badFile, unreadable } from "../faults.ts";
import { flagName, optionsOf, type TreeFlags } from "../flags.ts";
import { DASH, type Io } from "../io.ts";
import { megabytes } from "../text.ts";
import { readFolder } from "./folder.ts";

const gunzip = promisify(gunzipWith);

/** Longest text that a string can hold. */
const MOST_BYTES = 2 ** 29;
/** What is read in pieces may be long. */
const MOST_READ = 2 ** 40;
/** Bytes read at a time. */
const PIECE = 2 ** 20;

/** A tree that was read, and how it was understood. */
export interface ReadInput {
  readonly tree: WeightedTree;
  readonly notes: readonly string[];
  /** Whether weights are numbers of bytes. */
  readonly isBytes: boolean;
  /** By node, how old files are in days; undefined for what is no folder. */
  readonly ages?: Float64Array;
  /** Fields that could be the weight, with the one that is first; and what reads the input again by another. */
  readonly weights: readonly string[];
  readonly again?: (weight: string) => Promise<WeightedTree>;
}

/** Formats whose weights are numbers of bytes, whatever stands in them. */
const OF_BYTES: ReadonlySet<string> = new Set([
  "du",
  "esbuild",
  "heapprofile",
  "inline-source-map",
  "listing",
  "ls-tree",
  "ncdu",
  "rollup",
  "source-map",
  "source-map-explorer",
  "webpack",
]);

export function nameOf(input: string): string {
  return input === DASH ? "stdin" : input;
}

/** What the user may say of the fields of the input. */
const FIELDS = ["weight", "id", "parent", "label", "children", "levels"] as const;

/** Reads a tree from a folder, a file or stdin, whatever way it is written. */
export async function readInput(
  input: string,
  flags: TreeFlags,
  io: Io,
  console: Console,
): Promise<ReadInput> {
  const { format } = flags;
  const name = nameOf(input);
  const path = resolve(io.cwd, input);
  if (input !== DASH && (await isDirectory(path, input, io))) {
    if (format !== undefined && format !== "folder")
      throw new UsageError(`${input} is a folder, not a file to read as ${format}`);
    const given = FIELDS.find((field) => flags[field] !== undefined);
    if (given !== undefined)
      throw new UsageError(`--${given} has no meaning here: ${name} is read as a folder`);
    const { columns, modified, notes } = await readFolder(path, input, io.fs, console);
    const tree = weightedTree.fromColumns(columns, { sort: sortOf(flags) });
    return { tree, notes, isBytes: true, ages: agesOf(tree, modified, io.today()), weights: [] };
  }
  if (format === "folder") throw new UsageError(`${name} is not a folder`);
  try {
    const pieces = readPieces(input, io, console);
    const options = { ...readOptionsOf(flags), name, limit: MOST_READ };
    const { tree, format: found, notes, weights } = await readText(pieces, options);
    const again = async (weight: string): Promise<WeightedTree> =>
      (await readText(readPieces(input, io, console), { ...options, format: found, weight })).tree;
    return {
      tree,
      notes: notes.map(inWordsOfCommand),
      isBytes: OF_BYTES.has(found),
      weights,
      // What came by stdin is gone.
      ...(input !== DASH && { again }),
    };
  } catch (error) {
    if (!(error instanceof MarquetryError)) throw error;
    throw new MarquetryError(error.code, inWordsOfCommand(error.message), { cause: error });
  }
}

function sortOf({ sort }: TreeFlags): "descending" | null {
  return sort === "none" ? null : "descending";
}

function readOptionsOf(flags: TreeFlags): ReadOptions {
  const { format, weight, id, parent, label, children, levels, encoding, header } = flags;
  const named = { format, weight, id, parent, label, children, levels, encoding };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return { ...optionsOf("readTree", flags), ...given, ...(!header && { header }), sort: sortOf(flags) };
}

/** Options as flags: the library says "the option weight" and `duplicates: "add"`. */
function inWordsOfCommand(message: string): string {
  return message
    .replace(/\bthe options? (\w+(?:, \w+)*)/g, (_, names: string) =>
      names.split(", ").map(flagName).join(", "),
    )
    .replace(
      /\b(duplicates|innerWeight|decimal|encoding): "([^"]*)"/g,
      (_, name: string, value: string) => `${flagName(name)} ${value}`,
    )
    .replace(/\binnerWeight\b/g, flagName("innerWeight"));
}

/** Reads the text of a file or of stdin, unzipped; that it is empty is an error. */
export async function readInputText(input: string, io: Io, console: Console): Promise<string> {
  const name = nameOf(input);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const piece of readPieces(input, io, console)) {
    length += piece.length;
    if (length > MOST_BYTES) throw badFile(name, TOO_LONG);
    chunks.push(Buffer.from(piece as Uint8Array));
  }
  const text = new TextDecoder().decode(await unzip(Buffer.concat(chunks), name));
  if (text.trim() === "") throw badFile(name, "it is empty");
  return text;
}

async function isDirectory(path: string, input: string, io: Io): Promise<boolean> {
  try {
    return (await io.fs.stat(path)).isDirectory();
  } catch (error) {
    throw unreadable(input, error);
  }
}

/** The bytes of the input as they come. */
async function* readPieces(input: string, io: Io, console: Console): AsyncGenerator<Uint8Array | string> {
  if (input === DASH && io.isTTY.stdin) await console.note("reading what you type; end with Ctrl-D");
  let length = 0;
  for await (const piece of input === DASH ? io.stdin : fileBytes(input, io)) {
    length += piece.length;
    yield piece;
    await console.progress(() => `reading ${nameOf(input)}: ${megabytes(length)}`);
  }
}

async function* fileBytes(input: string, io: Io): AsyncGenerator<Uint8Array> {
  try {
    const file = await io.fs.open(resolve(io.cwd, input));
    try {
      for (;;) {
        const { buffer, bytesRead } = await file.read(new Uint8Array(PIECE));
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(input, error);
  }
}
async function unzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await gunzip(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if (codeOf(error) === "ERR_BUFFER_TOO_LARGE") throw badFile(name, TOO_LONG);
    throw badFile(name, `it is not a whole gzip file: ${messageOf(error)}`);
  }
}
