import { badFile } from "../faults.ts";
import { GrowingNodes } from "../nodes.ts";
import type { ReadSettings } from "../options.ts";
import type { Nodes, Reader } from "../reader.ts";
import { jsonReader } from "./json-reader.ts";
import { isItem, itemsOf, listOf, textOf, weightOf, type Item } from "./json-text.ts";

export const treeJson: Reader = /* @__PURE__ */ jsonReader({
  name: "tree-json",
  about: "what tree -J prints, with -s for sizes",
  claim: (value) => {
    const [first] = listOf(value);
    return isItem(first) && first["type"] === "directory" && typeof first["name"] === "string" ? 1 : "";
  },
  read: (value) => readTreeJson(itemsOf(value)),
});

function readTreeJson(tops: readonly Item[]): Nodes {
  const listed = tops.filter((item) => item["type"] !== "report");
  const nodes = new GrowingNodes(listed.length === 1 ? textOf(listed[0]!["name"]) : undefined);
  const open: [item: Item, row: number][] =
    listed.length === 1
      ? [[listed[0]!, 0]]
      : listed.map((item) => [item, nodes.add(0, textOf(item["name"]))]);
  let isWeighed = false;
  for (let k = 0; k < open.length; k++) {
    const [item, row] = open[k]!;
    const size = weightOf(item["size"]);
    if (size !== undefined) nodes.weight[row] = size;
    isWeighed ||= size !== undefined && item["type"] === "file";
    for (const child of itemsOf(item["contents"])) open.push([child, nodes.add(row, textOf(child["name"]))]);
  }
  // Folders alone have sizes of their own, which tell nothing.
  if (!isWeighed) nodes.weight.fill(NaN);
  for (const row of nodes.bareLeaves()) nodes.weight[row] = isWeighed ? 0 : 1;
  const note = isWeighed
    ? "files of tree -J, weighed by size"
    : "files of tree -J: each weighs 1, tree -J -s gives sizes";
  // Without --du, the size of a folder is what it takes itself.
  return nodes.finish({ notes: [note], otherwise: "sum", inDoubt: "sum" });
}

export const ncdu: Reader = /* @__PURE__ */ jsonReader({
  name: "ncdu",
  about: "what ncdu -o and gdu -o write",
  claim: (value) => {
    const [major, minor, about, root] = listOf(value);
    return major === 1 && typeof minor === "number" && isItem(about) && Array.isArray(root) ? 1 : "";
  },
  read: (value, { name }, settings) => readNcdu(listOf(value)[3], name, settings),
});

function readNcdu(root: unknown, name: string, settings: ReadSettings): Nodes {
  const field = settings.weight ?? "asize";
  if (field !== "asize" && field !== "dsize")
    throw badFile(
      name,
      `ncdu knows "asize", the length, and "dsize", the room on the disk, not ${JSON.stringify(field)}`,
    );
  const nodes = new GrowingNodes();
  const seen = new Set<string>();
  const open: [entry: unknown, row: number][] = [[root, 0]];
  const about = (entry: unknown, row: number): void => {
    const item = Array.isArray(entry) ? (entry as unknown[])[0] : entry;
    if (!isItem(item)) throw badFile(name, `an entry of ${nodes.path(row)} is no object`, item);
    nodes.label[row] = textOf(item["name"]);
    nodes.weight[row] = isCounted(item, seen) ? (weightOf(item[field]) ?? 0) : 0;
  };
  about(root, 0);
  for (let k = 0; k < open.length; k++) {
    const [entry, row] = open[k]!;
    if (!Array.isArray(entry)) continue;
    for (const child of (entry as unknown[]).slice(1)) {
      const below = nodes.add(row, undefined);
      about(child, below);
      open.push([child, below]);
    }
  }
  const note = `files of ncdu, weighed by ${JSON.stringify(field)}`;
  return nodes.finish({ notes: [note], heeds: ["weight"], weights: ["asize", "dsize"], innerWeight: "own" });
}

/** A file with several names counts once. */
function isCounted(item: Item, seen: Set<string>): boolean {
  if (item["hlnkc"] !== true && !((weightOf(item["nlink"]) ?? 0) > 1)) return true;
  if (item["ino"] === undefined) return true;
  const key = `${textOf(item["dev"]) ?? ""}:${textOf(item["ino"]) ?? ""}`;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
