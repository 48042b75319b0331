import { badFile } from "../faults.ts";
import { firstLines, lines } from "../lists/lines.ts";
import type { ReadSettings } from "../options.ts";
import type { Claim, Input, Nodes, Reader } from "../reader.ts";
import { readTable } from "../tables/read-table.ts";
import { tableOf } from "./json.ts";
import { findJsonFault } from "./json-place.ts";
import { isItem, type Item } from "./json-text.ts";

export const jsonLines: Reader = {
  name: "jsonl",
  about: 'JSON Lines: a row a line, as {"id": "a", "parent": "r", "value": 2}',
  claim: ({ text }): Claim => {
    const sample = firstLines(text, 5);
    const isRow = (line: string): boolean => /^\s*\{.*\}\s*$/.test(line);
    return sample.length > 1 && sample.every(isRow) ? 0.9 : "";
  },
  read: readJsonLines,
};

function readJsonLines({ name, text }: Input, settings: ReadSettings): Nodes {
  const items: Item[] = [];
  const at: number[] = [];
  for (const [line, number] of lines(text)) {
    const value = parseLine(line, `${name}:${number}`);
    if (!isItem(value)) throw badFile(`${name}:${number}`, "the line is not a JSON object", value);
    items.push(value);
    at.push(number);
  }
  if (items.length === 0) throw badFile(name, "there are no rows in it");
  return readTable(
    tableOf(items, name, (row) => `${name}:${at[row - 1]!}`),
    settings,
  );
}

function parseLine(line: string, place: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { offset, message } = findJsonFault(line);
    throw badFile(`${place}:${offset + 1}`, message);
  }
}
