import { show } from "../../errors.ts";
import { badFile, badField } from "../faults.ts";
import { plainPath } from "../lists/lines.ts";
import { GrowingNodes, PathNodes } from "../nodes.ts";
import { parseNumber, type NumberFormat } from "../numbers.ts";
import type { ReadSettings } from "../options.ts";
import type { Nodes } from "../reader.ts";
import { isItem, weightOf, type Item } from "./json-text.ts";

/** Keys that hold the weight of the object they stand in, rather than name a part of it. */
const OWN_WEIGHT = ["$count", "$value", "$size", "$weight"];

/**
 * Reads objects whose keys are the names of the parts: a number is the weight of a leaf, an object is a node.
 * One key, "$count" or what the user names, may hold the weight of the object itself.
 */
export function readKeyed(root: Item, name: string, settings: ReadSettings): Nodes {
  const keys = Object.keys(root);
  if (keys.length === 0) throw badFile(name, "the object is empty");
  const deep = keys.filter((key) => key.includes(settings.separator)).length;
  const isPaths = deep >= keys.length / 2 && keys.every((key) => weightOf(root[key]) !== undefined);
  return isPaths ? readPaths(root, name, settings) : readParts(root, name, settings);
}

const PLAIN: NumberFormat = { decimal: ".", base: 1000, unit: "", notes: [] };

/** Reads an object whose keys are paths. */
function readPaths(root: Item, name: string, { separator, duplicates }: ReadSettings): Nodes {
  const nodes = new PathNodes({ separator, duplicates, hasTotal: true });
  for (const [path, weight] of Object.entries(root))
    nodes.add(plainPath(path), weightOf(weight)!, () => name);
  return nodes.finish({ notes: ["an object of paths and weights"] });
}

function readParts(root: Item, name: string, settings: ReadSettings): Nodes {
  const nodes = new GrowingNodes();
  const { weight, label } = nodes;
  const open: [item: Item, row: number][] = [[root, 0]];
  const toWeight = (value: unknown, key: string, row: number): number => {
    if (typeof value === "number" && value >= 0 && value < Infinity) return value;
    // As programs write sizes: "1.5 MB".
    const size = typeof value === "string" ? (parseNumber(value, PLAIN) ?? -1) : -1;
    if (size >= 0) return size;
    const shown = Array.isArray(value)
      ? "a list"
      : typeof value === "string"
        ? show(value)
        : JSON.stringify(value);
    const message = `${nodes.path(row)}/${key} is ${shown}: where keys are the names, a value is an object or a weight, a number not negative`;
    throw badFile(name, message, value);
  };
  const weightKeys = settings.weight === undefined ? OWN_WEIGHT : [settings.weight];
  let weightKey: string | undefined;
  for (let k = 0; k < open.length; k++) {
    const [item, row] = open[k]!;
    const before = label.length;
    for (const [key, value] of Object.entries(item)) {
      if (weightKeys.includes(key)) {
        weightKey ??= key;
        weight[row] = toWeight(value, key, row);
      } else if (isItem(value)) open.push([value, nodes.add(row, key)]);
      else nodes.add(row, key, toWeight(value, key, row));
    }
    // An object with nothing in it is a part that weighs nothing.
    if (label.length === before && Number.isNaN(weight[row])) weight[row] = 0;
  }
  if (settings.weight !== undefined && weightKey === undefined)
    throw badField(name, "weight", settings.weight, `no object has a key ${JSON.stringify(settings.weight)}`);
  const by = weightKey === undefined ? "" : `, weighed by ${JSON.stringify(weightKey)}`;
  return nodes.finish({ notes: [`objects with names as keys${by}`], heeds: ["weight"], otherwise: "sum" });
}
