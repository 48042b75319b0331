import { weightedTree, type PathWeight, type WeightedTree } from "marquetry";
import Papa from "papaparse";

type Row = Record<string, unknown>;

/** Names of fields that hold a weight, the first that is there. */
const WEIGHTS = ["value", "size", "weight", "bytes", "count", "amount", "population", "total"];
const LABELS = ["name", "label", "title", "id"];

/** A tree of the text of a file: JSON, a table, or lines with a path and a number. */
export function readData(text: string): WeightedTree {
  const start = text.trimStart();
  if (start.startsWith("{") || start.startsWith("[")) return fromJson(JSON.parse(text) as object);
  const [first = ""] = start.split("\n", 1);
  return /[,;\t]/.test(first) && !/^\d+\t/.test(first) ? fromTable(text) : fromLines(text);
}

function fromJson(data: object): WeightedTree {
  if (Array.isArray(data)) {
    const rows = data as (Row | PathWeight)[];
    return Array.isArray(rows[0]) ? weightedTree.fromPaths(rows as PathWeight[]) : fromRows(rows as Row[]);
  }
  const values = Object.values(data);
  // One object of paths and numbers, as `{ "src/index.ts": 2048 }`.
  if (values.length > 0 && values.every((value) => typeof value === "number"))
    return weightedTree.fromPaths(Object.entries(data) as PathWeight[]);
  return weightedTree<Row>(data as Row, {
    weight: (node) => firstNumber(node),
    label: (node) => textOf(node[LABELS.find((field) => field in node) ?? ""]),
  });
}

function fromTable(text: string): WeightedTree {
  const { data, meta } = Papa.parse<Row>(text.trim(), {
    header: true,
    dynamicTyping: true,
    skipEmptyLines: true,
  });
  const fields = meta.fields ?? [];
  if (fields.includes("id") && fields.includes("parent")) return fromRows(data);
  // Several columns may be numbers: the last is the weight, the others may be years.
  const weight = [...fields].reverse().find((field) => data.every((row) => typeof row[field] === "number"));
  const levels = fields.filter((field) => field !== weight);
  return weightedTree.fromPaths(
    data.map((row): PathWeight => {
      const path = levels.map((field) => textOf(row[field])).join("/");
      return [path, weight === undefined ? 1 : (row[weight] as number)];
    }),
    { duplicates: "add" },
  );
}

function fromRows(rows: Row[]): WeightedTree {
  const fields = new Set(rows.flatMap((row) => Object.keys(row)));
  const weight = WEIGHTS.find((field) => fields.has(field)) ?? "weight";
  const label = LABELS.find((field) => fields.has(field)) ?? "id";
  return weightedTree.fromRows(rows, { weight, label });
}

function fromLines(text: string): WeightedTree {
  const entries = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): PathWeight => {
      const [, before, after] = /^\s*(\d[\d.]*)\s+(.+?)\s*$/.exec(line) ?? [];
      if (before !== undefined && after !== undefined) return [after, Number(before)];
      const [, path, weight] = /^(.*\S)\s+(\d[\d.]*)\s*$/.exec(line) ?? [];
      return path === undefined ? [line.trim(), 1] : [path, Number(weight)];
    });
  return weightedTree.fromPaths(entries, { duplicates: "add" });
}

/** The weight of a node; inner nodes need none. */
function firstNumber(node: Row): number {
  const field = WEIGHTS.find((name) => typeof node[name] === "number");
  return field === undefined ? 0 : (node[field] as number);
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
