import { badFile, UsageError } from "../failure.ts";
import type { FieldName, InputOptions, TableFields } from "./source.ts";

/** Names looked for where the user gives none, the likeliest first. */
export const USUAL = {
  weight: ["value", "weight", "size", "count", "bytes", "amount"],
  id: ["id", "name", "key", "node", "label"],
  parent: ["parent", "parentid", "parentname"],
  label: ["name", "label", "title"],
  path: ["path", "file", "name", "label", "id", "key"],
  children: ["children", "groups", "contents", "nodes"],
} as const;

type Role = keyof typeof USUAL;

/** Finds the fields of a table of nodes: rows that name their parent, or else paths. */
export function tableFields(names: readonly string[], options: InputOptions, what: string): TableFields {
  const weight = pick(names, "weight", options.weight, what) ?? missing(names, "weight", what);
  const parent = pick(names, "parent", options.parent, what);
  const role = parent === undefined ? "path" : "id";
  const id = pick(names, role, options.id, what) ?? missing(names, "id", what);
  if (parent === undefined) return { id, weight };
  const label = pick(names, "label", options.label, what);
  return { id, weight, parent, ...(label === undefined || label === id ? {} : { label }) };
}

/** How a table is understood, and what the user may say of it. */
export function describe({ id, weight, parent }: TableFields): { note: string; heeds: readonly FieldName[] } {
  const by = `weighed by ${JSON.stringify(weight)}`;
  const quoted = JSON.stringify(id);
  return parent === undefined
    ? { note: `paths ${quoted} ${by}`, heeds: ["id", "weight"] }
    : {
        note: `rows ${quoted} with parent ${JSON.stringify(parent)} ${by}`,
        heeds: ["id", "parent", "weight", "label"],
      };
}

/** The field of that role: the user's own, which must exist, or one with a usual name. */
export function pick(
  names: readonly string[],
  role: Role,
  wanted: string | undefined,
  what: string,
): string | undefined {
  if (wanted !== undefined) {
    if (names.includes(wanted)) return wanted;
    throw new UsageError(
      `${what} has no field ${JSON.stringify(wanted)} (--${role === "path" ? "id" : role}); ${listFields(names)}`,
    );
  }
  for (const usual of USUAL[role]) {
    const found = names.find((name) => plain(name) === usual);
    if (found !== undefined) return found;
  }
  return undefined;
}

function missing(names: readonly string[], role: "weight" | "id", what: string): never {
  const usual = USUAL[role].slice(0, 4).join(", ");
  throw badFile(
    what,
    `no field is called ${usual} or the like: name the one that holds the ${role} with --${role}; ${listFields(names)}`,
  );
}

const MOST_LISTED = 12;
const LONGEST_NAME = 30;

export function listFields(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map(quote);
  return `its fields are ${shown.join(", ")}${names.length > MOST_LISTED ? ", …" : ""}`;
}

function quote(name: string): string {
  return JSON.stringify(name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);
}

/** `Parent_ID` and `parentId` are the same name. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_\s-]/g, "");
}
