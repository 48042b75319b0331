import { greedy, MarquetryError, squarify, voronoi, weightedTree } from "marquetry";
import { MarquetryMap } from "marquetry/element";
import { describe, expect, it } from "vitest";
import { heir, isLaterState, isWithin, treeOf } from "../../src/element/data.ts";
import { findLabels, foldedLabels } from "../../src/element/search.ts";
import {
  isSame,
  mapSettings,
  mapSettingsHelp,
  readAttribute,
  settle,
  settingNames,
  usualSettings,
  type MapSettings,
} from "../../src/element/settings.ts";
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
    expect(settle("data", '{ "name": "all" }')).toEqual({ name: "all" });
    expect(() => settle("data", "{")).toThrow("the data are no JSON");
    expect(() => settle("data", "7")).toThrow(
      'data must be a tree, nested objects, rows, or [path, weight] pairs, not "7"',
    );
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
    const labels = (text: string) => findLabels(foldedLabels(tree), text).map((i) => tree.label(i));
    expect(labels("APFEL").sort()).toEqual(["apfelmus", "Äpfel"]);
    expect(labels("  ")).toEqual([]);
    expect(labels("(")).toEqual([]);
  });
});

describe("the container", () => {
  it("is read from an attribute", () => {
    expect(shapeOf(" ")).toBe("fill");
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
  const set = (now: MapSettings, attribute: string, given: string | null): void => {
    const [name, value] = readAttribute(attribute, given, now);
    Object.assign(now, { [name]: settle(name, value) });
  };

  it("set padding and headers beside each other, and take them back", () => {
    const now = usualSettings();
    set(now, "padding", "2");
    set(now, "header", "18");
    expect(now.spacing).toEqual({ padding: 2, paddingTop: 18 });
    set(now, "padding", null);
    expect(now.spacing).toEqual({ paddingTop: 18 });
    expect(() => set(now, "padding", "2px")).toThrow(
      'spacing: padding must be a number ≥ 0 or a function, not "2px"',
    );
  });

  it("have defaults", () => {
    const now = usualSettings();
    for (const [name, given, value] of [
      ["engine", null, "greedy"],
      ["searchable", "", true],
      ["searchable", null, false],
      ["wheel", "ctrl", "ctrl"],
      ["duration", "250", 250],
      ["duration", null, 600],
      ["label", null, ""],
      ["data", null, null],
    ] as const) {
      set(now, name, given);
      expect(now[name]).toBe(value);
    }
  });
});

describe("a setting", () => {
  it.each(settingNames)("%s is set back by null and undefined, and has a line of help", (name) => {
    expect(settle(name, null)).toBe(mapSettings[name].usual);
    expect(settle(name, undefined)).toBe(usualSettings()[name]);
    expect(mapSettingsHelp[name]).toMatch(/^\S.*[^.]$/);
  });

  it.each([
    ["data", 5, "data must be a tree, nested objects, rows, or [path, weight] pairs, not 5"],
    ["dataOptions", "x", 'dataOptions must be an object, as weightedTree takes it, not "x"'],
    ["engine", 5, "an engine, as squarify(), or the name of one, not 5"],
    ["engine", squarify, "the engine is a function: call it, as squarify()"],
    ["container", "octagon", 'container must be "fill", "circle", "hexagon", the corners'],
    ["container", "hexagn", 'not "hexagn"; did you mean "hexagon"?'],
    ["container", [[0, 0], [1], [2, 2]], "not an array of 3"],
    ["container", "0,0 1,x 2,3", "the corners of a convex polygon"],
    ["spacing", { paddng: 2 }, 'spacing has no option "paddng"; did you mean padding?'],
    ["spacing", { container: [1, 1] }, 'spacing has no option "container"'],
    ["spacing", 5, "spacing must be an object, as { padding: 2 }, not 5"],
    ["drawing", { fontSiz: 12 }, 'drawing has no option "fontSiz"; did you mean fontSize?'],
    ["drawing", { root: 5 }, 'drawing has no option "root"'],
    ["drawing", { fontSize: -1 }, "drawing: fontSize must be"],
    ["tooltip", "name", 'tooltip must be a function, not "name"'],
    ["wheel", "ctr", 'wheel must be "zoom", "ctrl" or "none", not "ctr"; did you mean "ctrl"?'],
    ["label", 5, "label must be a text, not 5"],
    ["searchable", "maybe", 'searchable must be true or false, not "maybe"'],
    ["duration", "abc", 'duration must be a number ≥ 0, not "abc"'],
    ["duration", -1, "duration must be a number ≥ 0, not -1"],
    ["canvasAbove", NaN, "canvasAbove must be a number ≥ 0 or Infinity, not NaN"],
    ["workerAbove", "many", 'workerAbove must be a number ≥ 0 or Infinity, not "many"'],
    ["workerFactory", "worker.js", "workerFactory must be a function"],
  ] as const)("%s says what is wrong with %j", (name, value, message) => {
    expect(() => settle(name, value)).toThrow(message);
    expect(() => settle(name, value)).toThrow(MarquetryError);
  });

  it("is kept as a copy, and read from a text as templates set it", () => {
    const corners = [
      [0, 0],
      [4, 0],
      [2, 3],
    ];
    const kept = settle("container", corners);
    corners[0]![0] = 9;
    expect(kept).toEqual(settle("container", "0,0 4,0 2,3"));
    const spacing = { padding: 2 };
    expect(settle("spacing", spacing)).toEqual(spacing);
    expect(settle("spacing", spacing)).not.toBe(spacing);
    expect(settle("duration", "300")).toBe(300);
    expect(settle("searchable", "")).toBe(true);
    expect(settle("canvasAbove", "Infinity")).toBe(Infinity);
  });

  it("is the same if its content is", () => {
    expect(isSame({ padding: 2, areas: "gross" }, { areas: "gross", padding: 2 })).toBe(true);
    expect(isSame({ padding: 2 }, { padding: 2, round: true })).toBe(false);
    expect(isSame([[0, 1]], [[0, 1]])).toBe(true);
    expect(isSame([], {})).toBe(false);
    expect(isSame(null, {})).toBe(false);
    expect(isSame({ f: isSame }, { f: isSame })).toBe(true);
    expect(isSame({ f: () => 1 }, { f: () => 1 })).toBe(false);
    expect(isSame(greedy(), greedy())).toBe(true);
    expect(isSame(greedy(), greedy({ effort: "best" }))).toBe(false);
    expect(isSame(greedy(), { ...greedy(), partition: () => undefined })).toBe(false);
    const site = (): [number, number] => [1, 1];
    expect(isSame(voronoi({ sites: site }), voronoi({ sites: site }))).toBe(false);
  });
});
