import { badFile, UsageError } from "../failure.ts";
import { describe, listFields, pick, tableFields, USUAL } from "./fields.ts";
import { findJsonFault, lineAndColumn } from "./json-place.ts";
import { readKeyed } from "./keyed.ts";
import type { Entry, InputOptions, Source, TableFields, Text } from "./source.ts";

type Item = Record<string, unknown>;

/** Nodes looked at to find out what the fields are called. */
const SAMPLE = 10_000;

/**
 * Reads JSON: nested objects with a list of children, a list of such objects, a list of rows that name their
 * parent or their path, or objects whose keys are the names.
 */
export function readJson(input: Text, options: InputOptions): Source {
  const data = parse(input);
  if (Array.isArray(data)) return readList(data as unknown[], input.name, options);
  if (typeof data !== "object" || data === null) {
    throw badFile(input.name, `a tree is an object or a list of objects, not ${JSON.stringify(data)}`);
  }
  const root = data as Item;
  // Where keys are the names no value is a text: one that is makes the whole a single leaf.
  const isLeaf = USUAL.label.some((field) => typeof root[field] === "string");
  const children = childrenField([root], input.name, options) ?? (isLeaf ? USUAL.children[0] : undefined);
  return children === undefined
    ? readKeyed(root, input.name, options)
    : readNested(root, [root], children, input.name, options);
}

function parse({ name, text }: Text): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const fault = findJsonFault(text);
    throw badFile(`${name}:${lineAndColumn(text, fault.offset).join(":")}`, fault.message);
  }
}

function readList(list: unknown[], name: string, options: InputOptions): Source {
  if (list.length === 0) throw badFile(name, "the list is empty");
  for (const [k, item] of list.entries()) {
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
      throw badFile(name, `entry ${k + 1} of the list is not an object`);
    }
  }
  const items = list as Item[];
  const children = childrenField(items, name, options);
  if (children === undefined) return readTableOf(items, name, options);
  if (items.length === 1) return readNested(items[0]!, items, children, name, options);
  return readNested({ [children]: items }, items, children, name, options);
}

/** The field that lists the children, if any node at the top has one. */
function childrenField(tops: readonly Item[], name: string, options: InputOptions): string | undefined {
  if (options.children !== undefined) {
    if (tops.some((item) => options.children! in item)) return options.children;
    throw new UsageError(
      `${name}: no node at the top has a field ${JSON.stringify(options.children)} (--children)`,
    );
  }
  return USUAL.children.find((field) => tops.some((item) => Array.isArray(item[field])));
}

function readNested(
  root: Item,
  tops: readonly Item[],
  children: string,
  name: string,
  options: InputOptions,
): Source {
  const leaves = sampleLeaves(tops, children);
  const label = pick([...namesOf(tops), ...namesOf(leaves)], "label", options.label, name);
  const weight = options.weight ?? weightField(leaves, name);
  const notes = [`nested objects with ${JSON.stringify(children)}, weighed by ${JSON.stringify(weight)}`];
  const fields = { children, weight, ...(label === undefined ? {} : { label }) };
  return { builder: "nested", data: root, fields, notes, heeds: ["children", "weight", "label"] };
}

function sampleLeaves(tops: readonly Item[], children: string): Item[] {
  const queue: unknown[] = [...tops.slice(0, SAMPLE)];
  const leaves: Item[] = [];
  for (let k = 0; k < queue.length; k++) {
    const node = queue[k];
    if (typeof node !== "object" || node === null) continue;
    const below = (node as Item)[children];
    if (!Array.isArray(below)) leaves.push(node as Item);
    // Deep trees are followed down to a leaf even where wide ones are cut short.
    else queue.push(...(below as unknown[]).slice(0, Math.max(1, SAMPLE - queue.length)));
  }
  return leaves;
}

function weightField(leaves: readonly Item[], name: string): string {
  const field = USUAL.weight.find((usual) => leaves.some((leaf) => typeof leaf[usual] === "number"));
  if (field !== undefined || leaves.length === 0) return field ?? USUAL.weight[0];
  throw badFile(
    name,
    `no leaf has a number called ${USUAL.weight.join(", ")}: name the field that holds the weight with --weight; ` +
      listFields(namesOf(leaves)),
  );
}

/** The names of the fields of some objects, each once. */
function namesOf(items: readonly Item[]): string[] {
  const names = new Set<string>();
  for (const item of items.slice(0, SAMPLE)) for (const name in item) names.add(name);
  return [...names];
}

function readTableOf(items: readonly Item[], name: string, options: InputOptions): Source {
  const fields = tableFields(namesOf(items), options, name);
  const { note, heeds } = describe(fields);
  return fields.parent === undefined
    ? { builder: "paths", entries: pathEntries(items, fields, name), notes: [note], heeds }
    : { builder: "objects", rows: items, fields, notes: [note], heeds };
}

/** The entries of paths; what is no weight is for the builder to refuse. */
function pathEntries(items: readonly Item[], { id, weight }: TableFields, name: string): Entry[] {
  return items.map((item, k) => {
    const path = item[id];
    if ((typeof path === "string" && path !== "") || typeof path === "number")
      return [String(path), item[weight] as number];
    throw badFile(name, `entry ${k + 1} of the list has no ${JSON.stringify(id)}`);
  });
}
