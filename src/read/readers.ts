import { MarquetryError } from "../errors.ts";
import { nearest } from "../options/nearest.ts";
import { foreignText } from "./foreign.ts";
import { esbuild, inlineMap, packageLock, sourceMap, visualizer, webpack } from "./json/bundles.ts";
import { charts, plotly } from "./json/charts.ts";
import { counters } from "./json/counts.ts";
import { beginningOf } from "./json/cutter.ts";
import { json } from "./json/json.ts";
import { jsonLines } from "./json/jsonl.ts";
import { ncdu, treeJson } from "./json/listings.ts";
import { packedMap } from "./json/packed.ts";
import { cpuProfile, heapProfile, speedscope } from "./json/profiles.ts";
import { openJsonStream } from "./json/stream.ts";
import { cargoBloat, lighthouse } from "./json/tools.ts";
import { du } from "./lists/du.ts";
import { folded } from "./lists/folded.ts";
import { lcov } from "./lists/lcov.ts";
import { listing } from "./lists/listing.ts";
import { lsTree } from "./lists/ls-tree.ts";
import { numstat, paths } from "./lists/paths.ts";
import type { ReadSettings } from "./options.ts";
import type { BytesReader } from "./packages/package-reader.ts";
import { arrow, parquet, xlsx } from "./packages/tables.ts";
import { pprof } from "./packages/pprof.ts";
import { yamlReader } from "./packages/yaml.ts";
import type { Input, Reader, Taker } from "./reader.ts";
import { csv } from "./tables/csv.ts";
import { drawnTable } from "./tables/drawn.ts";
import { distances, linkage } from "./trees/distances.ts";
import { newick, nexus } from "./trees/newick.ts";
import { outline } from "./trees/outline.ts";
import { taxonomy } from "./trees/taxonomy.ts";
import { treeText } from "./trees/tree-text.ts";
import { xml } from "./trees/xml.ts";

/** Where two are as sure, the first is taken. */
const JSON_READERS: readonly Reader[] = /* @__PURE__ */ [
  json,
  treeJson,
  ncdu,
  esbuild,
  webpack,
  visualizer,
  sourceMap,
  packageLock,
  speedscope,
  cpuProfile,
  heapProfile,
  plotly,
  charts,
  lighthouse,
  cargoBloat,
  packedMap,
  linkage,
  distances,
].concat(counters);
const TEXT_READERS: readonly Reader[] = [
  csv,
  drawnTable,
  jsonLines,
  paths,
  du,
  lsTree,
  inlineMap,
  lcov,
  numstat,
  treeText,
  folded,
  newick,
  nexus,
  outline,
  listing,
  taxonomy,
  xml,
  /* @__PURE__ */ yamlReader((input, settings) =>
    surest(JSON_READERS, input, settings).best!.read!(input, settings),
  ),
];
const READERS: readonly Reader[] = /* @__PURE__ */ JSON_READERS.concat(TEXT_READERS);

/** Formats of bytes. */
const BYTES_READERS: readonly BytesReader[] = [parquet, arrow, xlsx, pprof];

/** The reader of bytes that begin like a format of its own; undefined for texts. */
export function bytesReader(bytes: Uint8Array): BytesReader | undefined {
  return BYTES_READERS.find(({ claims }) => claims(bytes));
}

/**
 * The formats that {@link readTree} reads, each with a line about it.
 *
 * @example for (const name in readFormats) console.log(name, readFormats[name]);
 */
export const readFormats: Readonly<Record<string, string>> = /* @__PURE__ */ describeFormats();

function describeFormats(): Record<string, string> {
  return Object.fromEntries([...READERS, ...BYTES_READERS].map(({ name, about }) => [name, about]));
}

/** Formats that the ending of a name stands for, where the content leaves it open. */
const ENDINGS: Readonly<Record<string, string>> = {
  csv: "csv",
  tsv: "csv",
  json: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
  nwk: "newick",
  newick: "newick",
  tre: "newick",
  tree: "newick",
  nex: "nexus",
  nexus: "nexus",
  folded: "folded",
  cpuprofile: "cpuprofile",
  map: "source-map",
  md: "outline",
  yaml: "yaml",
  yml: "yaml",
  opml: "xml",
  xml: "xml",
};
/** How much the name of a file adds to what its content says. */
const BY_NAME = 0.15;

/** The reader that is asked for, or the one that is surest. */
export function chooseReader(input: Input, settings: ReadSettings): Reader {
  const { format, name } = settings;
  if (format !== undefined) {
    const asked = READERS.find((reader) => reader.name === format);
    if (asked) return asked;
    if (BYTES_READERS.some((reader) => reader.name === format)) throw unknown(name, `it is no ${format}`);
    const meant = nearest(format, Object.keys(readFormats));
    const help =
      meant === undefined
        ? `it is one of ${Object.keys(readFormats).join(", ")}`
        : `did you mean ${JSON.stringify(meant)}?`;
    throw new MarquetryError(
      "bad-option",
      `readTree: there is no format ${JSON.stringify(format)}; ${help}`,
      { value: format },
    );
  }
  // What is whole JSON is nothing else; of what begins like it, the whole has to be seen.
  const isJson = input.json !== undefined && "value" in input.json;
  const candidates = isJson ? JSON_READERS : input.json && !input.isWhole ? [json, jsonLines] : READERS;
  const { best, most, reasons } = surest(candidates, input, settings);
  // Those that are sure know what only looks like something else.
  const foreign = most >= 0.85 || isJson ? undefined : foreignText(input.text);
  if (foreign !== undefined) throw unknown(name, `it is ${foreign}`);
  if (best) return best;
  throw unknown(name, reasons.length > 0 ? `no format fits; ${reasons.join("; ")}` : "no format fits");
}

/** What reads long JSON in pieces; undefined for formats that have to be held as a whole. */
export function openLongJson(text: string, settings: ReadSettings): Taker | undefined {
  if (settings.format !== undefined && settings.format !== json.name) return undefined;
  const value = beginningOf(text.slice(0, MOST_SAMPLED));
  const input: Input = { name: settings.name, text: "", isWhole: true, json: { value } };
  const isOther = settings.format === undefined && surest(JSON_READERS, input, settings).best !== json;
  return value === undefined || isOther ? undefined : openJsonStream(value, settings);
}

/** Characters of JSON that tell how it is to be read. */
const MOST_SAMPLED = 2 ** 21;

/** The reader that is surest, and the reasons of those that are not at all. */
function surest(
  readers: readonly Reader[],
  input: Input,
  settings: ReadSettings,
): { readonly best: Reader | undefined; readonly most: number; readonly reasons: readonly string[] } {
  const ending = ENDINGS[/\.(\w+)(?:\.gz)?$/.exec(settings.name)?.[1]?.toLowerCase() ?? ""];
  let best: Reader | undefined;
  let most = 0;
  const reasons: string[] = [];
  for (const reader of readers) {
    const claim = reader.claim(input, settings);
    if (typeof claim === "string") {
      if (claim !== "") reasons.push(`${reader.name}: ${claim}`);
      continue;
    }
    const sure = claim + (reader.name === ending ? BY_NAME : 0);
    if (sure > most) [best, most] = [reader, sure];
  }
  return { best, most, reasons };
}

function unknown(name: string, why: string): MarquetryError {
  const formats = Object.keys(readFormats).join(", ");
  return new MarquetryError(
    "unknown-format",
    `${name}: ${why}. What is read: ${formats}; the option format names one`,
  );
}
