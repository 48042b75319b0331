import { badFile, count } from "../faults.ts";
import type { Nodes } from "../reader.ts";

/** One row of a list of nodes. */
export interface Row {
  readonly id: string;
  /** Null for a root. */
  readonly parent: string | null;
  /** NaN where it is left out. */
  readonly weight: number;
  readonly label: string | undefined;
  /** Where it stands. */
  readonly at: number;
}

/** How rows are linked. */
interface Linking {
  /** Whether the rows are edges, whose parents need no row of their own. */
  readonly isEdges: boolean;
  /** Whether a leaf without a weight weighs 1. */
  readonly weighsOne: boolean;
  /** Where a row stands, for messages. */
  readonly placeOf: (at: number) => string;
}

/**
 * Links rows to their parents. A root that no row names gets one: where one parent has no row of its own, that one;
 * where several rows have no parent, one above them all.
 */
export function linkRows(rows: readonly Row[], { isEdges, weighsOne, placeOf }: Linking): Nodes {
  const index = indexIds(rows, isEdges, placeOf);
  const parent: number[] = [];
  const weight = rows.map((row) => row.weight);
  const label = rows.map((row) => row.label);
  const ids: (string | undefined)[] = rows.map((row) => row.id);
  const roots: number[] = [];
  const unknown = new Map<string, number>();
  for (const [k, row] of rows.entries()) {
    let at = row.parent === null ? -1 : index.get(row.parent);
    if (at === undefined) {
      at = ids.push(row.parent!) - 1;
      index.set(row.parent!, at);
      unknown.set(row.parent!, k);
      weight.push(NaN);
      label.push(undefined);
    }
    parent[k] = at;
    if (at < 0) roots.push(k);
  }
  const notes: string[] = [];
  if (unknown.size > 0) {
    const [[id, k]] = unknown as unknown as [[string, number]];
    if (!isEdges && (roots.length > 0 || unknown.size > 1))
      throw badFile(placeOf(rows[k]!.at), `the parent ${JSON.stringify(id)} has no row of its own`, id);
    for (let row = rows.length; row < ids.length; row++) {
      parent[row] = -1;
      roots.push(row);
    }
    if (unknown.size === 1 && roots.length === 1)
      notes.push(`the root is ${JSON.stringify(id)}, which has no row of its own`);
  }
  if (roots.length > 1) {
    const top = ids.push(undefined) - 1;
    weight.push(NaN);
    label.push(undefined);
    parent.push(-1);
    for (const root of roots) parent[root] = top;
    notes.push(`${count(roots.length, "row")} without a parent are put under one root`);
  }
  if (weighsOne) weighLeaves(parent, weight);
  else checkLeaves(rows, parent, weight, placeOf);
  return { parent, weight, lookup: { id: (k) => ids[k], label: (k) => label[k] ?? ids[k] }, notes };
}

function innerRows(parent: readonly number[]): Uint8Array {
  const isInner = new Uint8Array(parent.length);
  for (const up of parent) if (up >= 0) isInner[up] = 1;
  return isInner;
}

function weighLeaves(parent: readonly number[], weight: number[]): void {
  for (const [k, isInner] of innerRows(parent).entries()) if (isInner === 0) weight[k] = 1;
}

function checkLeaves(
  rows: readonly Row[],
  parent: readonly number[],
  weight: readonly number[],
  placeOf: Linking["placeOf"],
): void {
  for (const [k, isInner] of innerRows(parent).entries()) {
    if (isInner === 1 || !Number.isNaN(weight[k])) continue;
    throw badFile(placeOf(rows[k]!.at), `the leaf ${JSON.stringify(rows[k]!.id)} has no weight`);
  }
}

function indexIds(rows: readonly Row[], isEdges: boolean, placeOf: Linking["placeOf"]): Map<string, number> {
  const ids = new Map<string, number>();
  for (const [k, { id, at }] of rows.entries()) {
    if (id === "") throw badFile(placeOf(at), "the row has no id");
    const other = ids.get(id);
    if (other !== undefined) {
      const first = placeOf(rows[other]!.at).replace(/^.*:(\d+)$/, "line $1");
      const what =
        isEdges && rows[other]!.parent !== rows[k]!.parent
          ? `${JSON.stringify(id)} has two parents: this is no tree`
          : `the id ${JSON.stringify(id)} is given twice`;
      throw badFile(placeOf(at), `${what}; the first is on ${first}`, id);
    }
    ids.set(id, k);
  }
  return ids;
}
