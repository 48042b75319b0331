import { badFile } from "../failure.ts";
import { GrowingColumns } from "./growing.ts";
import type { InputOptions, Source } from "./source.ts";

type Item = Record<string, unknown>;

/** Keys that hold the weight of the object they stand in, rather than name a part of it. */
const OWN_WEIGHT = ["$count", "$value", "$size", "$weight"];

/**
 * Reads objects whose keys are the names of the parts: a number is the weight of a leaf, an object is a node.
 * One key, "$count" or what the user names, may hold the weight of the object itself.
 */
export function readKeyed(root: Item, name: string, options: InputOptions): Source {
  const columns = new GrowingColumns();
  const open: [item: Item, row: number][] = [[root, columns.add(-1, "root", NaN)]];
  const weightKeys = options.weight === undefined ? OWN_WEIGHT : [options.weight];
  let weightKey: string | undefined;
  for (let k = 0; k < open.length; k++) {
    const [item, row] = open[k]!;
    const before = columns.size;
    let isWeighed = false;
    for (const [key, value] of Object.entries(item)) {
      if (weightKeys.includes(key)) {
        weightKey ??= key;
        columns.weigh(row, toWeight(value, key, columns, row, name));
        isWeighed = true;
      } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        open.push([value as Item, columns.add(row, key, NaN)]);
      } else {
        columns.add(row, key, toWeight(value, key, columns, row, name));
      }
    }
    // An object with nothing in it is a part that weighs nothing.
    if (columns.size === before && !isWeighed) columns.weigh(row, 0);
  }
  const notes = [
    `objects with names as keys${weightKey === undefined ? "" : `, weighed by ${JSON.stringify(weightKey)}`}`,
  ];
  return { builder: "columns", ...columns.finish(), notes };
}

function toWeight(value: unknown, key: string, columns: GrowingColumns, row: number, name: string): number {
  if (typeof value === "number" && value >= 0 && value < Infinity) return value;
  const path = columns.pathOf(row, key);
  const shown = Array.isArray(value) ? "a list" : JSON.stringify(value);
  throw badFile(
    name,
    `${path} is ${shown}: where keys are the names, a value is an object or a weight, a number not negative`,
  );
}
