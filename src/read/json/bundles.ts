import { MarquetryError } from "../../errors.ts";
import { badFile, count, listFields } from "../faults.ts";
import { nearest } from "../../options/nearest.ts";
import { GrowingNodes, PathNodes } from "../nodes.ts";
import type { ReadSettings } from "../options.ts";
import type { Nodes, Reader } from "../reader.ts";
import { jsonReader } from "./json-reader.ts";
import { bytesOf, isItem, itemsOf, listOf, textOf, weightOf, type Item } from "./json-text.ts";

/** Names of a bundle stand under its own; no file has this in its path. */
const BETWEEN = "\0";

/** Paths below bundles, each of which is one node whatever its name. */
class BundleNodes {
  readonly nodes: PathNodes = new PathNodes({ separator: BETWEEN, duplicates: "add" }, "/");

  /** Adds a module of a bundle. */
  add(bundle: string, path: string, weight: number): void {
    const names = plainSource(path)
      .split("/")
      .filter((name) => name !== "");
    this.nodes.add([bundle, ...names].join(BETWEEN), weight, () => path);
  }
}

/** A path as people know it, without what bundlers put before it. */
function plainSource(path: string): string {
  const withoutLoaders = path.includes("!") ? path.slice(path.lastIndexOf("!") + 1) : path;
  return withoutLoaders
    .replace(/^webpack:\/\/(?:[^/]*\/)?/, "")
    .replace(/^\0/, "")
    .replace(/\?[^/]*$/, "")
    .replace(/^(?:\.{1,2}\/)+/, "");
}

export const esbuild: Reader = /* @__PURE__ */ jsonReader({
  name: "esbuild",
  about: "a metafile of esbuild, weighed by the bytes in each output",
  claim: (value) =>
    isItem(value) &&
    isItem(value["outputs"]) &&
    Object.values(value["outputs"]).every((output) => isItem(output) && "bytes" in output)
      ? 1
      : "",
  read: (value, { name }) => readMetafile(value, name),
});

function readMetafile(value: unknown, name: string): Nodes {
  const outputs = isItem(value) && isItem(value["outputs"]) ? value["outputs"] : {};
  const bundles = new BundleNodes();
  let maps = 0;
  for (const [path, output] of Object.entries(outputs)) {
    if (!isItem(output)) continue;
    // A map is no part of what is sent.
    if (path.endsWith(".map")) {
      maps++;
      continue;
    }
    const bytes = weightOf(output["bytes"]) ?? 0;
    let sum = 0;
    for (const [input, part] of Object.entries(isItem(output["inputs"]) ? output["inputs"] : {})) {
      const weight = (isItem(part) ? weightOf(part["bytesInOutput"]) : undefined) ?? 0;
      sum += weight;
      bundles.add(path, input, weight);
    }
    // What esbuild writes around the modules.
    bundles.nodes.add(path, Math.max(0, bytes - sum), () => path);
  }
  if (bundles.nodes.isEmpty) throw badFile(name, "there are no outputs in this metafile");
  const notes = [
    "outputs of esbuild, weighed by bytes",
    ...(maps > 0 ? [`${count(maps, "source map")} left out`] : []),
  ];
  return bundles.nodes.finish({ notes, innerWeight: "own" });
}

export const webpack: Reader = /* @__PURE__ */ jsonReader({
  name: "webpack",
  about: "stats of webpack or Rspack (webpack --json), weighed by the sizes of modules",
  claim: (value) => (statsOf(value).length > 0 ? 0.95 : ""),
  read: (value, { name }) => readStats(statsOf(value), name),
});

/** The compilations of a file of stats. */
function statsOf(value: unknown): readonly Item[] {
  if (!isItem(value)) return [];
  const isStats = (item: Item): boolean =>
    (Array.isArray(item["modules"]) || Array.isArray(item["chunks"]) || Array.isArray(item["assets"])) &&
    [
      "hash",
      ...(Array.isArray(item["modules"]) || Array.isArray(item["chunks"]) ? ["version"] : []),
      "publicPath",
      "outputPath",
      "builtAt",
      "assetsByChunkName",
      "entrypoints",
    ].some((key) => key in item);
  const modules = (item: Item): number => listOf(item["modules"]).length + listOf(item["chunks"]).length;
  if (isStats(value) && (modules(value) > 0 || itemsOf(value["children"]).length === 0)) return [value];
  const children = itemsOf(value["children"]).filter(isStats);
  return children.length > 0 ? children : isStats(value) ? [value] : [];
}

function readStats(stats: readonly Item[], name: string): Nodes {
  const nodes = new PathNodes({ separator: BETWEEN, duplicates: "add" }, "/");
  let isOfAssets = false;
  for (const [k, one] of stats.entries()) {
    const top = stats.length > 1 ? [textOf(one["name"]) ?? `#${k}`] : [];
    const modules = modulesOf(one);
    isOfAssets ||= modules.length === 0;
    const parts =
      modules.length > 0
        ? modules
        : itemsOf(one["assets"]).filter((item) => !/\.map$/.test(textOf(item["name"]) ?? ""));
    for (const part of parts) {
      const path = textOf(part["name"]) ?? textOf(part["identifier"]) ?? "";
      const names = plainSource(path.replace(/ \+ \d+ modules$/, ""))
        .split("/")
        .filter((word) => word !== "");
      if (names.length > 0)
        nodes.add([...top, ...names].join(BETWEEN), weightOf(part["size"]) ?? 0, () => path);
    }
  }
  if (nodes.isEmpty) throw badFile(name, "there are no modules and no assets in these stats");
  const note = isOfAssets
    ? "assets of webpack, weighed by size"
    : "modules of webpack, weighed by size before minifying";
  return nodes.finish({ notes: [note], innerWeight: "own" });
}

/** The modules of a compilation, each once; of those joined into one, the parts. */
function modulesOf(stats: Item): Item[] {
  const open = [...itemsOf(stats["modules"])];
  if (open.length === 0)
    for (const chunk of itemsOf(stats["chunks"])) open.push(...itemsOf(chunk["modules"]));
  const found = new Map<string, Item>();
  for (let k = 0; k < open.length; k++) {
    const module = open[k]!;
    const parts = itemsOf(module["modules"]);
    if (parts.length > 0) open.push(...parts);
    else {
      const key = textOf(module["identifier"]) ?? textOf(module["name"]);
      if (key !== undefined && !found.has(key)) found.set(key, module);
    }
  }
  return [...found.values()];
}

const VISUALIZER_SIZES = ["renderedLength", "gzipLength", "brotliLength"];

export const visualizer: Reader = /* @__PURE__ */ jsonReader({
  name: "rollup",
  about: "data of rollup-plugin-visualizer, for Rollup and Vite",
  claim: (value) => (isItem(value) && isItem(value["tree"]) && isItem(value["nodeParts"]) ? 1 : ""),
  read: (value, { name }, settings) => readVisualizer(value as Item, name, settings),
});

function readVisualizer({ tree, nodeParts }: Item, name: string, settings: ReadSettings): Nodes {
  const size = settings.weight ?? VISUALIZER_SIZES[0]!;
  if (!VISUALIZER_SIZES.includes(size)) throw noSize(name, size, VISUALIZER_SIZES);
  const parts = isItem(nodeParts) ? nodeParts : {};
  const nodes = new GrowingNodes(isItem(tree) ? textOf(tree["name"]) : undefined);
  const open: [item: Item, row: number][] = isItem(tree) ? [[tree, 0]] : [];
  for (let k = 0; k < open.length; k++) {
    const [item, row] = open[k]!;
    const part = parts[textOf(item["uid"]) ?? ""];
    const children = itemsOf(item["children"]);
    if (isItem(part)) nodes.weight[row] = weightOf(part[size]) ?? 0;
    else if (children.length === 0) nodes.weight[row] = 0;
    for (const child of children)
      open.push([child, nodes.add(row, textOf(child["name"])?.replace(/^\0/, ""))]);
  }
  return nodes.finish({
    notes: [`modules of Rollup, weighed by ${JSON.stringify(size)}`],
    heeds: ["weight"],
    weights: VISUALIZER_SIZES,
    innerWeight: "own",
  });
}

function noSize(name: string, size: string, known: readonly string[]): MarquetryError {
  const meant = nearest(size, known);
  const help = meant === undefined ? listFields(known) : `did you mean ${JSON.stringify(meant)}?`;
  return new MarquetryError(
    "bad-option",
    `${name}: there is no size ${JSON.stringify(size)} (the option weight); ${help}`,
    { value: size },
  );
}

export const sourceMap: Reader = /* @__PURE__ */ jsonReader({
  name: "source-map",
  about: "a source map, weighed by the length of each source",
  claim: (value) =>
    isItem(value) && "mappings" in value && Array.isArray(value["sources"])
      ? 1
      : isItem(value) && Array.isArray(value["sections"]) && value["version"] === 3
        ? 1
        : "",
  read: (value, { name }, settings) => readSourceMap(value as Item, name, settings),
});

function readSourceMap(whole: Item, name: string, { separator }: ReadSettings): Nodes {
  const maps = [whole, ...itemsOf(whole["sections"]).flatMap(({ map }) => (isItem(map) ? [map] : []))];
  const nodes = new PathNodes({ separator, duplicates: "add" });
  let without = 0;
  for (const map of maps) {
    const contents = listOf(map["sourcesContent"]);
    const root = (textOf(map["sourceRoot"]) ?? "").replace(/([^/])$/, "$1/");
    for (const [k, source] of listOf(map["sources"]).entries()) {
      const content = contents[k];
      if (typeof content !== "string") without++;
      else
        nodes.add(
          plainSource(`${root}${textOf(source) ?? `#${k}`}`) || `#${k}`,
          byteLength(content),
          () => name,
        );
    }
  }
  if (nodes.isEmpty)
    throw badFile(name, "this source map holds no sources (sourcesContent), so there is nothing to weigh");
  const notes = ["sources of a source map, weighed by their bytes before bundling"];
  if (without > 0) notes.push(`${count(without, "source")} without content left out`);
  return nodes.finish({ notes, innerWeight: "own" });
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

const INLINE = /\/[/*][#@] ?sourceMappingURL=data:application\/json[^,\s]*;base64,([A-Za-z0-9+/=]+)/g;

/** The source map that stands in a script or a style sheet itself, the last of several. */
export const inlineMap: Reader = {
  name: "inline-source-map",
  about: "a script with its source map inside, weighed by the length of each source",
  claim: ({ name, text, isWhole }) => {
    if (text.includes("sourceMappingURL=data:application/json")) return 1;
    // It stands at the end, which is not there yet.
    return !isWhole && /\.(?:[mc]?js|css)$/.test(name) ? 0.9 : "";
  },
  read: ({ name, text }, settings) => {
    const packed = [...text.matchAll(INLINE)].at(-1)?.[1];
    if (packed === undefined)
      throw badFile(name, "there is no source map in it: give the .map file that belongs to it");
    const map = unpackedMap(packed);
    if (!isItem(map)) throw badFile(name, "the source map in it is not whole");
    return readSourceMap(map, name, settings);
  },
};

/** JSON in base64; undefined for what is none. */
function unpackedMap(packed: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(packed))) as unknown;
  } catch {
    return undefined;
  }
}

export const packageLock: Reader = /* @__PURE__ */ jsonReader({
  name: "package-lock",
  about:
    "package-lock.json, or what npm ls --json and pnpm list --json print: the packages installed, each of which weighs 1",
  claim: (value) => {
    if (isItem(value) && "lockfileVersion" in value) return 1;
    const tops = isItem(value) ? [value] : itemsOf(value);
    const below = tops.flatMap((top) => dependenciesOf(top).map(([, item]) => item));
    return below.length > 0 && below.every((item) => isItem(item) && "version" in item) ? 0.9 : "";
  },
  // pnpm lists several projects.
  read: (value, { name }) => {
    const tops = itemsOf(value);
    const [first = {}] = tops;
    const whole = {
      dependencies: Object.fromEntries(tops.map((top, k) => [textOf(top["name"]) ?? `#${k}`, top])),
    };
    return readLock(isItem(value) ? value : tops.length === 1 ? first : whole, name);
  },
});

/** The packages below one, of all kinds. */
function dependenciesOf(item: Item): (readonly [name: string, item: unknown])[] {
  // Of ranges of versions, which are texts, none is known to be installed.
  return ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
    Object.entries(isItem(item[kind]) ? item[kind] : {}).filter(([, below]) => isItem(below)),
  );
}

function readLock(lock: Item, name: string): Nodes {
  const nodes = new PathNodes({ separator: BETWEEN, duplicates: "add" }, "/");
  const root = textOf(lock["name"]);
  const packages = isItem(lock["packages"]) ? lock["packages"] : undefined;
  if (packages) {
    for (const [path, item] of Object.entries(packages)) {
      // A link is a package of the project itself, which stands there under its own path.
      if (path === "" || (isItem(item) && item["link"] === true)) continue;
      const names = path.split(/(?:^|\/)node_modules\//).filter((word) => word !== "");
      nodes.add(names.join(BETWEEN), 1, () => path);
    }
  } else {
    const open: [item: Item, path: readonly string[]][] = [[lock, []]];
    for (let k = 0; k < open.length; k++) {
      const [item, path] = open[k]!;
      for (const [key, below] of dependenciesOf(item)) {
        nodes.add([...path, key].join(BETWEEN), 1, () => key);
        if (isItem(below)) open.push([below, [...path, key]]);
      }
    }
  }
  if (nodes.isEmpty) throw badFile(name, "there are no packages in this lock file");
  if (root !== undefined) nodes.root = root;
  return nodes.finish({ notes: ["packages of a lock file: each weighs 1"], innerWeight: "own" });
}
