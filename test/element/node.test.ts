import { weightedTree } from "marquetry";
import { MarquetryMap } from "marquetry/element";
import { describe, expect, it } from "vitest";
import { heir, isLaterState, isWithin, treeOf } from "../../src/element/data.ts";
import { SearchIndex } from "../../src/element/search.ts";
import { dataOf, readAttribute, usualSettings } from "../../src/element/settings.ts";
import { containerOf, shapeOf } from "../../src/element/shape.ts";

it("the module loads where there is no document", () => expect(MarquetryMap).toBeTypeOf("function"));

describe("data", () => {
  it("may be a tree, nested, rows, or paths", () => {
    const nested = { name: "all", children: [{ name: "a", value: 2 }] };
    const tree = weightedTree(nested);
    expect(treeOf(tree, {})).toBe(tree);
    expect(treeOf(nested, {}).label(1)).toBe("a");
    expect(treeOf([{ id: "all" }, { id: "a", parent: "all", weight: 2 }], {}).label(1)).toBe("a");
    expect(
      treeOf(
        [
          ["x/a", 2],
          ["x/b", 1],
        ],
        {},
      ).size,
    ).toBe(4);
  });

  it("given as an attribute are JSON of an object", () => {
    expect(dataOf('{ "name": "all" }')).toEqual({ name: "all" });
    expect(() => dataOf("{")).toThrow("no JSON");
    expect(() => dataOf("7")).toThrow("an object or an array");
  });

  it("name the heir of a node that is gone: the nearest ancestor left", () => {
    const paths = (names: string[]) =>
      weightedTree.fromPaths(names.map((name): [string, number] => [name, 1]));
    const before = paths(["x/y/a", "x/y/b", "z/c"]);
    const after = paths(["x/d", "x/e", "z/c"]);
    const node = before.find(before.id(before.size - 1));
    expect(before.label(before.parent[node]!)).toBe("y");
    expect(after.label(heir(before, node, after))).toBe("x");
    expect(heir(before, 0, after)).toBe(0);
    expect(isLaterState(before, after)).toBe(true);
    expect(isLaterState(before, paths(["p/q", "r/s"]))).toBe(false);
    expect(isWithin(before, node, before.find(before.id(before.parent[node]!)))).toBe(true);
    expect(isWithin(before, 1, node)).toBe(false);
  });
});

describe("the search", () => {
  const tree = weightedTree({
    name: "all",
    children: ["Äpfel", "apfelmus", "Birne", "x"].map((name) => ({ name, value: 1 })),
  });
  it("minds neither case nor accents", () => {
    const labels = (text: string) => new SearchIndex(tree).find(text).map((i) => tree.label(i));
    expect(labels("APFEL").sort()).toEqual(["apfelmus", "Äpfel"]);
    expect(labels("  ")).toEqual([]);
    expect(labels("(")).toEqual([]);
  });
});

describe("the container", () => {
  it("is read from an attribute", () => {
    expect(shapeOf(null)).toBe("fill");
    expect(shapeOf(" circle ")).toBe("circle");
    expect(shapeOf("0,0 4,0 2,3")).toEqual([
      [0, 0],
      [4, 0],
      [2, 3],
    ]);
  });

  it("fits the screen", () => {
    const size = { width: 800, height: 300 };
    expect(containerOf("fill", size)).toEqual([800, 300]);
    expect(
      containerOf(
        [
          [0, 0],
          [4, 0],
          [2, 3],
        ],
        size,
      ),
    ).toEqual([
      [0, 0],
      [400, 0],
      [200, 300],
    ]);
    expect(containerOf("circle", size)).toHaveLength((containerOf("circle", size) as []).length);
    const xs = (containerOf("hexagon", size) as [number, number][]).map(([x]) => x);
    expect(Math.min(...xs) + Math.max(...xs)).toBeCloseTo(800);
  });
});

describe("attributes", () => {
  it("set padding and headers beside each other, and take them back", () => {
    const now = usualSettings();
    Object.assign(now, readAttribute("padding", "2", now));
    Object.assign(now, readAttribute("header", "18", now));
    expect(now.spacing).toEqual({ padding: 2, paddingTop: 18 });
    Object.assign(now, readAttribute("padding", null, now));
    expect(now.spacing).toEqual({ paddingTop: 18 });
  });

  it("have defaults", () => {
    const now = usualSettings();
    expect(readAttribute("engine", null, now)).toEqual({ engine: "greedy" });
    expect(readAttribute("searchable", "", now)).toEqual({ searchable: true });
    expect(readAttribute("wheel", "nonsense", now)).toEqual({ wheel: "zoom" });
    expect(readAttribute("duration", null, now)).toEqual({ duration: 600 });
  });
});
