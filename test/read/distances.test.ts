import { expect, test } from "vitest";
import { readTree } from "../../src/subpaths/read.ts";

/** Names of the items below each node of a tree, those of two or more. */
async function groups(text: string, format?: string): Promise<string[]> {
  const { tree } = await readTree(text, { name: "some", ...(format !== undefined && { format }) });
  const found = Array.from({ length: tree.size }, (_, i) => (tree.isLeaf(i) ? [tree.label(i)] : []));
  for (let i = tree.size - 1; i > 0; i--) found[tree.parent[i]!]!.push(...found[i]!);
  return found.flatMap((names) => (names.length > 1 ? [names.sort().join("")] : [])).sort();
}

test("one matrix is the same tree, however it is written", async () => {
  const expected = ["abcd", "bc", "bcd"];
  for (const text of [
    ",a,b,c,d\na,0,9,9,9\nb,9,0,1,2\nc,9,1,0,2\nd,9,2,2,0\n",
    "a;0;9,0;9;9\nb;9;0;1;2\nc;9;1;0;2\nd;9;2;2;0\n".replace("9,0", "9"),
    "4\na 0 9 9 9\nb 9 0 1 2\nc 9 1 0 2\nd 9 2 2 0\n",
    "4\na\nb 9\nc 9 1\nd 9 2 2\n",
    "\ta\tb\tc\td\na\t0\t9\t9\t9\nb\t\t0\t1\t2\nc\t\t\t0\t2\nd\t\t\t\t0\n",
  ])
    expect(await groups(text), text).toEqual(expected);
  for (const text of ["0 9 9 9\n9 0 1 2\n9 1 0 2\n9 2 2 0\n", "[[0,9,9,9],[9,0,1,2],[9,1,0,2],[9,2,2,0]]"])
    expect(await groups(text)).toEqual(["0123", "12", "123"]);
});

test("condensed distances are read where they are said to be", async () => {
  for (const text of ["9\n9\n9\n1\n2\n2\n", "9 9 9 1 2 2\n", "[9,9,9,1,2,2]"])
    expect(await groups(text, "distances")).toEqual(["0123", "12", "123"]);
  await expect(readTree("9\n9\n9\n1\n2\n2\n")).rejects.toThrow(/say so by the option format, "distances"/);
  await expect(readTree("9\n9\n9\n1\n", { format: "distances" })).rejects.toThrow(/not a matrix/);
});

test("a matrix longer than what its format is found by is read", async () => {
  const size = 400;
  const distance = (i: number, j: number): string =>
    i === j ? "0" : (Math.floor(i / 2) === Math.floor(j / 2) ? 0.5 : 1 + Math.abs(i - j) / size).toFixed(4);
  const line = (i: number): string => Array.from({ length: size }, (_, j) => distance(i, j)).join(",");
  const text = Array.from({ length: size }, (_, i) => line(i)).join("\n");
  expect(text.length).toBeGreaterThan(2 ** 18);
  const { tree, format } = await readTree(text);
  expect([format, tree.leafCount]).toEqual(["distances", size]);
  const [first, second] = ["6", "7"].map((name) =>
    Array.from(tree.leaves()).find((i) => tree.label(i) === name)!,
  );
  expect(tree.parent[first!]).toBe(tree.parent[second!]);
});

test("merges of clusters that are merged already, or not there yet, are no linkage matrix", async () => {
  const whole = ["0 1 0.5 2", "2 5 1.5 3", "3 4 2 2", "6 7 4.2 5"];
  expect(await groups(whole.join("\n"))).toEqual(["01", "012", "01234", "34"]);
  for (const [at, line] of [
    [1, "2 0 1.5 2"],
    [1, "2 9 1.5 3"],
    [1, "2 5 1.5 4"],
  ] as const) {
    const wrong = whole.map((one, k) => (k === at ? line : one)).join("\n");
    await expect(readTree(wrong, { format: "linkage" })).rejects.toThrow(/not a linkage matrix/);
    const { format } = await readTree(wrong).catch(() => ({ format: "none" }));
    expect(format).not.toBe("linkage");
  }
});
