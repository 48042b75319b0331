import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embedUltrametric, Ultrametric, ultrametric, weightedTree } from "marquetry";
import { embedHelp, embedOptions } from "../../src/embedding/embed.ts";
import { linkageHelp, linkageOptions } from "../../src/embedding/from-distances.ts";
import { ultrametricTreeHelp, ultrametricTreeOptions } from "../../src/embedding/from-tree.ts";
import { toleranceHelp, toleranceOptions } from "../../src/embedding/ultrametric.ts";
import { anything, blameOf } from "../support/anything.ts";

const u = ultrametric.fromNewick("((a:1,b:1):1,c:2);");
const tree = weightedTree({ age: 1, height: 2, children: [{ value: 1 }, { value: 2 }] });

/** Every public function with right arguments, its table, and how many of the arguments come before options. */
const functions = {
  "ultrametric.fromNewick": [ultrametric.fromNewick, ["(a:1,b:1);"], toleranceOptions, toleranceHelp],
  "ultrametric.fromDistances": [ultrametric.fromDistances, [[[0, 1], [1, 0]]], linkageOptions, linkageHelp], // prettier-ignore
  "ultrametric.fromPoints": [ultrametric.fromPoints, [[[0, 1], [1, 0]]], linkageOptions, linkageHelp], // prettier-ignore
  "ultrametric.fromTree": [ultrametric.fromTree, [tree], ultrametricTreeOptions, ultrametricTreeHelp],
  "ultrametric.check": [ultrametric.check, [[[0, 1], [1, 0]]], toleranceOptions, toleranceHelp], // prettier-ignore
  embedUltrametric: [embedUltrametric, [u], embedOptions, embedHelp],
} as const;

describe.each(Object.entries(functions))("%s", (owner, [call, right, table, help]) => {
  const run = call as (...args: unknown[]) => unknown;

  it("takes whatever it is given, or blames it", () => {
    fc.assert(fc.property(anything, anything, (a, b) => void blameOf(() => run(a, b))));
    fc.assert(fc.property(anything, (b) => void blameOf(() => run(...right, b))));
  });

  it("checks the value of every option before any work, by its name", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(table)), anything, (name, value) => {
        const option = (table as unknown as Record<string, { allows: (value: unknown) => boolean }>)[name]!;
        if (value === undefined || option.allows(value)) return;
        const error = blameOf(() => run(undefined, { [name]: value }));
        expect(error).toMatchObject({ code: "bad-option" });
        expect(error!.message).toContain(`${owner}: ${name} must be`);
      }),
    );
  });

  it("knows no other option, and guesses what was meant", () => {
    for (const name of Object.keys(table)) {
      const error = blameOf(() => run(...right, { [`${name.slice(0, -1)}q`]: 1 }));
      expect(error?.message).toMatch(new RegExp(`^${owner} has no option .*; did you mean ${name}\\?$`));
    }
    expect(blameOf(() => run(...right, { nonsense: undefined }))).toBeUndefined();
  });

  it("has a line of help for every option", () => {
    expect(Object.keys(help)).toEqual(Object.keys(table));
    for (const line of Object.values(help)) expect(line).toMatch(/\w$/);
  });
});

it("an ultrametric and an embedding blame numbers that no leaf has", () => {
  const embedding = embedUltrametric(u);
  fc.assert(
    fc.property(anything, (k) => {
      const isLeaf = k === 0 || k === 1 || k === 2;
      for (const call of [() => u.label(k as 0), () => u.distance(0, k as 0), () => embedding.point(k as 0)])
        expect(blameOf(call)?.code).toBe(isLeaf ? undefined : "bad-node");
    }),
  );
});

it("the class blames what is no tree, and diameters that are none", () => {
  fc.assert(
    fc.property(anything, anything, (a, b) => {
      expect(blameOf(() => new Ultrametric(a as never, b as never, b as never))).toBeDefined();
      expect(blameOf(() => new Ultrametric(u.tree, a as never, b as never))).toBeDefined();
    }),
  );
});

it("a height may be named", () => {
  expect(ultrametric.fromTree(tree, { height: "age" }).distance(0, 1)).toBe(2);
  expect(blameOf(() => ultrametric.fromTree(tree, { height: "aeg" }))).toMatchObject({
    code: "bad-distance",
  });
});

it("points very near or far from each other keep their distances", () => {
  const distance = (...points: number[][]): number => ultrametric.fromPoints(points).distance(0, 1);
  expect(distance([0, 0], [3e-200, 4e-200]) / 5e-200).toBeCloseTo(1, 12);
  expect(distance([0, 0], [3e200, 4e200]) / 5e200).toBeCloseTo(1, 12);
  expect(distance([1, 2], [1, 2])).toBe(0);
  for (const linkage of ["single", "average"] as const)
    expect(blameOf(() => ultrametric.fromPoints([[-1e308], [1e308]], { linkage }))?.code).toBe(
      "bad-distance",
    );
});

it("nothing that was handed over is read again", () => {
  const matrix = [[0, 1, 4], [1, 0, 5], [4, 5, 0]]; // prettier-ignore
  const labels = ["a", "b", "c"];
  const options = { labels, linkage: "single" as const };
  const made = ultrametric.fromDistances(matrix, options);
  const diameter = Float64Array.from(made.diameter);
  const copy = new Ultrametric(made.tree, diameter, made.leaves);
  matrix[0]![1] = 9;
  labels[0] = "z";
  labels.length = 1;
  diameter.fill(9);
  expect([made.label(0), made.label(2), made.distance(0, 1), copy.distance(0, 1)]).toEqual(["a", "c", 1, 1]);
  const points = [[0, 0], [1, 0]]; // prettier-ignore
  const placed = ultrametric.fromPoints(points);
  points[1]![0] = 7;
  expect(placed.distance(0, 1)).toBe(1);
});
