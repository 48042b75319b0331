import {
  contrast,
  drawCanvas,
  greedy,
  layout,
  measureText,
  slice,
  squarify,
  toSVG,
  weightedTree,
} from "marquetry";
import type { Partition, WeightedTree } from "marquetry";
import { orthoconvex } from "marquetry/orthoconvex";
import { voronoi } from "marquetry/voronoi";
import { describe, expect, test } from "vitest";
import { hierarchies } from "../../examples/support/hierarchies.ts";
import { naturalFrame } from "../../src/render/frame.ts";
import type { Label } from "../../src/render/labels/label.ts";
import { LINE_HEIGHT, LINE_PITCH } from "../../src/render/labels/metrics.ts";
import type { RenderOptions } from "../../src/render/render-options.ts";
import { paint } from "../../src/render/scene.ts";
import { lineTone } from "../../src/render/tones.ts";
import { flare, RecordingContext } from "./pictures.ts";

const container = [960, 600] as const;

/** Packages within packages: families that fill their parents, and have no room for two names of the usual size. */
const nested: WeightedTree = weightedTree.fromPaths(
  Array.from({ length: 40 }, (_, k): [string, number][] => {
    const name = `${["resolve", "schema", "language", "webpack"][k % 4]!}-${["url-loader", "utils", "registry"][k % 3]!}${k}`;
    const leaves = Array.from({ length: 2 + (k % 5) }, (_, j): [string, number] => [
      `${name}/node_modules/file${j}.js`,
      20 + ((j * 37) % 11),
    ]);
    return [...leaves, [`${name}/index.js`, 1 + (k % 7)]];
  }).flat(),
);
const trees: readonly (readonly [string, WeightedTree])[] = [
  ...hierarchies.map(({ name, tree }) => [name, tree] as const),
  ["packages", nested],
];

type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/** The box round a text by the widths that it was placed with. */
function boxOf({ lines, x, y, size, weight, align }: Label): Box {
  const width = Math.max(...lines.map((line) => measureText(line, weight))) * size;
  const height = (LINE_HEIGHT + (lines.length - 1) * LINE_PITCH) * size;
  const left = align === "left" ? x : x - width / 2;
  return [left, y - height / 2, left + width, y + height / 2];
}

function overlapOf(a: Box, b: Box): [across: number, down: number] {
  return [Math.min(a[2], b[2]) - Math.max(a[0], b[0]), Math.min(a[3], b[3]) - Math.max(a[1], b[1])];
}

/** Part of the leaves' area whose innermost cell with room for a name, itself or a group round it, has none. */
function unexplained(map: Partition, named: ReadonlySet<number>): number {
  const { parent } = map.tree;
  const isRoomy = (i: number): boolean => {
    if (map.isEmpty(i)) return false;
    const { x0, y0, x1, y1 } = map.bounds(i);
    return x1 - x0 >= 60 && y1 - y0 >= 24;
  };
  let [without, whole] = [0, 0];
  for (const leaf of map.leaves()) {
    let i = leaf;
    while (i > 0 && !isRoomy(i)) i = parent[i]!;
    whole += map.area(leaf);
    if (i === 0 || !named.has(i)) without += map.area(leaf);
  }
  return without / whole;
}

interface Drawn {
  readonly labels: Label[];
  readonly leaves: { outline: Float64Array; width: number; fill: string; stroke: string; depth: number }[];
}

function draw(map: Partition, options: RenderOptions = {}): Drawn {
  const drawn: Drawn = { labels: [], leaves: [] };
  const ignore = () => undefined;
  paint(map, options, naturalFrame(map, 0), {
    open: ignore,
    close: ignore,
    aggregate: ignore,
    cell(node, { points, corners, fill, strokeWidth: width, stroke }, isLeaf) {
      if (!isLeaf || fill === null) return;
      const outline = points.slice(0, 2 * corners);
      drawn.leaves.push({ outline, width, fill, stroke, depth: map.tree.depth(node) });
    },
    label: (label) => drawn.labels.push(label),
  });
  return drawn;
}

const textsOf = (labels: Label[], kind?: Label["kind"]): string[] =>
  labels.filter((label) => kind === undefined || label.kind === kind).map(({ lines }) => lines.join(" "));

describe("groups", () => {
  test.each(
    trees.flatMap(([name, tree]) => [squarify(), greedy()].map((engine) => ({ name, tree, engine }))),
  )("of the first two levels have names in a picture of $name by $engine.name", ({ tree, engine }) => {
    const map = layout(tree, { engine, container });
    const { childCount, parent } = tree;
    const named = new Set(draw(map).labels.map(({ node }) => node));
    let count = 0;
    for (let i = 1; i < tree.size; i++) {
      const depth = tree.depth(i);
      if (depth > 2 || childCount[i]! < 2 || childCount[parent[i]!] === 1) continue;
      const { x0, y0, x1, y1 } = map.bounds(i);
      // The wedge of a triangle may hold no name, however wide the box round it.
      const part = map.area(i) / ((x1 - x0) * (y1 - y0));
      if (x1 - x0 < 60 || y1 - y0 < 24 || part < 0.6) continue;
      count++;
      expect(named.has(i), tree.label(i)).toBe(true);
    }
    expect(count).toBeGreaterThan(4);
  });

  test.each(trees)("of %s bear names that no other text overlaps", (_name, tree) => {
    const engines = [squarify(), greedy(), ...(tree.leafCount < 1000 ? [voronoi(), orthoconvex()] : [])];
    for (const engine of engines) {
      const { labels } = draw(layout(tree, { engine, container }));
      const boxes = labels.map(boxOf);
      for (const [k, { kind, lines }] of labels.entries()) {
        if (kind !== "overlay") continue;
        for (const [other, box] of boxes.entries()) {
          const [across, down] = overlapOf(boxes[k]!, box);
          const text = `${lines.join(" ")} and ${labels[other]!.lines.join(" ")} by ${engine.name}`;
          if (other !== k) expect(Math.min(across, down), text).toBeLessThanOrEqual(1e-9);
        }
      }
    }
  });

  test("tell of which part nearly all of a large picture is", () => {
    for (const engine of [squarify(), greedy()]) {
      const map = layout<unknown>(hierarchies[2]!.tree, { engine, container });
      const named = new Set(draw(map).labels.map(({ node }) => node));
      expect(unexplained(map, named)).toBeLessThan(0.15);
    }
  });

  test("are named in their headers where there is room, else across their cells, or as asked for", () => {
    const plain = layout(flare, { engine: squarify(), container });
    const padded = layout(flare, { engine: squarify(), container, padding: 1, paddingTop: 16 });
    const kinds = (map: Partition, options?: RenderOptions) =>
      new Set(draw(map, options).labels.map(({ kind }) => kind));
    expect(kinds(plain)).toEqual(new Set(["leaf", "overlay"]));
    expect(kinds(plain, { branchLabels: "header" })).toEqual(new Set(["leaf"]));
    expect(kinds(padded)).toContain("header");
    expect(kinds(padded, { branchLabels: "overlay" })).toEqual(new Set(["leaf", "overlay"]));
    expect(kinds(padded, { branchLabels: "none" })).toEqual(new Set(["leaf"]));
    expect(kinds(plain, { groups: false })).toEqual(new Set(["leaf"]));
    expect(draw(padded, { label: false }).labels).toEqual([]);
  });

  test("take no label from a leaf whose text is larger", () => {
    for (const engine of [squarify(), greedy()]) {
      const map = layout(flare, { engine, container });
      const before = draw(map, { branchLabels: "none" }).labels;
      const after = draw(map).labels;
      const kept = new Set(after.map(({ node }) => node));
      for (const { node, size } of before) {
        if (kept.has(node)) continue;
        const above: number[] = [];
        for (let i = map.tree.parent[node]!; i >= 0; i = map.tree.parent[i]!) above.push(i);
        const names = after.filter((name) => name.kind === "overlay" && above.includes(name.node));
        expect(Math.max(...names.map((name) => name.size)), map.tree.label(node)).toBeGreaterThanOrEqual(
          size,
        );
      }
    }
  });

  test("give way to those within where one fills the view", () => {
    const map = layout(flare, { engine: squarify(), container });
    const vis = [...map].find((i) => map.tree.label(i) === "vis")!;
    const { x0, y0, x1, y1 } = map.bounds(vis);
    const inset = { x0: x0 + 20, y0: y0 + 20, x1: x1 - 20, y1: y1 - 20 };
    const { labels } = draw(map, { view: inset });
    expect(labels.some(({ node }) => node === vis)).toBe(false);
    for (const { x, y, align } of labels) {
      if (align === "left") continue;
      expect(x).toBeGreaterThan(inset.x0);
      expect(x).toBeLessThan(inset.x1);
      expect(y).toBeGreaterThan(inset.y0);
      expect(y).toBeLessThan(inset.y1);
    }
  });

  test("in a chain of single children have one name", () => {
    const chain = (name: string, leaves: number) => ({
      name,
      children: [
        {
          name: "src",
          children: [
            {
              name: "main",
              children: Array.from({ length: leaves }, (_, k) => ({ name: `${name}${k}`, value: 4 })),
            },
          ],
        },
      ],
    });
    const tree = weightedTree({ name: "root", children: [chain("a", 4), chain("b", 1)] });
    const { labels } = draw(layout(tree, { engine: squarify(), container }));
    expect(textsOf(labels, "overlay")).toEqual(["a / src / main"]);
    expect(textsOf(labels, "leaf")).toContain("b / src / main / b0");
    const headers = layout(tree, { engine: squarify(), container, paddingTop: (i) => (i === 1 ? 20 : 0) });
    expect(textsOf(draw(headers).labels, "header")).toEqual(["a / src / main"]);
  });
});

describe("values", () => {
  const map = layout(flare, { engine: squarify(), container });
  const linesOf = (options: RenderOptions): string[] =>
    draw(map, options)
      .labels.filter(({ kind }) => kind === "leaf")
      .map(({ lines }) => lines.at(-1)!);

  test("stand under names where there is room", () => {
    expect(linesOf({ value: true })).toContain("24,593");
    expect(linesOf({ value: "bytes" })).toContain("24.6 kB");
    expect(linesOf({ value: true, format: "si" })).toContain("24.6k");
    expect(linesOf({ value: "share" }).some((text) => /^[\d.]+%$/.test(text))).toBe(true);
    expect(linesOf({ value: (weight) => `<${weight}>` })).toContain("<24593>");
    expect(linesOf({}).some((text) => /\d,\d/.test(text))).toBe(false);
  });
});

describe("lines", () => {
  test.each(["#77aadd", "#eedd88", "#16181d", "#ffffff", "#000000", "#c0ffee"])(
    "on %s have a tone that can be told from it, the fainter the deeper",
    (fill) => {
      const contrasts = [2, 3, 4, 9].map((level) => contrast(lineTone(fill, level)!, fill));
      expect(Math.min(...contrasts)).toBeGreaterThan(1.3);
      expect(contrasts).toEqual([...contrasts].sort((a, b) => b - a));
    },
  );

  test("are no wider than a sixth of the cell they surround", () => {
    for (const engine of [slice(), squarify()]) {
      const { leaves } = draw(layout<unknown>(hierarchies[2]!.tree, { engine, container }));
      expect(leaves.some(({ width }) => width > 0)).toBe(true);
      for (const { outline, width } of leaves) {
        const thinner = Math.min(outline[4]! - outline[0]!, outline[5]! - outline[1]!);
        expect(width).toBeLessThanOrEqual(thinner / 6 + 1e-9);
      }
    }
  });

  test("below the branches are darker than the cells; one colour is that of all", () => {
    const map = layout(flare, { engine: squarify(), container });
    for (const { stroke, fill, width, depth } of draw(map).leaves) {
      if (depth > 1 && width > 0) expect(contrast(stroke, fill)).toBeGreaterThan(1.3);
    }
    expect(new Set(draw(map, { stroke: "red" }).leaves.map(({ stroke }) => stroke))).toEqual(
      new Set(["red"]),
    );
    expect(draw(map, { stroke: "none" }).leaves.every(({ width }) => width === 0)).toBe(true);
  });
});

test("cells too small to see are one with their number by default", () => {
  const children = [
    { name: "large", value: 22_500 },
    ...Array.from({ length: 15_000 }, (_, k) => ({ name: `n${k}`, value: 1 })),
  ];
  const tree = weightedTree({ name: "root", children });
  const map = layout(tree, { engine: squarify(), container: [300, 200] });
  expect(toSVG(map)).toContain(">+\u00a015,000</text>");
  const context = new RecordingContext();
  drawCanvas(map, context);
  expect(context.texts.map(({ text }) => text)).toContain("+\u00a015,000");
  expect(toSVG(map, { minArea: 0 })).not.toContain("+\u00a0");
});
