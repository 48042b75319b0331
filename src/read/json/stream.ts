import { badFile } from "../faults.ts";
import type { ReadSettings } from "../options.ts";
import type { Nodes, Taker } from "../reader.ts";
import { JsonCutter, type CutTaker, type Owner } from "./cutter.ts";
import { childrenField, NestedRows, onlyTable, openItems, SAMPLE } from "./json.ts";
import { isItem, itemsOf, type Item } from "./json-text.ts";

/**
 * Begins to read long JSON in pieces: a list of rows, or nested objects. The beginning, as a value, tells which;
 * undefined for what has to be held as a whole.
 *
 * @param part - characters that are parsed at a time
 */
export function openJsonStream(beginning: unknown, settings: ReadSettings, part?: number): Taker | undefined {
  const { name } = settings;
  const isWrapped = (rows: readonly Item[]): boolean =>
    rows.length === 1 && onlyTable(rows[0]!) !== undefined;
  const tops = Array.isArray(beginning) ? itemsOf(beginning) : isItem(beginning) ? [beginning] : [];
  if (tops.length === 0 || (Array.isArray(beginning) && tops.length < beginning.length)) return undefined;
  const children = childrenField(tops, name, settings);
  if (children !== undefined) return openNested(tops, children, Array.isArray(beginning), settings, part);
  if (Array.isArray(beginning))
    return isWrapped(tops) ? undefined : openRows(undefined, tops, settings, part);
  const [top] = tops;
  const table = onlyTable(top!);
  if (!table || isWrapped(table) || childrenField(table, name, settings) !== undefined) return undefined;
  const key = Object.keys(top!).find((one) => top![one] === table)!;
  return openRows(key, table, settings, part);
}

function cutting(name: string, taker: CutTaker, part: number | undefined, end: () => Nodes): Taker {
  const cutter = new JsonCutter(name, taker, part);
  return {
    take: (piece) => cutter.take(piece),
    end: () => {
      cutter.end();
      return end();
    },
  };
}

/** Rows of a list, which may stand under a key of one object. */
function openRows(
  key: string | undefined,
  first: readonly Item[],
  settings: ReadSettings,
  part?: number,
): Taker {
  const { name } = settings;
  const table = openItems(first.slice(0, SAMPLE), name, settings, (row) => `${name}, entry ${row}`);
  let rows = 0;
  const taker: CutTaker = {
    isCut: (found, { above }) => !above && found === key,
    elements: (elements) => {
      const odd = elements.findIndex((item) => !isItem(item));
      if (odd >= 0)
        throw badFile(name, `entry ${rows + odd + 1} of the list is not an object`, elements[odd]);
      const items = elements as readonly Item[];
      for (const item of items) table.row(item, ++rows);
    },
    owner: () => undefined,
  };
  return cutting(name, taker, part, () => table.end());
}

/** Nested objects, of which only names and weights are kept. */
function openNested(
  tops: readonly Item[],
  children: string,
  isList: boolean,
  settings: ReadSettings,
  part?: number,
): Taker {
  const rows = new NestedRows(tops, children, settings.name, settings);
  const rowOf = (owner: Owner): number =>
    (owner.row ??= owner.above ? rows.nodes.add(rowOf(owner.above), undefined) : 0);
  const taker: CutTaker = {
    isCut: (key, { above }) => (isList && !above ? key === undefined : key === children),
    elements: (elements, owner) => {
      const row = rowOf(owner);
      for (const child of elements) rows.addBelow(rows.item(child, row), rows.nodes.add(row, undefined));
    },
    owner: (item, owner) => {
      if (isItem(item)) rows.fill(item, rowOf(owner), owner.isCut);
    },
  };
  return cutting(settings.name, taker, part, () => rows.finish());
}
