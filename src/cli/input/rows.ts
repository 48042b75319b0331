import { badFile } from "../failure.ts";
import type { Row } from "./source.ts";

/**
 * Checks that rows make a tree, so that what is wrong is told with its line. Where all rows have a parent and
 * just one of these has no row of its own, that one is the root and gets one.
 */
export function checkRows(rows: Row[], line: (k: number) => number, name: string): string[] {
  const place = (k: number): string => `${name}:${line(k)}`;
  const ids = indexIds(rows, place, line);
  const parents = new Set<string>();
  const unknown = new Map<string, number>();
  let root = -1;
  for (const [k, { parent }] of rows.entries()) {
    if (parent === null) {
      if (root >= 0)
        throw badFile(place(k), `a second row without a parent; the first is on line ${line(root)}`);
      root = k;
    } else {
      parents.add(parent);
      if (!ids.has(parent) && !unknown.has(parent)) unknown.set(parent, k);
    }
  }
  const notes = unknown.size === 0 ? [] : [nameRoot(rows, unknown, root, place)];
  for (const [k, { id, weight }] of rows.entries()) {
    if (weight === undefined && !parents.has(id))
      throw badFile(place(k), `the leaf ${JSON.stringify(id)} has no weight`);
  }
  return notes;
}

/** Gives the one parent without a row of its own a row, if it can be the root. */
function nameRoot(
  rows: Row[],
  unknown: Map<string, number>,
  root: number,
  place: (k: number) => string,
): string {
  const [[id, k]] = unknown as unknown as [[string, number]];
  if (root >= 0 || unknown.size > 1)
    throw badFile(place(k), `the parent ${JSON.stringify(id)} has no row of its own`);
  rows.push({ id, parent: null, weight: undefined, label: undefined });
  return `the root is ${JSON.stringify(id)}, which has no row of its own`;
}

function indexIds(
  rows: readonly Row[],
  place: (k: number) => string,
  line: (k: number) => number,
): Map<string, number> {
  const ids = new Map<string, number>();
  for (const [k, { id }] of rows.entries()) {
    if (id === "") throw badFile(place(k), "the row has no id");
    const other = ids.get(id);
    if (other !== undefined)
      throw badFile(place(k), `the id ${JSON.stringify(id)} stands on line ${line(other)} too`);
    ids.set(id, k);
  }
  return ids;
}
