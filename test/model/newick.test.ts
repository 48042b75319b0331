import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MarquetryError, weightedTree, type WeightedTree } from "marquetry";
import { dataFile } from "../support/data.ts";
import { expectWellFormed } from "./invariants.ts";

/** A tree as nested arrays of the test's own. */
interface Branch {
  name: string;
  length: number | undefined;
  children: Branch[];
}

const name = fc.oneof(
  fc.constant(""),
  fc.stringMatching(/^[A-Za-z0-9_.|-]{1,6}$/),
  fc.string({
    minLength: 1,
    maxLength: 5,
    unit: fc.constantFrom("a", "'", " ", "(", ")", ",", ":", ";", "[", "]", "é"),
  }),
);
const length = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined });
const { tree: branch } = fc.letrec<{ tree: Branch }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.record({ name, length, children: fc.constant<Branch[]>([]) }),
    fc.record({ name, length, children: fc.array(tie("tree"), { maxLength: 4 }) }),
  ),
}));

/** Writes with quotes, comments and blanks where they may stand. */
function write({ name, length, children }: Branch, noise: () => string): string {
  const inner =
    children.length > 0
      ? `(${children.map((child) => write(child, noise)).join(`${noise()},${noise()}`)})`
      : "";
  // A name of digits after a whole length would be taken for the rest of a decimal comma.
  const plain = /^[A-Za-z0-9_.|-]+$/.test(name) && !/^\d+(e\d+)?$/i.test(name);
  const label = plain || name === "" ? name : `'${name.replaceAll("'", "''")}'`;
  return `${noise()}${inner}${noise()}${label}${noise()}${length === undefined ? "" : `:${noise()}${length}`}`;
}

/** The same form from the tree read. */
function read(
  tree: WeightedTree<{ name: string | undefined; length: number | undefined }>,
  i: number,
): Branch {
  const { name = "", length } = tree.data(i);
  const first = tree.firstChild[i]!;
  const children = Array.from({ length: tree.childCount[i]! }, (_, k) => read(tree, first + k));
  return { name, length, children };
}

function errorOf(text: string): MarquetryError {
  try {
    weightedTree.fromNewick(text);
  } catch (error) {
    if (error instanceof MarquetryError) return error;
  }
  throw new Error(`no error for ${text}`);
}

describe("Newick", () => {
  test("comes back as it was written, with quotes, comments and blanks anywhere", () => {
    fc.assert(
      fc.property(
        branch,
        fc.infiniteStream(fc.constantFrom("", "", "", " ", "\n", "[c]", "[a [b]\n]")),
        (root, stream) => {
          const text = `${write(root, () => stream.next().value as string)};\n`;
          const tree = weightedTree.fromNewick(text, { sort: null });
          expectWellFormed(tree, false);
          expect(read(tree, 0)).toEqual(root);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("leaves weigh 1, or what the option says", () => {
    const text = "((a:1,b:2):3,'c d':4);";
    expect([...weightedTree.fromNewick(text).weight]).toEqual([3, 2, 1, 1, 1]);
    const tree = weightedTree.fromNewick(text, { weight: ({ length }) => length ?? 0 });
    expect(tree.weight[0]).toBe(7);
    expect(tree.data(tree.find("c d"))).toEqual({ name: "c d", length: 4 });
    expect(tree.source(tree.find("c d"))).toBe(4);
    expect(tree.find("nobody")).toBe(-1);
  });

  test("numbers in any notation, a missing end, one leaf, many children, inner names", () => {
    const tree = weightedTree.fromNewick("[&R] (a:1e-3,b:+.5E2,c:3.,d:-0.25)0.98:0", { sort: null });
    expect(Array.from({ length: 5 }, (_, i) => tree.data(i).length)).toEqual([0, 1e-3, 50, 3, -0.25]);
    expect(tree.label(0)).toBe("0.98");
    expect(weightedTree.fromNewick("leaf;").size).toBe(1);
    expect(weightedTree.fromNewick("(,,);").weight[0]).toBe(3);
    expect(weightedTree.fromNewick("((a));").height).toBe(2);
  });

  test.for([
    ["((a,b);", 'line 1, column 1, near "((a,b);": "(" is never closed'],
    ["(a,b));", 'line 1, column 6, near "(a,b));": ")" has no "(" before it'],
    [
      "(a,\nb c);",
      'line 2, column 3, near "(a, b c);": a node has two names: quote a name that holds blanks',
    ],
    ["(a:1:2,b);", 'line 1, column 5, near "(a:1:2,b);": a branch has two lengths'],
    ["(a:1x,b);", 'line 1, column 4, near "(a:1x,b);": a branch length must be a finite number'],
    ["(a:1e999,b);", 'line 1, column 4, near "(a:1e999,b);": a branch length must be a finite number'],
    ["(a:,b);", 'line 1, column 4, near "(a:,b);": a branch length must be a finite number'],
    ["(a:1 b,c);", 'line 1, column 6, near "(a:1 b,c);": a name comes before the length, not after it'],
    ["(a,'b);", `line 1, column 4, near "(a,'b);": a quote is never closed`],
    ["(a[b,c);", 'line 1, column 3, near "(a[b,c);": a comment is never closed'],
    ["(a]b,c);", 'line 1, column 3, near "(a]b,c);": "]" has no "[" before it'],
    ["a,b;", 'line 1, column 2, near "a,b;": "," stands outside all parentheses'],
    ["(a)(b);", 'line 1, column 4, near "(a)(b);": "(" cannot stand here: a "," is missing before it'],
    [
      "(a,b);(c,d);",
      'line 1, column 7, near "(a,b);(c,d);": something follows the end of the tree: give one tree',
    ],
    [
      "((a:0,5,b:0,5):1,c:1,5);",
      'line 1, column 6, near "((a:0,5,b:0,5):1,c:1,": a decimal comma: write "." in numbers, or quote a name that is a number',
    ],
    [
      "((a,b):1,5);",
      'line 1, column 9, near "((a,b):1,5);": a decimal comma: write "." in numbers, or quote a name that is a number',
    ],
    [
      "(a:-1,5e-3,b);",
      'line 1, column 6, near "(a:-1,5e-3,b);": a decimal comma: write "." in numbers, or quote a name that is a number',
    ],
    [
      "#NEXUS",
      'line 1, column 1, near "#NEXUS": this is no Newick text: of a NEXUS file, give what follows the = of one tree',
    ],
  ] as const)("%s is an error with its place", ([text, message]) => {
    const error = errorOf(text);
    expect([error.code, error.message]).toEqual(["bad-newick", message]);
  });

  test("names that are numbers are told from decimal commas", () => {
    for (const [text, leaves] of [
      ["(1:0,5:2);", ["1", "5"]],
      ["(a:0, 5);", ["a", "5"]],
      ["(a:0 ,5);", ["a", "5"]],
      ["(a:0,[c]5);", ["a", "5"]],
      ["(a:0,'5');", ["a", "5"]],
      ["(a:0.5,5);", ["a", "5"]],
      ["(a,5,6);", ["a", "5", "6"]],
      ["(a:0,5b,c);", ["a", "5b", "c"]],
      ["(a:0,(5,6):1);", ["a", "5", "6"]],
    ] as const) {
      const tree = weightedTree.fromNewick(text, { sort: null });
      expect(
        Array.from(tree.leaves(), (i) => tree.label(i)),
        text,
      ).toEqual(leaves);
    }
  });

  test("nothing at all is an empty tree, and what is no text bad input", () => {
    expect(errorOf(" \n[only a comment]").code).toBe("empty-tree");
    expect(errorOf(7 as unknown as string).code).toBe("bad-input");
    expect(() => weightedTree.fromNewick("(a,b);", { weight: () => -1 })).toThrow(/the weight of .*a is -1/);
  });

  test("a hundred thousand levels and a comment of a million brackets", () => {
    const depth = 100_000;
    const tree = weightedTree.fromNewick(`${"(".repeat(depth)}a${")".repeat(depth)};`);
    expect(tree.height).toBe(depth);
    expect(weightedTree.fromNewick(`${"[".repeat(1e6)}${"]".repeat(1e6)}a;`).size).toBe(1);
  });
});

describe("trees of species", () => {
  test.for([
    ["birds.tre", 9993],
    ["mammals.tre", 5364],
    ["hcv-not-ultrametric.nwk", 3876],
  ] as const)("%s", ([name, leaves], { skip }) => {
    const path = dataFile(name);
    if (path === null) return skip(`${name} is not in the repository`);
    const text = readFileSync(path, "utf8");
    const tree = weightedTree.fromNewick(text);
    let [depth, deepest] = [0, 0];
    for (const character of text) {
      depth += Number(character === "(") - Number(character === ")");
      deepest = Math.max(deepest, depth);
    }
    expect([tree.weight[0], tree.height]).toEqual([leaves, deepest]);
  });
});
