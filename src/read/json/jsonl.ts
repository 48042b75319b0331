import { badFile } from "../faults.ts";
import { firstLines, takeLines } from "../lists/lines.ts";
import type { ReadSettings } from "../options.ts";
import type { Claim, Input, Reader, Taker } from "../reader.ts";
import { openItems, SAMPLE } from "./json.ts";
import { findJsonFault } from "./json-place.ts";
import { sampled } from "../tables/table.ts";
import { isItem, type Item } from "./json-text.ts";

export const jsonLines: Reader = {
  name: "jsonl",
  about: 'JSON Lines: a row a line, as {"id": "a", "parent": "r", "value": 2}',
  claim: ({ text }): Claim => {
    const sample = firstLines(text, 5);
    const isRow = (line: string): boolean => /^\s*\{.*\}\s*$/.test(line);
    return sample.length > 1 && sample.every(isRow) ? 0.9 : "";
  },
  open: openJsonLines,
};

function openJsonLines({ name, text }: Input, settings: ReadSettings): Taker {
  const placeOf = (line: number): string => `${name}:${line}`;
  const table = sampled<Item>(SAMPLE, (first) => {
    if (first.length === 0) throw badFile(name, "there are no rows in it");
    return openItems(
      first.map(({ row }) => row),
      name,
      settings,
      placeOf,
    );
  });
  return takeLines(
    text,
    (line, number) => {
      const item = parseLine(line, placeOf(number));
      if (!isItem(item)) throw badFile(placeOf(number), "the line is not a JSON object", item);
      table.row(item, number);
    },
    table.end,
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
