import { isUtf8 } from "node:buffer";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { gunzip as gunzipWith } from "node:zlib";
import type { Console } from "../console.ts";
import { badFile, codeOf, TOO_LONG, unreadable, UsageError } from "../failure.ts";
import { DASH, type Io } from "../io.ts";
import { readCsv } from "./csv.ts";
import { readFolder } from "./folder.ts";
import { readJson } from "./json.ts";
import { detectFormat, readDu, readLsTree, readPaths } from "./lines.ts";
import { FIELDS, type Format, type InputOptions, type Source, type Text } from "./source.ts";

const gunzip = promisify(gunzipWith);

/** What messages call the input. */
export function nameOf(input: string): string {
  return input === DASH ? "stdin" : input;
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
  const { format } = options;
  const name = nameOf(input);
  const path = resolve(io.cwd, input);
  if (input !== DASH && (await isDirectory(path, input, io))) {
    if (format !== undefined && format !== "folder")
      throw new UsageError(`${input} is a folder, not a file to read as ${format}`);
    refuseFields([], name, "a folder", options);
    return readFolder(path, input, io.fs, console);
  }
  if (format === "folder") throw new UsageError(`${name} is not a folder`);
  const text = await readInputText(input, io, console);
  const source = READERS[format ?? detectFormat(text)]({ name, text }, options);
  refuseFields(source.heeds ?? [], name, source.notes[0]!, options);
  return source;
}

/** Fields that the input cannot have are a mistake: passed over, they would seem to be heeded. */
function refuseFields(heeds: readonly string[], name: string, what: string, options: InputOptions): void {
  const given = FIELDS.find((field) => options[field] !== undefined && !heeds.includes(field));
  if (given === undefined) return;
  const help = heeds.length > 0 ? `; ${heeds.map((field) => `--${field}`).join(", ")} can be given` : "";
  throw new UsageError(`--${given} has no meaning here: ${name} is read as ${what}${help}`);
}

/** Reads the text of a file or of stdin, unzipped; that it is empty is an error. */
export async function readInputText(input: string, io: Io, console: Console): Promise<string> {
  const name = nameOf(input);
  await console.progress(() => `reading ${name}`);
  const text = await toText(await readBytes(input, resolve(io.cwd, input), io, console), name, console);
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

async function readBytes(input: string, path: string, io: Io, console: Console): Promise<Uint8Array> {
  if (input !== DASH) {
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
