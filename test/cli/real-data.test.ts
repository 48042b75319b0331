import { basename, dirname } from "node:path";
import { expect, test } from "vitest";
import { dataFile, knownData } from "../support/data.ts";
import { marquetry } from "./support.ts";

/** File, options, leaves. */
const FILES: readonly (readonly [file: string, argv: readonly string[], leaves: number])[] = [
  ["flare.json", [], 220],
  ["echarts-options.json", [], 3142],
  ["echarts-options.json", ["--weight", "$count"], 3142],
  ["node_modules.tsv.gz", [], 37_582],
  ["ansible.ls-tree.txt", [], 5053],
  ["timevarying/DutchNames", ["--no-header", "--id", "1", "--parent", "2", "--weight", "3"], 61],
];

test.for(FILES)("measures %s %j", async ([file, argv, leaves], { skip }) => {
  const path = dataFile(file);
  if (path === null) return skip(`${file} is not in the repository`);
  const options = [...argv, "--engine", "squarify,greedy", "--json"];
  const { code, out } = await marquetry(["measure", basename(path), ...options], { cwd: dirname(path) });
  expect(code).toBe(0);
  const result = JSON.parse(out) as {
    leaves: number;
    engines: { quality: { area: { maxError: number } } }[];
  };
  expect(result.leaves).toBe(leaves);
  for (const { quality } of result.engines) expect(quality.area.maxError).toBeLessThan(1e-9);
});

const withBudget = test.skipIf(dataFile("budget-with-negatives.csv") === null);

withBudget("a negative amount is told with its line", async () => {
  const argv = ["draw", "budget-with-negatives.csv", "--no-header", "--id", "1", "--weight", "2"];
  const { code, err, out } = await marquetry(argv, { cwd: dirname(knownData("budget-with-negatives.csv")) });
  expect(err).toBe("marquetry: budget-with-negatives.csv:166: the weight -231740 is negative\n");
  expect({ code, out }).toEqual({ code: 1, out: "" });
});

test.skipIf(dataFile("world-population.csv") === null)(
  "of countries of many years the last year is taken, and told",
  async () => {
    const argv = ["draw", "world-population.csv", "--id", "Country Code"];
    const { code, err } = await marquetry(argv, { cwd: dirname(knownData("world-population.csv")) });
    expect(code).toBe(0);
    expect(err).toContain('of the years in "Year" the last is taken, 2024, with 265 of 17195 rows');
  },
);
