import { weightedTree, type WeightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { Padding, paddingHelp, paddingOptions, type PaddingOptions } from "../../src/partition/padding.ts";
import { readOptions } from "../../src/options/read-options.ts";
import { errorOf } from "../model/invariants.ts";

const tree = weightedTree({ name: "r", children: [{ name: "a", value: 1 }] });

/** Between children, then above, at the right, below and at the left of them. */
function distances(options?: PaddingOptions, node = 0): number[] {
  const padding = new Padding(tree, options);
  return [padding.inner, padding.top, padding.right, padding.bottom, padding.left].map((of) => of(node));
}

describe("distances", () => {
  it("are 0 where nothing is asked for", () => {
    expect(distances()).toEqual([0, 0, 0, 0, 0]);
    expect(distances({})).toEqual([0, 0, 0, 0, 0]);
  });

  it("are the nearest option that says something of them", () => {
    expect(distances({ padding: 3 })).toEqual([3, 3, 3, 3, 3]);
    expect(distances({ paddingInner: 3 })).toEqual([3, 0, 0, 0, 0]);
    expect(distances({ paddingOuter: 3 })).toEqual([0, 3, 3, 3, 3]);
    expect(distances({ padding: 1, paddingOuter: 3 })).toEqual([1, 3, 3, 3, 3]);
    const sides = { paddingTop: 4, paddingRight: 5, paddingBottom: 6, paddingLeft: 7 };
    expect(distances({ padding: 1, paddingInner: 2, ...sides })).toEqual([2, 4, 5, 6, 7]);
    expect(distances({ padding: 1, paddingTop: 0 })).toEqual([1, 0, 1, 1, 1]);
  });

  it("may be told by node", () => {
    const paddingTop = (i: number, of: WeightedTree) => (of === tree ? 10 + i : NaN);
    expect(distances({ paddingTop }, 1)).toEqual([0, 11, 0, 0, 0]);
    expect(distances({ padding: () => 2, paddingTop }, 0)).toEqual([2, 10, 2, 2, 2]);
    expect(distances({ padding: () => 0 })).toEqual([0, 0, 0, 0, 0]);
  });

  it("let engines skip the work only where all are 0", () => {
    expect([new Padding(tree).none, new Padding(tree, { padding: 0 }).none]).toEqual([true, true]);
    for (const name of Object.keys(paddingOptions)) {
      expect(new Padding(tree, { [name]: 1 }).none).toBe(false);
      expect(new Padding(tree, { [name]: () => 0 }).none).toBe(false);
    }
  });

  it.each([-1, NaN, Infinity, undefined])("%o from a function is blamed on option and node", (value) => {
    for (const [name, of] of [
      ["paddingInner", 0],
      ["paddingTop", 1],
      ["paddingRight", 2],
      ["paddingBottom", 3],
      ["paddingLeft", 4],
    ] as const) {
      // prettier-ignore
      const padding = new Padding(tree, { [name]: () => value });
      const ask = [padding.inner, padding.top, padding.right, padding.bottom, padding.left][of]!;
      expect(errorOf(() => ask(1))).toMatchObject({
        code: "bad-option",
        message: `layout: ${name} must be a number ≥ 0, not ${value} at r/a`,
        path: "r/a",
        value,
      });
    }
  });

  it.each(["2", null, true, [3]])("takes no %j from a function", (value) => {
    const padding = new Padding(tree, { padding: () => value as never });
    expect(() => padding.inner(1)).toThrow(/paddingInner must be a number ≥ 0, not .* at r\/a$/);
  });

  it("have a line of help each, and are numbers or functions", () => {
    expect(Object.keys(paddingHelp)).toEqual(Object.keys(paddingOptions));
    for (const line of Object.values(paddingHelp)) expect(line).toMatch(/^room .*[^.]$/);
    for (const name of Object.keys(paddingOptions)) {
      const read = (value: unknown) => readOptions("layout", paddingOptions, { [name]: value });
      expect(read(0)).toEqual({ [name]: 0 });
      const distance = () => 1;
      expect(read(distance)).toEqual({ [name]: distance });
      for (const value of [-1, NaN, "2", null]) expect(errorOf(() => read(value)).code).toBe("bad-option");
    }
  });
});
