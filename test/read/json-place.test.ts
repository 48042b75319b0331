import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault, lineAndColumn } from "../../src/read/json/json-place.ts";

const COMPLETE = /^expected the end, for the value is complete, but the text ends$/;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const json = fc
  .tuple(fc.jsonValue(), fc.constantFrom(0, 1, 2))
  .map(([value, indent]) => JSON.stringify(value, null, indent));
const damage = fc.tuple(
  fc.nat(),
  fc.constantFrom("", ",", "}", "]", "{", "[", '"', "\\", ":", "x", "0", "-", "\n", "\u0001"),
);

test("finds no fault in what the language parses, and one in what it does not", () => {
  fc.assert(
    fc.property(json, damage, (text, [at, inserted]) => {
      const place = at % (text.length + 1);
      const damaged = text.slice(0, place) + inserted + text.slice(place + (inserted === "" ? 1 : 0));
      const { message, offset } = findJsonFault(damaged);
      expect(COMPLETE.test(message) && offset === damaged.length).toBe(isJson(damaged));
    }),
    { numRuns: 3000 },
  );
});

test("what stands before the fault could still have become JSON", () => {
  const endings = [
    "",
    "}",
    "]",
    "0",
    "0}",
    '""}',
    '":0}',
    "e",
    "ue",
    "lse",
    "null}",
    ":0}",
    '"',
    '"}',
    '"]',
    'a"',
    ',"":0}',
    ",0]",
    "0]",
  ];
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (list, at) => {
      const text = JSON.stringify(list);
      const place = at % text.length;
      const { offset } = findJsonFault(`${text.slice(0, place)}x`);
      const before = text.slice(0, offset);
      expect(endings.some((ending) => isJson(before + ending))).toBe(true);
    }),
  );
});

test.for([
  ['{"a" 1}', '1:6: expected ":", but found "1"'],
  ["{'a': 1}", '1:2: expected a name in double quotes, but found "\'"'],
  ['["a\nb"]', '1:4: expected the end of the string, but found "\\n"'],
  ['["\\x"]', '1:3: expected an escape that JSON knows, but found "\\\\"'],
  ["[1,\n 2,\n]", '3:1: expected a value, but found "]"'],
  ["{} {}", '1:4: expected the end, for the value is complete, but found "{"'],
  ["[NaN]", '1:2: expected a value, but found "N"'],
  ["[😀]", '1:2: expected a value, but found "😀"'],
] as const)("%s", ([text, expected]) => {
  const { offset, message } = findJsonFault(text);
  expect(`${lineAndColumn(text, offset).join(":")}: ${message}`).toBe(expected);
});
