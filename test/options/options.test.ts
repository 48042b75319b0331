import { describe, expect, it } from "vitest";
import { nearest } from "../../src/options/nearest.ts";
import {
  callback,
  choice,
  either,
  field,
  flag,
  number,
  text,
  wholeNumber,
  type Option,
  type OptionTable,
} from "../../src/options/option.ts";
import { readOptions } from "../../src/options/read-options.ts";

interface Sample {
  readonly ratio?: number;
  readonly effort?: "fast" | "best";
  readonly colour?: unknown;
}

const TABLE: OptionTable<Sample> = {
  ratio: number({ min: 1 }, 3),
  effort: choice(["fast", "best"], "fast"),
  colour: callback(),
};

function read(given: unknown): Sample {
  return readOptions<Sample>("sample", TABLE, given);
}

describe("readOptions", () => {
  it("fills in defaults, leaves the rest out, and copies", () => {
    const given = { ratio: 5, colour: undefined };
    const settled = read(given);
    expect(settled).toEqual({ ratio: 5, effort: "fast" });
    given.ratio = 9;
    expect(settled.ratio).toBe(5);
    expect(read(undefined)).toEqual({ ratio: 3, effort: "fast" });
  });

  it.each([
    [{ ratoi: 1 }, 'sample has no option "ratoi"; did you mean ratio?'],
    [{ color: 1 }, 'sample has no option "color"; did you mean colour?'],
    [{ zzzzzz: 1 }, 'sample has no option "zzzzzz"; its options are ratio, effort, colour'],
    [{ ratio: 0.5 }, "sample: ratio must be a number ≥ 1, not 0.5"],
    [{ ratio: null }, "sample: ratio must be a number ≥ 1, not null"],
    [{ effort: "bset" }, 'sample: effort must be "fast" or "best", not "bset"; did you mean "best"?'],
    [{ colour: "red" }, 'sample: colour must be a function, not "red"'],
    [3, "sample takes its options as an object, as { ratio: … }, not 3"],
    [null, "sample takes its options as an object, as { ratio: … }, not null"],
    [[], "sample takes its options as an object, as { ratio: … }, not an array of 0"],
    ["best", 'sample takes its options as an object, as { ratio: … }, not "best"'],
  ])("refuses %o", (given, message) => {
    expect(() => read(given)).toThrow(
      expect.objectContaining({ name: "MarquetryError", code: "bad-option", message }),
    );
  });

  it("knows no option that every object has", () => {
    expect(() => read({ toString: 1 })).toThrow('sample has no option "toString"');
  });
});

describe("kinds of options", () => {
  const cases: [what: string, option: Option, good: unknown[], bad: unknown[]][] = [
    ["a number", number(), [0, -1.5], [NaN, Infinity, "1", null]],
    ["a number ≥ 0 and ≤ 2", number({ min: 0, max: 2 }), [0, 2], [-1, 3]],
    ["a number > 0 and < 2", number({ above: 0, below: 2 }), [1], [0, 2]],
    ["a number ≥ 1 or Infinity", number({ min: 1, infinite: true }), [1, Infinity], [0, -Infinity, NaN]],
    ["a whole number ≥ 1", wholeNumber({ min: 1 }), [1, 7], [1.5, 0, "1"]],
    ["true or false", flag(), [true, false], [0, "true"]],
    ['"a", "b" or null', choice(["a", "b", null]), ["a", null], ["c", undefined]],
    ["a text", text(), ["", "x"], [1]],
    ["a text or a function", field(), ["x", () => 1], [1, {}]],
    ["a number or a text", either(number(), text()), [1, "x"], [NaN]],
  ];
  it.each(cases)("%s", (takes, option, good, bad) => {
    expect(option.takes).toBe(takes);
    for (const value of good) expect(option.allows(value)).toBe(true);
    for (const value of bad) expect(option.allows(value)).toBe(false);
  });

  it("are read from text", () => {
    expect(number().parse!(" 1.5 ")).toBe(1.5);
    expect(number().parse!("")).toBeNaN();
    expect(flag().parse!("true")).toBe(true);
    expect(choice([1, "a"]).parse!("1")).toBe(1);
    expect(choice([1, "a"]).parse!("b")).toBe("b");
    expect(either(number(), text()).parse!("7")).toBe(7);
    expect(either(number(), text()).parse!("seven")).toBe("seven");
    expect(either(number(), callback()).parse!("x")).toBeNaN();
    expect(callback().parse).toBeUndefined();
  });
});

describe("nearest", () => {
  it.each([
    ["gredy", "greedy"],
    ["grredy", "greedy"],
    ["geredy", "greedy"],
    ["Squarify", "squarify"],
    ["paddng", "padding"],
    ["xyz", undefined],
    ["", undefined],
  ])("%s is probably %s", (name, meant) => {
    expect(nearest(name, ["greedy", "squarify", "padding", "paddingTop"])).toBe(meant);
  });

  it("takes no long time for a long name", () => {
    expect(nearest("x".repeat(1e6), ["greedy"])).toBeUndefined();
  });
});
