import { Resvg } from "@resvg/resvg-js";
import {
  greedy,
  layout,
  MarquetryError,
  squarify,
  toSVG,
  toSVGChunks,
  weightedTree,
  type Partition,
  type SvgOptions,
} from "marquetry";
import { describe, expect, test } from "vitest";
import { allMaps, cornersOf, flare, readSvg, type Shape } from "./pictures.ts";

const container = [960, 600] as const;
const flat = layout(flare, { engine: squarify(), container });
const convex = layout(flare, { engine: greedy(), container });

const classOf = ({ attributes }: Shape) => attributes["class"] ?? "";
const leavesOf = (svg: string) => readSvg(svg).shapes.filter((shape) => /\bleaf\b/.test(classOf(shape)));
const shapesOf = (svg: string, name: string) => readSvg(svg).shapes.filter((shape) => shape.name === name);

/** A strict parser of another house: it throws where the text is not XML. */
function parse(svg: string): void {
  new Resvg(svg, { font: { loadSystemFonts: false } });
}

/** The leaves in the order in which they are drawn: depth first. */
function leavesDepthFirst(map: Partition, root = 0): number[] {
  const open = [root];
  const found: number[] = [];
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (map.isEmpty(i)) continue;
    const { firstChild, childCount } = map.tree;
    if (childCount[i] === 0) found.push(i);
    for (let c = firstChild[i]! + childCount[i]! - 1; c >= firstChild[i]!; c--) open.push(c);
  }
  return found;
}

describe.each(allMaps())("%s", (_name, map) => {
  const svg = toSVG(map, { minArea: 0 });

  test("is well-formed, and begins with <svg", () => {
    expect(svg.startsWith("<svg ")).toBe(true);
    for (const { attributes } of readSvg(svg).shapes) {
      for (const value of Object.values(attributes))
        expect(value).not.toMatch(/NaN|Infinity|undefined|null|^-0$/);
    }
    parse(svg);
  });

  test("draws every leaf that is not empty, at its place", () => {
    const leaves = leavesDepthFirst(map);
    const shapes = leavesOf(svg);
    expect(shapes.length).toBe(leaves.length);
    for (const [k, i] of leaves.entries()) {
      const cell = map.cell(i);
      const { x0, y0, x1, y1 } = map.bounds(i);
      const corners =
        cell.kind === "rect"
          ? [
              [x0, y0],
              [x0, y1],
              [x1, y1],
              [x1, y0],
            ]
          : cell.points;
      const drawn = cornersOf(shapes[k]!);
      expect(drawn.length).toBe(corners.length);
      for (const [c, [x, y]] of corners.entries()) {
        expect(Math.abs(drawn[c]![0]! - x!)).toBeLessThanOrEqual(0.00501);
        expect(Math.abs(drawn[c]![1]! - y!)).toBeLessThanOrEqual(0.00501);
      }
    }
  });

  test("gives every inner node a group with a tooltip and an id of its own", () => {
    const groups = readSvg(svg).shapes.filter((shape) => /\bbranch\b/.test(classOf(shape)));
    expect(groups.length).toBe([...map].filter((i) => !map.tree.isLeaf(i) && !map.isEmpty(i)).length);
    const ids = groups.map(({ attributes }) => attributes["id"]!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[\w.-]+$/);
  });
});

test("the same map and options give the same text", () => {
  expect(toSVG(flat)).toBe(toSVG(layout(flare, { engine: squarify(), container })));
});

describe("text from data", () => {
  const evil = `</title><script>alert("1")</script>&'\u0000\u001b\ud800\uffff`;
  const data = {
    name: evil,
    id: evil,
    children: [
      { name: evil, id: evil, value: 1 },
      { name: "b", value: 2 },
    ],
  };
  const map = layout(weightedTree(data), { engine: squarify(), container: [960, 600] });
  const everywhere: SvgOptions<typeof data> = {
    label: (d) => d.name,
    tooltip: (d) => d.name,
    name: evil,
    class: evil,
    idPrefix: evil,
    fontFamily: evil,
    stroke: evil,
    width: evil,
    height: evil,
    colour: () => `url(javascript:alert(1))" onload="alert(1)`,
    ids: "all",
  };

  test.each<[string, SvgOptions<typeof data>]>([
    ["by default", {}],
    ["through every option", everywhere],
  ])("cannot leave its place, %s", (_name, options) => {
    const svg = toSVG(map, options);
    const { shapes } = readSvg(svg);
    parse(svg);
    expect(svg).not.toContain("<script");
    expect(svg).not.toMatch(/[\p{Cc}\p{Cs}\uffff]/u);
    for (const { attributes } of shapes)
      expect(Object.keys(attributes).filter((key) => key.startsWith("on"))).toEqual([]);
  });

  test("of any script comes out unharmed", () => {
    const names = ["שלום", "漢字かな", "مرحبا", "👩‍👩‍👧", "naïve"];
    const words = weightedTree({ name: "root", children: names.map((name) => ({ name, value: 1 })) });
    const svg = toSVG(layout(words, { engine: squarify(), container }));
    for (const name of names) {
      // What is read from right to left is marked off, lest it turn the number beside it.
      expect(svg).toMatch(new RegExp(`${/[א-ي]/.test(name) ? `\u2068${name}\u2069` : name}: 1</title>`));
      expect(svg).toContain(`>${name}</text>`);
    }
  });

  test("is put to the label function with its node and map", () => {
    const seen: unknown[] = [];
    toSVG(map, { label: (...all) => void seen.push(all) });
    const expected = [...map].filter((i) => map.tree.isLeaf(i)).map((i) => [map.tree.data(i), i, map]);
    expect(seen).toEqual(expected);
  });
});

test("ids stay valid and differ, whatever the names", () => {
  const child = (name: string) => ({ name, children: [{ name: "x", value: 1 }] });
  const tree = weightedTree({
    name: "r",
    children: ["a b", "a/b", "a b", "a-b", "a-b-2", "1", "é"].map(child),
  });
  const svg = toSVG(layout(tree, { engine: squarify(), container }), { ids: "all", idPrefix: "p-" });
  const ids = readSvg(svg).shapes.flatMap(({ attributes }) => attributes["id"] ?? []);
  expect(ids.length).toBe(tree.size);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^p-[\p{L}\p{N}_.-]+$/u);
  expect(toSVG(flat, { ids: "none" })).not.toContain(" id=");
});

describe("size and precision", () => {
  const picture = (scale: number, x = 0, y = 0) =>
    toSVG(
      layout(flare, {
        engine: greedy(),
        container: { x0: x, y0: y, x1: x + 1000 * scale, y1: y + 625 * scale },
      }),
    );

  test.each([2 ** -40, 2 ** -200, 2 ** 30, 2 ** 300])(
    "a container scaled by %d gives the same picture",
    (scale) => expect(picture(scale)).toBe(picture(1)),
  );

  test("a container far from the origin gives the picture of the same one near", () => {
    expect(picture(1, 2 ** 40, -(2 ** 40))).toBe(picture(1));
  });

  test("a container of screen size keeps its coordinates", () => {
    expect(picture(0.5, 20, -30)).toContain('viewBox="20 -30 500 312.5" width="500" height="312.5"');
  });

  test.each([0, 1, 4, 6])("%d digits after the point", (precision) => {
    const svg = toSVG(convex, { precision });
    for (const shape of leavesOf(svg)) {
      for (const x of cornersOf(shape).flat()) expect(String(x)).toBe(String(Number(x.toFixed(precision))));
    }
  });

  test("cells that touch still touch when rounded", () => {
    const leaves = leavesOf(toSVG(flat, { precision: 0 }));
    const area = leaves.reduce((sum, shape) => sum + polygonArea(cornersOf(shape)), 0);
    expect(area).toBe(960 * 600);
  });

  test("width, height and margin", () => {
    expect(toSVG(flat, { width: "100%", margin: 8 })).toMatch(/viewBox="-8 -8 976 616" width="100%" role/);
    expect(toSVG(flat, { width: 480, height: 300 })).toContain(
      'viewBox="0 0 960 600" width="480" height="300"',
    );
  });
});

describe("zoom", () => {
  test("into a cell 1e-100 wide shows what a map of its own would", () => {
    // 700 levels of halves; the last inner node has three leaves.
    const levels = 700;
    const parent = [-1];
    for (let d = 0; d < levels; d++) parent.push(2 * d, 2 * d);
    parent.push(2 * levels, 2 * levels, 2 * levels);
    const leaf = new Set(parent.keys());
    for (const p of parent) leaf.delete(p);
    const weight = Float64Array.from(parent, (p, i) => {
      if (p === 2 * levels) return (i - 2 * levels) * 2 ** -levels;
      return leaf.has(i) ? 6 * 2 ** -(p / 2 + 1) : 0;
    });
    const tree = weightedTree.fromColumns({ parent: Int32Array.from(parent), weight }, { sort: null });
    const root = tree.parent[tree.size - 1]!;
    for (const engine of [squarify({ ratio: 1 }), greedy()]) {
      const map = layout(tree, { engine, container: [1000, 1000] });
      expect(map.area(root)).toBeLessThan(1e-200);
      const svg = toSVG(map, { root, precision: 6 });
      const { width, height } = readSvg(svg).shapes[0]!.attributes;
      expect(Math.max(Number(width), Number(height))).toBeCloseTo(1000, 6);
      const areas = leavesOf(svg).map((shape) => polygonArea(cornersOf(shape)));
      const whole = areas.reduce((sum, area) => sum + area, 0);
      // Six digits of a picture 1000 wide hold a share to about nine.
      for (const [k, share] of [1, 2, 3].entries()) expect(areas[k]! / whole).toBeCloseTo(share / 6, 7);
    }
  });

  test("shows the node's descendants only, and names it", () => {
    const root = flat.tree.firstChild[0]!;
    const svg = toSVG(flat, { root });
    expect(leavesOf(svg).length).toBe(leavesDepthFirst(flat, root).length);
    expect(svg).toContain(`aria-label="${flat.tree.label(root)}"`);
  });

  test("into a leaf, and into an empty cell", () => {
    const tree = weightedTree({
      name: "root",
      children: [
        { name: "a", value: 1 },
        { name: "b", value: 0 },
      ],
    });
    const map = layout(tree, { engine: squarify(), container });
    expect(leavesOf(toSVG(map, { root: 1 })).length).toBe(1);
    expect(leavesOf(toSVG(map, { root: 2 })).length).toBe(0);
    parse(toSVG(map, { root: 2 }));
  });
});

function polygonArea(corners: number[][]): number {
  let twice = 0;
  for (const [k, [x, y]] of corners.entries()) {
    const [u, v] = corners[(k + 1) % corners.length]!;
    twice += y! * u! - x! * v!;
  }
  return twice / 2;
}

describe("unusual trees", () => {
  test("a chain of 100,000 nodes nests no deeper than parsers allow", () => {
    const size = 100_000;
    const parent = Int32Array.from({ length: size }, (_, i) => i - 1);
    const weight = new Float64Array(size);
    weight[size - 1] = 1;
    for (const engine of [squarify(), greedy()]) {
      const svg = toSVG(layout(weightedTree.fromColumns({ parent, weight }), { engine, container }));
      expect(readSvg(svg).nesting).toBeLessThan(256);
      expect(leavesOf(svg).length).toBe(1);
      parse(svg);
    }
  });

  test("below 200 levels the cells are still all there, with their lines", () => {
    const depth = 300;
    const parent = new Int32Array(2 * depth + 1).map((_, i) => (i === 0 ? -1 : i - 1 - ((i - 1) % 2)));
    const weight = Float64Array.from(parent, (_, i) => (i % 2 === 1 || i === 2 * depth ? 1 : 0));
    const map = layout(weightedTree.fromColumns({ parent, weight }, { sort: null }), {
      engine: greedy(),
      container,
    });
    expect(leavesDepthFirst(map).length).toBe(depth + 1);
    expect(leavesOf(toSVG(map)).length).toBe(depth + 1);
    parse(toSVG(map));
  });

  test("a single node, and nodes without weight", () => {
    const one = layout(weightedTree({ name: "only", value: 1 }), { engine: squarify(), container });
    expect(leavesOf(toSVG(one)).length).toBe(1);
    const some = weightedTree({ name: "r", children: [0, 1, 0].map((value) => ({ value })) });
    expect(leavesOf(toSVG(layout(some, { engine: greedy(), container }))).length).toBe(1);
  });
});

describe("what is drawn", () => {
  test("tooltips tell the path and the weight", () => {
    expect(toSVG(flat)).toContain("<title>analytics/cluster/AgglomerativeCluster: 3,938</title>");
    expect(shapesOf(toSVG(flat, { tooltip: false }), "title")).toEqual([]);
    expect(shapesOf(toSVG(flat, { tooltip: (_d, i) => (i === 0 ? "all" : null) }), "title").length).toBe(1);
  });

  test("leaves alone without groups", () => {
    const shapes = readSvg(toSVG(flat, { groups: false, label: false })).shapes.map(({ name }) => name);
    expect(new Set(shapes)).toEqual(new Set(["svg", "rect", "title"]));
    expect(leavesOf(toSVG(flat, { groups: false })).length).toBe(leavesDepthFirst(flat).length);
  });

  test("inner nodes as lines round their children, or filled where padding lets them show", () => {
    const outlines = (svg: string) => shapesOf(svg, "rect").filter((shape) => classOf(shape) === "outline");
    const drawn = outlines(toSVG(flat, { strokeWidth: 2 })).map(({ attributes }) => attributes);
    const lines = drawn.filter(({ fill }) => fill === "none");
    expect(lines.length).toBe([...flat].filter((i) => !flat.tree.isLeaf(i)).length);
    const padded = layout(flare, { engine: squarify(), container, padding: 2 });
    for (const { attributes } of outlines(toSVG(padded))) expect(attributes["fill"]).toMatch(/^#/);
    expect(toSVG(padded)).toContain('stroke="none"');
  });

  test("text in black or white, with a white rim on a fill that cannot be read", () => {
    const texts = (colour: string) =>
      shapesOf(toSVG(flat, { colour: () => colour, branchLabels: "none" }), "text").map(
        ({ attributes }) => attributes,
      );
    for (const text of texts("#ffffff"))
      expect([text["fill"], text["stroke"]]).toEqual([undefined, undefined]);
    for (const text of texts("#000")) expect(text["fill"]).toBe("#fff");
    for (const text of texts("steelblue"))
      expect([text["fill"], text["stroke"], text["paint-order"]]).toEqual(["#000", "#fff", "stroke"]);
  });

  test("small cells under minArea are left to their parent's fill", () => {
    const svg = toSVG(flat, { minArea: 2000 });
    const drawn = leavesOf(svg).map((shape) => polygonArea(cornersOf(shape)));
    expect(Math.min(...drawn)).toBeGreaterThan(1990);
    expect(svg).toMatch(/class="outline"[^>]* fill="#/);
  });
});

test.each<[SvgOptions, string]>([
  [{ precision: 7 }, "bad-option"],
  [{ precision: 1.5 }, "bad-option"],
  [{ fontSize: NaN }, "bad-option"],
  [{ margin: -1 }, "bad-option"],
  [{ minArea: Infinity }, "bad-option"],
  [{ colour: "#fff" as never }, "bad-option"],
  [{ label: true as never }, "bad-option"],
  [{ tooltip: null as never }, "bad-option"],
  [{ root: -1 }, "bad-node"],
  [{ root: 1e6 }, "bad-node"],
  [{ root: 0.5 }, "bad-node"],
])("%j is refused", (options, code) => {
  const draw = () => toSVG(flat, options);
  expect(draw).toThrow(MarquetryError);
  expect(draw).toThrow(expect.objectContaining({ code }) as Error);
});

describe("what cannot be drawn", () => {
  const noText = Object.create(null) as string;
  test.each<[string, unknown]>([
    ["a symbol", Symbol("x")],
    ["an object without text", {}],
    ["an object without anything", noText],
    ["a function", () => "x"],
  ])("%s as a label, tooltip, count or colour is refused with the node's path", (_, value) => {
    const give = () => value as string;
    for (const options of [
      { label: give },
      { tooltip: give },
      { colour: give },
      { aggregate: give, minArea: 500 },
    ]) {
      const [name] = Object.keys(options);
      let error: unknown;
      try {
        toSVG(flat, options);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(MarquetryError);
      const { code, message, path } = error as MarquetryError;
      expect(code).toBe("bad-option");
      expect(message).toMatch(new RegExp(`^${name} gave .* for flare.*, not a `));
      expect(path).toMatch(/^flare/);
    }
  });

  test("an object that writes itself as a text is a text", () => {
    const date = new Date(0);
    const give = () => date as unknown as string;
    expect(toSVG(flat, { label: give, tooltip: give })).toBe(
      toSVG(flat, { label: () => String(date), tooltip: () => String(date) }),
    );
  });

  /** A map of so many leaves in a row of cells one pixel wide, of which nothing is there but what is asked for first. */
  function wide(leaves: number): Partition {
    const firstChild = new Int32Array(leaves + 1).fill(leaves + 1);
    const childCount = new Int32Array(leaves + 1);
    const weight = new Float64Array(leaves + 1).fill(1);
    [firstChild[0], childCount[0]] = [1, leaves];
    const tree = { firstChild, childCount, weight, size: leaves + 1, withWeights: undefined };
    const area = (i: number): number => (i % 1000 === 0 ? 9 : 1);
    const cells = {
      ...flat.cells,
      mostCorners: 4,
      corners: () => 4,
      area,
      ring: flat.cells.ring.bind(flat.cells),
    };
    return { tree, cells, region: flat.region, isEmpty: () => false } as unknown as Partition;
  }

  test("more leaves than fit into a string are refused before any is drawn, with advice", () => {
    for (const options of [{ minArea: 0 }, { tooltip: false, minArea: 0 }, { minArea: 1 }] as const) {
      const act = () => toSVG(wide(10_000_000), options);
      expect(act).toThrow(MarquetryError);
      expect(act).toThrow(/10000000 cells.*minArea.*root.*drawCanvas/);
    }
    // What is smaller is drawn together: it is not counted, and the drawing begins.
    expect(() => toSVG(wide(10_000_000), { minArea: 2 })).not.toThrow(/cells is more text/);
  });

  test("a picture that grows too long while it is drawn is refused, too", () => {
    const long = "x".repeat(2 ** 27);
    const act = () => toSVG(flat, { label: false, tooltip: () => long });
    expect(act).toThrow(MarquetryError);
    expect(act).toThrow(/more text than a string can hold/);
  });
});

describe("in pieces", () => {
  const leaves = Array.from({ length: 5000 }, (_, k) => ({ name: `${k} of many`, value: 1 + (k % 7) }));
  const large = layout(weightedTree({ children: leaves }), { engine: squarify(), container: [3000, 2000] });

  test("the text is the same, of every engine", () => {
    for (const [name, map] of allMaps())
      expect([...toSVGChunks(map, { title: "a" })].join(""), name).toBe(toSVG(map, { title: "a" }));
  });

  test("no piece is long, be there ever so many cells, labels or words", () => {
    const words = "word ".repeat(10_000);
    for (const [map, options] of [
      [large, {}],
      [flat, { tooltip: () => words }],
    ] as const) {
      const lengths = Array.from(toSVGChunks(map, options), ({ length }) => length);
      expect(lengths.length).toBeGreaterThan(9);
      expect(Math.max(...lengths)).toBeLessThan(2 ** 17);
    }
  });

  test("pictures that are drawn at the same time do not meet, and one given up leaves no trace", () => {
    const wanted = [toSVG(large), toSVG(flat)];
    const [given, one, other] = [toSVGChunks(large), toSVGChunks(large), toSVGChunks(flat)];
    const pieceOf = (pieces: Iterator<string>): string => {
      const next = pieces.next();
      return next.done === true ? "" : next.value;
    };
    given.next();
    const texts = ["", ""];
    for (let k = 0; k < 100; k++) {
      texts[0]! += pieceOf(one);
      texts[1]! += pieceOf(other);
      toSVG(convex);
    }
    given.return!();
    expect(texts).toEqual(wanted);
    expect(toSVG(flat)).toBe(wanted[1]);
  });

  test("options are refused before the first is asked for, under the function's own name", () => {
    expect(() => toSVGChunks(flat, { precison: 3 } as SvgOptions)).toThrow(/^toSVGChunks .*"precison"/);
    expect(() => toSVGChunks(flat, { root: -1 })).toThrow(MarquetryError);
  });
});
