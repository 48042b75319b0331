import { badFile, UsageError } from "../failure.ts";
import { GrowingColumns, type InputOptions, type Source } from "./source.ts";

type Item = Record<string, unknown>;

/** Keys that hold the weight of the object they stand in, rather than name a part of it. */
const OWN_WEIGHT = ["$count", "$value", "$size", "$weight"];

/**
 * Reads objects whose keys are the names of the parts: a number is the weight of a leaf, an object is a node.
 * One key, "$count" or what the user names, may hold the weight of the object itself.
 */
export function readKeyed(root: Item, name: string, options: InputOptions): Source {
  const columns = new GrowingColumns("root");
  const { parent, weight, label } = columns;
  const open: [item: Item, row: number][] = [[root, 0]];
  const toWeight = (value: unknown, key: string, row: number): number => {
    if (typeof value === "number" && value >= 0 && value < Infinity) return value;
    const path = [key];
    for (let up = row; up >= 0; up = parent[up]!) path.push(label[up]!);
    const shown = Array.isArray(value) ? "a list" : JSON.stringify(value);
    const message = `${path.reverse().join("/")} is ${shown}: where keys are the names, a value is an object or a weight, a number not negative`;
    throw badFile(name, message);
  };
  const weightKeys = options.weight === undefined ? OWN_WEIGHT : [options.weight];
  let weightKey: string | undefined;
  for (let k = 0; k < open.length; k++) {
    const [item, row] = open[k]!;
    const before = label.length;
    for (const [key, value] of Object.entries(item)) {
      if (weightKeys.includes(key)) {
        weightKey ??= key;
        weight[row] = toWeight(value, key, row);
      } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        open.push([value as Item, columns.add(row, key)]);
      } else columns.add(row, key, toWeight(value, key, row));
    }
    // An object with nothing in it is a part that weighs nothing.
    if (label.length === before && Number.isNaN(weight[row])) weight[row] = 0;
  }
  if (options.weight !== undefined && weightKey === undefined)
    throw new UsageError(`${name}: no object has a key ${JSON.stringify(options.weight)} (--weight)`);
  const note = weightKey === undefined ? "" : `, weighed by ${JSON.stringify(weightKey)}`;
  return {
    builder: "columns",
    ...columns.finish(),
    notes: [`objects with names as keys${note}`],
    heeds: ["weight"],
  };
}
