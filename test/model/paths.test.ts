import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weightedTree } from "marquetry";
import { expectWellFormed } from "./invariants.ts";

const segment = fc.constantFrom(
  "a",
  "b",
  "c",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "名 前",
  "..",
);
const paths = fc.uniqueArray(
  fc.array(segment, { minLength: 1, maxLength: 6 }).map((names) => names.join("/")),
  {
    minLength: 1,
    maxLength: 60,
  },
);

describe("paths", () => {
  test("give every folder the weight of all paths under it, whatever the names", () => {
    fc.assert(
      fc.property(paths, fc.infiniteStream(fc.nat(99)), (list, weights) => {
        const entries = list.map((path) => [path, weights.next().value as number] as const);
        const tree = weightedTree.fromPaths(entries);
        expectWellFormed(tree);
        const total = (prefix: string): number =>
          entries.reduce((sum, [path, w]) => (`${path}/`.startsWith(prefix) ? sum + w : sum), 0);
        expect(tree.weight[0]).toBe(total(""));
        const found = new Set<number>();
        for (const path of list.flatMap((path) =>
          [...path.matchAll(/\/|$/g)].map((end) => path.slice(0, end.index)),
        )) {
          const i = tree.find(path);
          found.add(i);
          expect(tree.id(i)).toBe(path);
          expect(tree.path(i)).toBe(`root/${path}`);
          expect(tree.weight[i]).toBe(total(`${path}/`));
          expect(tree.data(i)).toBe(entries.find(([p]) => p === path));
        }
        const remainders = Array.from(tree.weight, (_, i) => i).filter((i) => tree.isRemainder(i)).length;
        expect(found.size + remainders + 1).toBe(tree.size);
      }),
    );
  });

  test("that are file and folder keep their weight as a remainder, or as the options say", () => {
    const entries = [
      ["a", 5],
      ["a/b", 2],
      ["a/c", 1],
    ] as const;
    const own = weightedTree.fromPaths(entries);
    expect([...own.weight]).toEqual([8, 8, 5, 2, 1]);
    expect([own.source(2), own.label(2), own.id(2)]).toEqual([-1, "(rest)", "a/(rest)"]);
    expect(own.find("a/(rest)")).toBe(2);
    expect([...weightedTree.fromPaths(entries, { innerWeight: "sum" }).weight]).toEqual([3, 3, 2, 1]);
    expect([...weightedTree.fromPaths(entries, { innerWeight: "total" }).weight]).toEqual([5, 5, 2, 2, 1]);
  });

  test("count separators before, after and twice for nothing", () => {
    const tree = weightedTree.fromPaths([
      ["/a/b", 1],
      ["a//c/", 2],
      ["/", 4],
    ]);
    expect([...tree.weight]).toEqual([7, 4, 3, 2, 1]);
    expect(["a/b", "/a//b/", "root/a/b", "a/d"].map((path) => tree.find(path))).toEqual([4, 4, 4, -1]);
    expect(tree.id(4)).toBe("a/b");
  });

  test("have separators of any length", () => {
    const tree = weightedTree.fromPaths(
      new Map([
        ["x::y/z", 1],
        ["x::w", 2],
      ]),
      { separator: "::" },
    );
    expect(tree.label(tree.find("x::y/z"))).toBe("y/z");
    expect(tree.size).toBe(4);
  });

  test("given twice add up where asked to", () => {
    const tree = weightedTree.fromPaths(
      [
        ["a", 1],
        ["b", 4],
        ["a", 2],
      ],
      { duplicates: "add" },
    );
    expect([...tree.weight]).toEqual([7, 4, 3]);
    expect(tree.data(2)).toEqual(["a", 3]);
  });
});
