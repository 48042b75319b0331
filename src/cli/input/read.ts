import { isUtf8 } from "node:buffer";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { gunzip as gunzipWith } from "node:zlib";
import { MarquetryError } from "../../index.ts";
import type { Console } from "../console.ts";
import { badFile, UsageError } from "../failure.ts";
import type { Io } from "../io.ts";
import { codeOf, reason } from "../reason.ts";
import { readCsv } from "./csv.ts";
import { detectFormat } from "./detect.ts";
import { readDu } from "./du.ts";
import { readFolder } from "./folder.ts";
import { readJson } from "./json.ts";
import { readLsTree } from "./ls-tree.ts";
import { readPaths } from "./paths.ts";
import type { Format, InputOptions, Source, Text } from "./source.ts";

const gunzip = promisify(gunzipWith);

/** What is read where INPUT is "-". */
export const STDIN = "-";

/** What messages call the input. */
export function nameOf(input: string): string {
  return input === STDIN ? "stdin" : input;
}

const READERS: Readonly<Record<Exclude<Format, "folder">, (input: Text, options: InputOptions) => Source>> = {
  json: readJson,
  csv: readCsv,
  paths: readPaths,
  du: readDu,
  "ls-tree": readLsTree,
};

/** Reads a tree from a folder, a file or stdin, whatever way it is written. */
export async function readInput(
  input: string,
  options: InputOptions,
  io: Io,
  console: Console,
): Promise<Source> {
  const path = resolve(io.cwd, input);
  const isFolder = input !== STDIN && (await isDirectory(path, input, io));
  if (isFolder) {
    refuseFields("folder", input, options);
    if (options.format !== undefined && options.format !== "folder") {
      throw new UsageError(`${input} is a folder, not a file to read as ${options.format}`);
    }
    return readFolder(path, input, io.fs, console);
  }
  if (options.format === "folder") throw new UsageError(`${nameOf(input)} is not a folder`);
  const name = nameOf(input);
  const text = await readText(input, io, console);
  const format = options.format ?? detectFormat(text);
  refuseFields(format, name, options);
  return READERS[format]({ name, text }, options);
}

/** Reads the text of a file or of stdin, unzipped; that it is empty is an error. */
export async function readText(input: string, io: Io, console: Console): Promise<string> {
  const name = nameOf(input);
  await console.progress(() => `reading ${name}`);
  const text = await toText(await readBytes(input, resolve(io.cwd, input), io, console), name, console);
  if (text.trim() === "") throw badFile(name, "it is empty");
  return text;
}

/** Fields that the input cannot have are a mistake: passed over, they would seem to be heeded. */
function refuseFields(format: Format, name: string, options: InputOptions): void {
  if (format === "json" || format === "csv" || format === "paths") return;
  const given = (["weight", "id", "parent", "label", "children"] as const).find(
    (field) => options[field] !== undefined,
  );
  if (given === undefined) return;
  throw new UsageError(`--${given} is for json and csv, but ${name} is read as ${format}`);
}

async function isDirectory(path: string, input: string, io: Io): Promise<boolean> {
  try {
    return (await io.fs.stat(path)).isDirectory();
  } catch (error) {
    throw unreadable(input, error);
  }
}

async function readBytes(input: string, path: string, io: Io, console: Console): Promise<Uint8Array> {
  if (input !== STDIN) {
    try {
      return await io.fs.readFile(path);
    } catch (error) {
      throw unreadable(input, error);
    }
  }
  if (io.isTTY.stdin) await console.note("reading what you type; end with Ctrl-D");
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

/** Longest text that a string can hold. */
const TOO_LONG = "more than 512 MB of text cannot be read at once";

async function toText(bytes: Uint8Array, name: string, console: Console): Promise<string> {
  const plain = await unzip(bytes, name);
  const [first, second] = plain;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw badFile(name, "the text is UTF-16; convert it to UTF-8 first");
  }
  if (!isUtf8(plain)) await console.note(`${name} is not all UTF-8: what is not shows as \ufffd`);
  try {
    const text = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength).toString("utf8");
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  } catch (error) {
    if (codeOf(error) === "ERR_STRING_TOO_LONG") throw badFile(name, TOO_LONG);
    throw error;
  }
}

async function unzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await gunzip(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if (codeOf(error) === "ERR_BUFFER_TOO_LARGE") throw badFile(name, TOO_LONG);
    throw badFile(name, `it is not a whole gzip file: ${(error as Error).message}`);
  }
}

const MOST_BYTES = 2 ** 29;

function unreadable(input: string, error: unknown): MarquetryError {
  const message = codeOf(error) === "ERR_FS_FILE_TOO_LARGE" ? TOO_LONG : reason(error);
  return new MarquetryError("unreadable", `cannot read ${input}: ${message}`, { cause: error });
}
