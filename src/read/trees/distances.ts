import { chainLinkage, condensedPlace } from "../../model/linkage.ts";
import { badFile, count } from "../faults.ts";
import { isItem, listOf } from "../json/json-text.ts";
import { firstLines, lines } from "../lists/lines.ts";
import { isMissing, isNumber } from "../numbers.ts";
import type { Input, Nodes, Reader } from "../reader.ts";

type Cells = readonly string[];

/** Items whose distances fit into memory by far. */
const MOST_ITEMS = 12_000;

/** Merges of two clusters each, as scipy's `linkage` gives them: their numbers, their distance, and how many items they hold. */
export const linkage: Reader = {
  name: "linkage",
  about: "a linkage matrix of scipy: two clusters, their distance and the number of items, a line a merge",
  claim: (input) => {
    const rows = rowsOf(input, SAMPLE).filter((row, k) => k > 0 || row.every(isNumber));
    return rows.length > 1 && areMerges(rows, input.isWhole && rows.length < SAMPLE) ? 0.98 : "";
  },
  read: (input) => {
    const rows = rowsOf(input).filter((row, k) => k > 0 || row.every(isNumber));
    if (!areMerges(rows, true))
      throw badFile(
        input.name,
        "not a linkage matrix: each line merges two clusters that are not merged yet, 0 to n − 1 or those of earlier lines",
      );
    const items = rows.length + 1;
    const merges = rows.map(([first, second]) => [Number(first), Number(second)] as const);
    return dendrogram(items, merges, [], `a linkage matrix of ${count(items, "item")}: each weighs 1`);
  },
};

/** A square or triangle of distances. */
export const distances: Reader = {
  name: "distances",
  about:
    "a matrix of distances, clustered by their means: each item weighs 1; condensed ones have to be said to be",
  claim: (input) => {
    const rows = rowsOf(input, SAMPLE);
    const isWhole = input.isWhole && rows.length < SAMPLE;
    if (matrixOf(rows, isWhole)) return 0.98;
    const isPlain = isWhole && rows.length > 1 && rows.every((row) => row.length === 1 && isNumber(row[0]!));
    return isPlain && itemsOf(rows.length) > 0
      ? 'they may be distances in condensed form: say so by the option format, "distances"'
      : "";
  },
  read: (input) => {
    const rows = rowsOf(input);
    const square = matrixOf(rows, true) ?? condensedOf(rows.flat());
    if (!square)
      throw badFile(
        input.name,
        "not a matrix of distances: it is square, the same both ways, with 0 from an item to itself",
      );
    const { names, size, at } = square;
    if (size > MOST_ITEMS)
      throw badFile(input.name, `the distances of ${size} items are more than can be clustered`);
    const distance = new Float64Array((size * (size - 1)) / 2);
    for (let i = 0; i < size; i++)
      for (let j = i + 1; j < size; j++) distance[condensedPlace(size, i, j)] = at(i, j);
    const { first, second } = chainLinkage(distance, size, "average");
    const merges = Array.from(first, (a, k) => [a, second[k]!] as const);
    const note = `distances of ${count(size, "item")}, clustered by their means: each weighs 1`;
    return dendrogram(size, merges, names, note);
  },
};

/** Lines that tell. */
const SAMPLE = 60;

/** The cells of lines, or of a list of lists in JSON; none for other JSON. */
function rowsOf({ text, json }: Input, most: number = Infinity): Cells[] {
  if (json && !("value" in json)) return [];
  if (json) {
    const list = isItem(json.value) ? [] : listOf(json.value);
    return list.slice(0, most).map((row) => (Array.isArray(row) ? row : [row]).map(String));
  }
  const found = most < Infinity ? firstLines(text, most) : Array.from(lines(text), ([line]) => line);
  return found.filter((line) => !line.startsWith("#")).map(cellsOf);
}

function cellsOf(line: string): Cells {
  const mark = /[\t;,]/.exec(line)?.[0] ?? /\s+/;
  const cells = typeof mark === "string" ? line.split(mark) : line.trim().split(mark);
  return cells.map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

/** Whether each row merges two clusters that are there and not merged yet; of the first rows alone, their number is not known. */
function areMerges(rows: readonly Cells[], isWhole: boolean): boolean {
  const size: number[] = [];
  const items = isWhole ? rows.length + 1 : Infinity;
  return rows.every((row, k) => {
    const [first, second, distance, held] = row.map(Number) as [number, number, number, number];
    const isCluster = (one: number): boolean =>
      Number.isInteger(one) && one >= 0 && one < items + k && size[one] !== 0;
    if (row.length !== 4 || first === second || !(distance >= 0)) return false;
    if (!isCluster(first) || !isCluster(second) || !(Number.isInteger(held) && held >= 2)) return false;
    const sizeOf = (one: number): number => size[one] ?? 1;
    if (isWhole && sizeOf(first) + sizeOf(second) !== held) return false;
    size[first] = size[second] = 0;
    if (isWhole) size[items + k] = held;
    return true;
  });
}

interface Matrix {
  readonly size: number;
  readonly names: readonly string[];
  readonly at: (i: number, j: number) => number;
}

/** A square or triangle of distances, perhaps with names before and above it, or as PHYLIP writes them; undefined for others. */
function matrixOf(rows: readonly Cells[], isWhole: boolean): Matrix | undefined {
  const [top = []] = rows;
  const stated = top.length === 1 && /^\d+$/.test(top[0]!) ? Number(top[0]) : undefined;
  const hasHeader = stated === undefined && top.slice(1).some((cell) => !isNumber(cell));
  const body = stated !== undefined || hasHeader ? rows.slice(1) : rows;
  const isNamed = stated !== undefined || body.some(([first = ""]) => !isNumber(first) && !isMissing(first));
  const values = body.map((row) => (isNamed ? row.slice(1) : row));
  const columns = Math.max(0, ...values.map((row) => row.length));
  const size = stated ?? (isWhole ? body.length : columns);
  const names = isNamed ? body.map(([name = ""]) => name) : hasHeader ? top.slice(top.length - size) : [];
  const known = values.length;
  const isSquare = isWhole
    ? known === size && columns <= size && columns >= size - 1
    : known >= 3 && columns <= size;
  if (!isSquare || size < 2 || (size < 3 && names.length === 0)) return undefined;
  // A name that stands above is that which stands beside.
  if (hasHeader && isNamed && !names.every((name, k) => name === top.at(k - size) || size !== columns))
    return undefined;
  const cell = (i: number, j: number): number | undefined => {
    const text = values[i]?.[j];
    return text === undefined || isMissing(text) ? undefined : Number(text);
  };
  const at = (i: number, j: number): number => cell(i, j) ?? cell(j, i) ?? NaN;
  for (let i = 0; i < known; i++) {
    if ((cell(i, i) ?? 0) !== 0) return undefined;
    for (let j = 0; j < i; j++) {
      const [one, other] = [at(i, j), at(j, i)];
      if (!(one >= 0) || !(Math.abs(one - other) <= TOLERANCE * one)) return undefined;
    }
  }
  return { size, names, at };
}

/** Whether rows of cells are distances. */
export function isMatrix(rows: readonly Cells[], isWhole: boolean): boolean {
  return matrixOf(rows, isWhole) !== undefined;
}

/** Difference of the two ways that counts as rounding. */
const TOLERANCE = 1e-6;

/** How many items have so many distances; 0 where none have. */
function itemsOf(distances: number): number {
  const items = Math.round((1 + Math.sqrt(1 + 8 * distances)) / 2);
  return (items * (items - 1)) / 2 === distances ? items : 0;
}

function condensedOf(cells: Cells): Matrix | undefined {
  const size = itemsOf(cells.length);
  const values = cells.map(Number);
  if (size < 2 || !values.every((value) => value >= 0 && value < Infinity)) return undefined;
  return { size, names: [], at: (i, j) => values[condensedPlace(size, i, j)]! };
}

/** The tree of merges, of which the one at k makes cluster `items + k`. */
function dendrogram(
  items: number,
  merges: readonly (readonly [number, number])[],
  names: readonly string[],
  note: string,
): Nodes {
  const parent = new Int32Array(items + merges.length).fill(-1);
  for (const [k, [first, second]] of merges.entries()) parent[first] = parent[second] = items + k;
  const weight = Float64Array.from(parent, (_, row) => (row < items ? 1 : NaN));
  return {
    parent,
    weight,
    lookup: { label: (row) => (row < items ? (names[row] ?? String(row)) : undefined) },
    notes: [note],
  };
}
