import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { readOptions } from "../options/read-options.ts";
import { buildTree } from "./build-tree.ts";
import { decode } from "./decode.ts";
import { badFile } from "./faults.ts";
import { parseJson } from "./json/json-text.ts";
import { FIELDS, readTreeOptions, type ReadOptions, type ReadSettings } from "./options.ts";
import type { Input, Nodes } from "./reader.ts";
import { chooseReader } from "./readers.ts";

/** What {@link readTree} found. */
export interface ReadResult {
  readonly tree: WeightedTree;
  /** The format read, one of {@link readFormats}. */
  readonly format: string;
  /** How the input was understood, and what was left out or in doubt, in plain words. */
  readonly notes: readonly string[];
}

/**
 * Reads a tree from whatever people have: a table, a list of files, a bundle's statistics, a profile, a phylogeny, a
 * chart's data, nested JSON. The format is found by the content first, by the name second; docs/reading.md lists them.
 *
 * Text may be packed by gzip. Totals that stand at inner nodes are recognised, or the doubt is told in `notes`. Time:
 * O(n) for reading, O(n log n) for sorting; the text is held in memory.
 *
 * @param input - a text, or its bytes
 * @throws MarquetryError `unknown-format` for what no reader knows, with the reasons of the nearest ones; `bad-file`
 * with line and column where the input is broken; `bad-option`; `bad-input` for anything but text or bytes
 * @example
 * const { tree, format, notes } = await readTree("continent,country,pop\nAsia,India,1430\nAfrica,Chad,18\n");
 * @example const { tree } = await readTree(await file.arrayBuffer(), { name: file.name });
 */
export async function readTree(
  input: string | Uint8Array | ArrayBuffer,
  options?: ReadOptions,
): Promise<ReadResult> {
  const settings: ReadSettings = readOptions("readTree", readTreeOptions, options);
  const { text, notes } = await decode(toBytes(input), settings);
  const { name } = settings;
  if (text.trim() === "") throw badFile(name, "it is empty");
  const whole: Input = { name, text, json: parseJson(text, name) };
  const reader = chooseReader(whole, settings);
  const nodes = reader.read(whole, settings);
  refuseFields(nodes, settings);
  const built = buildTree(nodes, settings);
  return { tree: built.tree, format: reader.name, notes: [...nodes.notes, ...notes, ...built.notes] };
}

function toBytes(input: unknown): string | Uint8Array {
  if (typeof input === "string") return input;
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (Object.prototype.toString.call(input) === "[object ArrayBuffer]")
    return new Uint8Array(input as ArrayBuffer);
  const help =
    typeof input === "object" && input !== null && "arrayBuffer" in input
      ? "; give await file.arrayBuffer()"
      : "";
  throw new MarquetryError("bad-input", `readTree takes a text or bytes, not ${show(input)}${help}`, {
    value: input,
  });
}

/** Fields that the input cannot have are a mistake: passed over, they would seem to be heeded. */
function refuseFields({ heeds = [], notes }: Nodes, settings: ReadSettings): void {
  const given = FIELDS.find((field) => settings[field] !== undefined && !heeds.includes(field));
  if (given === undefined) return;
  const help = heeds.length > 0 ? `; the options ${heeds.join(", ")} can be given` : "";
  const message = `the option ${given} has no meaning here: ${settings.name} is read as ${notes[0]!}${help}`;
  throw new MarquetryError("bad-option", message, { value: settings[given] });
}
