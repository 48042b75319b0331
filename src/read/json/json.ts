import { show } from "../../errors.ts";
import { badFile, badField, listFields } from "../faults.ts";
import { ownField, plain, USUAL, usualField } from "../fields.ts";
import { GrowingNodes } from "../nodes.ts";
import { isNumeric, numberFormat, parseNumber } from "../numbers.ts";
import type { ReadSettings } from "../options.ts";
import type { Claim, Input, Nodes, Reader } from "../reader.ts";
import { openTable } from "../tables/read-table.ts";
import type { RowTaker } from "../tables/table.ts";
import { valueOf } from "./json-reader.ts";
import { isItem, itemsOf, listOf, textOf, type Item } from "./json-text.ts";
import { readKeyed } from "./keyed.ts";

/** Nodes looked at to find out what the fields are called. */
export const SAMPLE = 10_000;

export const json: Reader = {
  name: "json",
  about: 'JSON: {"name": …, "children": [{"name": …, "value": 3}]}, a list of rows, or names as keys',
  claim: ({ json: text }): Claim => {
    if (!text) return "";
    // Of what is broken, it is the one that tells where.
    return "fault" in text ? 0.65 : 0.3;
  },
  read: (input, settings) => readJson(valueOf(input), input, settings),
};

/** Reads nested objects, a list of them, a list of rows, or objects whose keys are the names. */
export function readJson(value: unknown, { name }: Pick<Input, "name">, settings: ReadSettings): Nodes {
  if (Array.isArray(value)) return readList(value as unknown[], name, settings);
  if (!isItem(value))
    throw badFile(name, `a tree is an object or a list of objects, not ${JSON.stringify(value)}`, value);
  if (value["type"] === "FeatureCollection" && itemsOf(value["features"]).length > 0)
    return readPlaces(itemsOf(value["features"]), name, settings);
  const foreign = foreignKind(value);
  if (foreign !== undefined) throw badFile(name, `this is ${foreign.join(", which is no tree; ")}`);
  const children = childrenField([value], name, settings);
  if (children !== undefined) return readNested(value, [value], children, name, settings);
  // Where keys are the names no value is a text: one that is makes the whole a single leaf.
  const isLeaf = USUAL.label.some((field) => typeof value[field] === "string");
  const inside = Object.values(value).filter((part) => isItem(part) || itemsOf(part).length > 0);
  if (isLeaf && inside.length === 0) return readNested(value, [value], "children", name, settings);
  const columns = columnsOf(value);
  if (columns) return readArrays(columns, name, { ...settings, header: true });
  const records = recordsOf(value);
  if (records) return readItems(records, name, settings);
  // What is told of the whole may stand beside the one part that holds it.
  const [only] = inside;
  const isTold = Object.values(value).some((part) => typeof part === "string" && !isNumeric(part));
  if (
    inside.length === 1 &&
    (isTold || (isItem(only) && childrenField([only], name, settings) !== undefined))
  )
    return readJson(only, { name }, settings);
  if (isLeaf)
    throw badFile(
      name,
      `it is one node, and none of its fields lists children; ${listFields(Object.keys(value))}`,
    );
  const tops = Object.entries(value).flatMap(([key, item]) => (isItem(item) ? [{ name: key, ...item }] : []));
  if (tops.length === Object.keys(value).length && childrenField(tops, name, settings) !== undefined)
    return readList(tops, name, settings);
  const table = onlyTable(value);
  return table ? readList(table, name, settings) : readKeyed(value, name, settings);
}

/** The names of columns above their rows, where an object has lists of both: as databases and Google Charts write tables. */
function columnsOf(value: Item): unknown[][] | undefined {
  const schema = isItem(value["schema"]) ? value["schema"]["fields"] : undefined;
  const lists = ["columns", "cols", "meta", "fields"].map((field) => value[field]);
  const columns = listOf([schema, ...lists].find((list) => listOf(list).length > 1));
  const names = columns.map((one) =>
    isItem(one) ? (textOf(one["name"]) ?? textOf(one["label"])) : textOf(one),
  );
  if (names.length < 2 || names.includes(undefined)) return undefined;
  const cellsOf = (row: unknown): unknown[] =>
    listOf(isItem(row) ? (row["c"] ?? row["f"]) : row).map((cell) => (isItem(cell) ? cell["v"] : cell));
  const rows = listOf(["rows", "data", "values"].map((field) => value[field]).find(Array.isArray)).map(
    cellsOf,
  );
  return rows.length > 0 && rows.every((row) => row.length === names.length) ? [names, ...rows] : undefined;
}

/** The list of objects in an object, if it has just one. */
export function onlyTable(value: Item): readonly Item[] | undefined {
  const lists = Object.values(value).filter((list) => Array.isArray(list) && list.length > 0) as unknown[][];
  const [only] = lists;
  return lists.length === 1 && only!.every(isItem) ? only : undefined;
}

/** Kinds of JSON files that are no trees, whatever numbers are in them. */
function foreignKind(value: Item): readonly string[] | undefined {
  const found = kindOf(value);
  return found === undefined
    ? undefined
    : [found.replace(/:.*/, ""), found.replace(/^[^:]*:? ?/, "") || "a table or nested objects are read"];
}

function kindOf(value: Item): string | undefined {
  if (/^(?:Feature(?:Collection)?|Topology|GeometryCollection)$/.test(String(value["type"])))
    return "a map of places (GeoJSON)";
  if (Array.isArray(value["traceEvents"])) return "a trace of Chromium";
  if ("nbformat" in value && "cells" in value) return "a notebook";
  if (isItem(value["log"]) && "entries" in value["log"]) return "an HTTP archive";
  if (isItem(value["snapshot"]) && Array.isArray(value["strings"]))
    return "a heap snapshot: a .heapprofile is read";
  if (Array.isArray(value["nodes"]) && (Array.isArray(value["links"]) || Array.isArray(value["edges"])))
    return "a graph of nodes and links";
  if ("version" in value && (isItem(value["scripts"]) || isItem(value["dependencies"])))
    return "a package.json: npm ls --all --json prints the packages";
  return undefined;
}

/** Rows whose names are the keys: where all values are like objects with texts in them, which weigh nothing. */
function recordsOf(value: Item): Item[] | undefined {
  const entries = Object.entries(value);
  const isRecord = (item: unknown): boolean =>
    isItem(item) && Object.values(item).every((cell) => typeof cell !== "object" || cell === null);
  const hasTexts = entries.some(
    ([, item]) => isItem(item) && Object.values(item).some((cell) => typeof cell === "string"),
  );
  if (entries.length < 2 || !hasTexts || !entries.every(([, item]) => isRecord(item))) return undefined;
  return entries.map(([key, item]) => ({ key, ...(item as Item) }));
}

/** Places as rows of their properties. */
function readPlaces(places: readonly Item[], name: string, settings: ReadSettings): Nodes {
  const rows = places.map(({ id, properties }) => ({ ...(isItem(properties) ? properties : { id }) }));
  const nodes = readItems(rows, name, settings);
  return {
    ...nodes,
    notes: [`places of GeoJSON, by their properties: ${nodes.notes[0]!}`, ...nodes.notes.slice(1)],
  };
}

function readList(list: readonly unknown[], name: string, settings: ReadSettings): Nodes {
  if (list.length === 0) throw badFile(name, "the list is empty");
  const odd = list.findIndex((item) => !isItem(item));
  if (odd >= 0) {
    if (list.every((row) => Array.isArray(row)))
      return readArrays(list as readonly (readonly unknown[])[], name, settings);
    throw badFile(name, `entry ${odd + 1} of the list is not an object`, list[odd]);
  }
  const items = list as readonly Item[];
  if ("ph" in items[0]! && "ts" in items[0])
    throw badFile(name, "this is a trace of Chromium, which is no tree");
  const children = childrenField(items, name, settings);
  const inside = children === undefined && items.length === 1 ? onlyTable(items[0]!) : undefined;
  if (inside) return readList(inside, name, settings);
  if (children === undefined) return readItems(items, name, settings);
  if (items.length === 1) return readNested(items[0]!, items, children, name, settings);
  return readNested({ [children]: items }, items, children, name, settings);
}

/** Rows of cells: the first may name the columns. */
function readArrays(rows: readonly (readonly unknown[])[], name: string, settings: ReadSettings): Nodes {
  const [first = []] = rows;
  const hasHeader =
    settings.header ??
    (rows.length > 1 && first.length > 0 && first.every((cell) => typeof cell === "string"));
  if (!hasHeader && first.length !== 2)
    throw badFile(
      name,
      "a list of lists needs a first one that names the columns, or two columns: path and weight",
    );
  const fields = hasHeader ? first.map(String) : ["1", "2"];
  const body = hasHeader ? rows.slice(1) : rows;
  const own = hasHeader ? settings : { id: "1", weight: "2", ...settings };
  const sample = body.slice(0, MOST_SAMPLED);
  const placeOf = (k: number): string => `${name}, row ${k}`;
  const table = openTable({ fields, hasHeader, sample, place: name, notes: [], placeOf }, own);
  for (const [k, cells] of body.entries()) table.row(cells, k + 1);
  return table.end();
}

/** Rows to find out by what stands in the columns. */
const MOST_SAMPLED = 1000;

/** A table of objects, and their cells; the first ones tell its fields. */
export function openItems(
  first: readonly Item[],
  name: string,
  settings: ReadSettings,
  placeOf: (row: number) => string,
): RowTaker<Item> {
  const fields = namesOf(first);
  const cells = (item: Item): unknown[] => fields.map((field) => item[field]);
  const sample = first.slice(0, MOST_SAMPLED).map(cells);
  const table = openTable({ fields, hasHeader: true, sample, place: name, notes: [], placeOf }, settings);
  return { row: (item, at) => table.row(cells(item), at), end: table.end };
}

/** Reads a list of objects as a table, its rows counted from 1. */
export function readItems(items: readonly Item[], name: string, settings: ReadSettings): Nodes {
  const table = openItems(items, name, settings, (row) => `${name}, entry ${row}`);
  for (const [k, item] of items.entries()) table.row(item, k + 1);
  return table.end();
}

/** The names of the fields of some objects, each once. */
function namesOf(items: readonly Item[]): string[] {
  const names = new Set<string>();
  for (const item of items.slice(0, SAMPLE)) for (const name of Object.keys(item)) names.add(name);
  return [...names];
}

/** The field that lists the children, if any node at the top has one. */
export function childrenField(
  tops: readonly Item[],
  name: string,
  { children }: ReadSettings,
): string | undefined {
  const some = tops.slice(0, SAMPLE);
  if (children !== undefined) {
    if (some.some((item) => children in item)) return children;
    throw badField(name, "children", children, `no node at the top has a field ${JSON.stringify(children)}`);
  }
  const usual = USUAL.children.find((field) =>
    some.some((item) => {
      const list = item[field];
      return Array.isArray(list) && list.every(isItem) && (field !== "data" || "name" in item);
    }),
  );
  return usual ?? nestingField(some);
}

/** A field of any name that lists objects, some of which list more in the same field: nothing else but nesting does so. */
function nestingField(items: readonly Item[]): string | undefined {
  return namesOf(items).find((field) =>
    items.some((item) => itemsOf(item[field]).some((below) => itemsOf(below[field]).length > 0)),
  );
}

function readNested(
  root: Item,
  tops: readonly Item[],
  children: string,
  name: string,
  settings: ReadSettings,
): Nodes {
  const rows = new NestedRows(tops, children, name, settings);
  const { data } = rows.nodes;
  rows.addBelow(root, 0, (item, row) => void (data[row] = item));
  return rows.finish();
}

/** Nested objects as rows; the first ones tell what their fields are called. */
export class NestedRows {
  readonly nodes: GrowingNodes = new GrowingNodes();
  readonly #children: string;
  readonly #name: string;
  readonly #weighsOne: boolean;
  readonly #weights: readonly string[];
  readonly #read: WeightReader;
  readonly #nameOf: (item: Item) => string | undefined;

  constructor(tops: readonly Item[], children: string, name: string, settings: ReadSettings) {
    const leaves = sampleLeaves(tops, children);
    this.#weighsOne =
      settings.weight === undefined &&
      leaves.some((leaf) => usualLabel(leaf) !== undefined) &&
      !leaves.some(hasNumbers);
    const fields = namesOf([...tops.slice(0, SAMPLE), ...leaves]);
    const label = ownField(fields, "label", settings.label, name);
    const weight =
      ownField(fields, "weight", settings.weight, name) ?? (this.#weighsOne ? "" : weightField(leaves, name));
    this.#weights = this.#weighsOne ? [] : [weight, ...numbersOf(leaves).filter((field) => field !== weight)];
    this.#read = weightReader(weight, leaves, name, settings);
    const text =
      label ?? (leaves.some((leaf) => usualLabel(leaf) !== undefined) ? undefined : onlyText(leaves));
    this.#nameOf = (item) => (text === undefined ? usualLabel(item) : textOf(item[text]));
    this.#children = children;
    this.#name = name;
  }

  /** Fills the row of an object, and adds all that lies below it. */
  addBelow(top: Item, at: number, visit?: (item: Item, row: number) => void): void {
    const open: [item: Item, row: number][] = [[top, at]];
    for (let k = 0; k < open.length; k++) {
      const [item, row] = open[k]!;
      open[k] = undefined as never;
      visit?.(item, row);
      this.fill(item, row);
      const below = item[this.#children];
      if (below === undefined || below === null) continue;
      if (!Array.isArray(below))
        throw badFile(
          this.#name,
          `${JSON.stringify(this.#children)} of ${this.nodes.path(row)} is no list`,
          below,
        );
      for (const child of below as readonly unknown[])
        open.push([this.item(child, row), this.nodes.add(row, undefined)]);
    }
  }

  /** A child, which must be an object. */
  item(child: unknown, row: number): Item {
    if (isItem(child)) return child;
    throw badFile(this.#name, `a child of ${this.nodes.path(row)} is ${show(child)}, not an object`, child);
  }

  /** Gives a row its name and weight. */
  fill(item: Item, row: number, isInner: boolean = false): void {
    const { nodes } = this;
    nodes.label[row] = this.#nameOf(item);
    nodes.weight[row] = this.#read(item, () => nodes.path(row));
    const below = item[this.#children];
    const isEmpty = !isInner && (!Array.isArray(below) || below.length === 0);
    if (isEmpty && this.#weighsOne) nodes.weight[row] = 1;
    // Only a node with an empty list of children may do without a weight.
    else if (isEmpty && Array.isArray(below) && Number.isNaN(nodes.weight[row])) nodes.weight[row] = 0;
  }

  finish(): Nodes {
    const [weight] = this.#weights;
    const by = weight === undefined ? ": each leaf weighs 1" : `, weighed by ${JSON.stringify(weight)}`;
    const note = `nested objects with ${JSON.stringify(this.#children)}${by}`;
    const heeds = ["children", "weight", "label"] as const;
    return this.nodes.finish({ notes: [note], heeds, weights: this.#weights, otherwise: "sum" });
  }
}

const NAMES = [
  "name",
  "label",
  "title",
  "text",
  "id",
  "key",
  "path",
  "file",
  "dir",
  "function",
  "functionName",
];

/** The one field that holds texts, where there are no others. */
function onlyText(leaves: readonly Item[]): string | undefined {
  const isText = (value: unknown): boolean => typeof value === "string" && !isNumeric(value);
  const [only, ...others] = namesOf(leaves).filter((field) => leaves.some((leaf) => isText(leaf[field])));
  return others.length === 0 ? only : undefined;
}

/** A node as people name it: itself, or the datum that a d3 hierarchy keeps. */
function usualLabel(item: Item): string | undefined {
  for (const field of NAMES) {
    const found = textOf(item[field]);
    if (found !== undefined) return found;
  }
  const { data } = item;
  return isItem(data) ? usualLabel(data) : textOf(data);
}

type WeightReader = (item: Item, path: () => string) => number;

function weightReader(
  field: string,
  leaves: readonly Item[],
  name: string,
  { decimal }: ReadSettings,
): WeightReader {
  const valueOf = (item: Item): unknown =>
    item[field] ?? (isItem(item["data"]) ? item["data"][field] : undefined);
  const texts = leaves.map(valueOf).filter((value) => typeof value === "string");
  const format = numberFormat(texts, decimal);
  return (item, path) => {
    const value = valueOf(item);
    if (value === undefined || value === null) return NaN;
    const list = Array.isArray(value) ? (value as unknown[])[0] : value;
    const weight = typeof list === "string" ? parseNumber(list, format) : list;
    if (typeof weight === "number" && weight >= 0 && weight < Infinity) return weight;
    const shown = typeof value === "string" ? `the string ${show(value)}` : show(value);
    throw badFile(
      name,
      `the weight of ${path()} is ${shown}: it must be a finite number, not negative`,
      value,
    );
  };
}

function sampleLeaves(tops: readonly Item[], children: string): Item[] {
  const queue: unknown[] = [...tops.slice(0, SAMPLE)];
  const leaves: Item[] = [];
  for (let k = 0; k < queue.length; k++) {
    const node = queue[k];
    if (!isItem(node)) continue;
    const below = node[children];
    if (!Array.isArray(below) || below.length === 0) leaves.push(node);
    // Deep trees are followed down to a leaf even where wide ones are cut short.
    else queue.push(...(below as unknown[]).slice(0, Math.max(1, SAMPLE - queue.length)));
  }
  return leaves;
}

function isWeight(value: unknown): boolean {
  return (
    typeof value === "number" ||
    (typeof value === "string" && isNumeric(value)) ||
    // ECharts writes several values of a node as a list, the first of which is drawn.
    (Array.isArray(value) && typeof value[0] === "number")
  );
}

/** Fields that hold numbers, but not those that tell of a place in a tree or a picture. */
function numbersOf(leaves: readonly Item[]): string[] {
  const holds = (field: string): boolean => leaves.some((leaf) => isWeight(leaf[field]));
  return namesOf(leaves).filter(
    (field) => holds(field) && !/^(?:id|.*id|depth|height|level|x|y|x0|x1|y0|y1|group)$/.test(plain(field)),
  );
}

/** Whether there is anything in a leaf that may be its weight. */
function hasNumbers(leaf: Item): boolean {
  const { data } = leaf;
  return (
    Object.entries(leaf).some(([field, value]) =>
      !/^(?:id|.*id|depth|level|index)$/.test(plain(field)) &&
      !NAMES.includes(field) &&
      typeof value !== "string"
        ? isWeight(value)
        : USUAL.weight.includes(plain(field) as "value"),
    ) ||
    isItem(data) ||
    typeof data === "number"
  );
}

function weightField(leaves: readonly Item[], name: string): string {
  const holds = (field: string): boolean => leaves.some((leaf) => isWeight(leaf[field]));
  const fields = namesOf(leaves);
  const found = usualField(fields, "weight", holds);
  if (found !== undefined || leaves.length === 0) return found ?? USUAL.weight[0];
  const inner = namesOf(leaves.flatMap(({ data }) => (isItem(data) ? [data] : [])));
  const inData = usualField(inner, "weight");
  if (inData !== undefined) return inData;
  const others = numbersOf(leaves);
  if (others.length === 1) return others[0]!;
  throw badFile(
    name,
    `no leaf has a number called ${USUAL.weight.slice(0, 6).join(", ")}: name the field that holds it with the option weight; ${listFields(fields)}`,
  );
}
