import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { weightedTree, type PathWeight } from "marquetry";
import { expect, it, test } from "vitest";
import { changesOf, compareTrees } from "../../src/cli/compare.ts";
import { folderWith, marquetry, tooltips } from "./support.ts";

const BEFORE = "path,size\nsrc/a.js,1000\nsrc/b.js,500\nlib/x.js,300\nold.js,90\n";
const AFTER = "path,size\nsrc/a.js,1500\nsrc/b.js,400\nlib/x.js,300\nnew/y.js,120\nnew/z.js,60\n";
const files = { "before.csv": BEFORE, "after.csv": AFTER };

test("tells the largest changes, a group that came as a whole by its name", async () => {
  const cwd = await folderWith(files);
  const { code, out } = await marquetry(["diff", "before.csv", "after.csv", "-q"], { cwd });
  expect(code).toBe(0);
  expect(out.split("\n")[0]).toBe("before.csv → after.csv: 1,890 → 2,380 (+490, +25.9%)");
  const rows = out.split("\n").slice(3, -1);
  expect(rows.map((row) => row.trim().split(/\s+/))).toEqual([
    ["src/a.js", "1,000", "1,500", "+500", "+50%"],
    ["new", "0", "180", "+180", "new"],
    ["src/b.js", "500", "400", "−100", "−20%"],
    ["old.js", "90", "0", "−90", "gone"],
  ]);
});

test.each([
  ["25%", 3],
  ["26%", 0],
  ["489", 3],
  ["490", 0],
])("a budget of %s ends with code %i", async (budget, code) => {
  const cwd = await folderWith(files);
  const outcome = await marquetry(["diff", "before.csv", "after.csv", "-q", "--fail-over", budget], { cwd });
  expect(outcome.code).toBe(code);
  expect(outcome.err).toMatch(code === 0 ? /^$/ : /^marquetry: over the budget: \+490, and no more than \+4/);
});

test.each(["much", "-5%", "5 percent"])("a budget of %s is refused", async (budget) => {
  const outcome = await marquetry(["diff", "before.csv", "after.csv", "--fail-over", budget]);
  expect([outcome.code, outcome.err]).toEqual([2, expect.stringContaining("takes a number or a part")]);
});

test("Markdown is escaped, and nothing in it is a link or a tag", async () => {
  const cwd = await folderWith({
    "a.csv": "path,size\na|b*,1\n<i>,2\n",
    "b.csv": "path,size\na|b*,2\n<i>,1\n",
  });
  const { out } = await marquetry(["diff", "a.csv", "b.csv", "-q", "--markdown"], { cwd });
  expect(out).toContain("| a\\|b\\* | 1 | 2 | +1 | +100% |");
  expect(out).toContain("| \\<i\\> | 2 | 1 | −1 | −50% |");
});

test("the picture has each node of both, and says what became of it", async () => {
  const cwd = await folderWith(files);
  const { code } = await marquetry(["diff", "before.csv", "after.csv", "-q", "-o", "growth.svg"], { cwd });
  expect(code).toBe(0);
  const svg = await readFile(join(cwd, "growth.svg"), "utf8");
  const told = tooltips(svg);
  expect(told).toContain("src/a.js: 1,000 › 1,500 (+500, +50%)");
  expect(told).toContain("old.js: 90 › 0 (−90)");
  expect(told).toContain("lib/x.js: 300, as before");
});

test.each([
  ["changes.csv", "path,before,after,change\nsrc/a.js,1000,1500,500\nnew,0,180,180\n"],
  ["changes.md", "| src/b.js | 500 | 400 | −100 | −20% |"],
  ["changes.json", '"path": "new"'],
])("writes %s", async (name, content) => {
  const cwd = await folderWith(files);
  expect((await marquetry(["diff", "before.csv", "after.csv", "-q", "-o", name], { cwd })).code).toBe(0);
  expect(await readFile(join(cwd, name), "utf8")).toContain(content);
});

test("neither input is overwritten", async () => {
  const cwd = await folderWith(files);
  for (const name of ["before.csv", "after.csv"]) {
    const { code, err } = await marquetry(["diff", "before.csv", "after.csv", "-o", name], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining(`the output ${name} is the input`)]);
  }
});

const tree = (paths: readonly PathWeight[]): ReturnType<typeof weightedTree.fromPaths> =>
  weightedTree.fromPaths(paths);

it("names that differ in a hash only are one", () => {
  const before = tree([
    ["index-4fe9a2c1.js", 5],
    ["chunk-AB12CD34.js", 2],
    ["worker-SXTERIPQ.js", 4],
    ["style-BkP-a_3x.css", 3],
    ["main.js", 1],
  ]);
  const after = tree([
    ["index-99ab01ff.js", 6],
    ["chunk-ZZ99XX88.js", 2],
    ["worker-QUGVQMNA.js", 4],
    ["style-DiwrgTda.css", 3],
    ["other.js", 1],
  ]);
  const changes = changesOf(compareTrees(before, after));
  expect(changes.map(({ path, before, after }) => [path, before, after])).toEqual([
    ["index-99ab01ff.js", 5, 6],
    ["main.js", 1, 0],
    ["other.js", 0, 1],
  ]);
});

it("plain words are no hashes", () => {
  const comparison = compareTrees(tree([["my-component.js", 1]]), tree([["my-interface.js", 1]]));
  expect(changesOf(comparison)).toHaveLength(2);
});

it("keeps the weights of both, whatever came and went, and changes sum up to the difference", () => {
  const path = fc
    .array(fc.constantFrom("a", "b", "c"), { minLength: 2, maxLength: 2 })
    .map((names) => `${names.join("/")}.js`);
  const paths = fc
    .dictionary(path, fc.integer({ min: 1, max: 50 }), { minKeys: 1 })
    .map(Object.entries<number>);
  fc.assert(
    fc.property(paths, paths, (one, other) => {
      const comparison = compareTrees(tree(one), tree(other));
      const { before, after } = comparison;
      const sum = (entries: [string, number][]): number =>
        entries.reduce((total, [, weight]) => total + weight, 0);
      expect([before[0], after[0]]).toEqual([sum(one), sum(other)]);
      const difference = changesOf(comparison).reduce(
        (total, { before, after }) => total + after - before,
        0,
      );
      expect(difference).toBe(sum(other) - sum(one));
    }),
  );
});
