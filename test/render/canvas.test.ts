import { createCanvas } from "@napi-rs/canvas";
import {
  branchColours,
  drawCanvas,
  greedy,
  layout,
  MarquetryError,
  squarify,
  toSVG,
  weightedTree,
  type CanvasOptions,
} from "marquetry";
import { describe, expect, test } from "vitest";
import { allMaps, cornersOf, flare, readSvg, RecordingContext } from "./pictures.ts";

const container = [960, 600] as const;
const flat = layout(flare, { engine: squarify(), container });

describe.each(allMaps())("%s", (_name, map) => {
  test("canvas and SVG show the same cells, fills, lines and texts", () => {
    const context = new RecordingContext();
    drawCanvas(map, context, { minArea: 0 });
    const { shapes } = readSvg(toSVG(map, { precision: 6, minArea: 0 }));
    const cells = shapes.filter(({ attributes }) => /leaf|outline/.test(attributes["class"] ?? ""));
    const filled = cells.filter(({ attributes }) => attributes["fill"] !== "none");
    let next = 0;
    for (const cell of filled) {
      const corners = cornersOf(cell);
      const { fill, path } = context.fills[next] ?? { fill: null, path: [] };
      const isHere =
        fill === cell.attributes["fill"] &&
        path.length === corners.length &&
        path.every(([x, y], c) => Math.hypot(x! - corners[c]![0]!, y! - corners[c]![1]!) < 3e-6);
      if (isHere) next++;
      // What is not painted has the colour of what was painted there last.
      else expect(colourAt(context.fills.slice(0, next), middleOf(corners))).toBe(cell.attributes["fill"]);
    }
    expect(next).toBe(context.fills.length);
    expect(next).toBeGreaterThan(50);
    const texts = shapes.filter(({ name }) => name === "text");
    expect(context.texts.length).toBe(texts.length);
    for (const [k, { x, y }] of context.texts.entries()) {
      expect(x).toBeCloseTo(Number(texts[k]!.attributes["x"]), 5);
      expect(y).toBeCloseTo(Number(texts[k]!.attributes["y"]), 5);
    }
    expect(context.strokes.length).toBeGreaterThan(0);
    expect(context.depth).toBe(0);
  });
});

function middleOf(corners: number[][]): number[] {
  return [0, 1].map((k) => corners.reduce((sum, corner) => sum + corner[k]!, 0) / corners.length);
}

/** The fill of the last of some cells that a point lies in. */
function colourAt(fills: RecordingContext["fills"], [x, y]: number[]): unknown {
  const isIn = (path: number[][]): boolean =>
    path.filter(([bx, by], k) => {
      const [ax, ay] = path.at(k - 1)!;
      return ay! > y! !== by! > y! && x! < ax! + ((y! - ay!) * (bx! - ax!)) / (by! - ay!);
    }).length %
      2 ===
    1;
  return fills.filter(({ path }) => isIn(path)).at(-1)?.fill;
}

describe("the size of the picture", () => {
  const drawn = (canvas: { width: number; height: number } | undefined, options: CanvasOptions = {}) => {
    const context = new RecordingContext();
    context.canvas = canvas;
    drawCanvas(flat, context, { groups: false, ...options });
    const all = context.fills.flatMap(({ path }) => path);
    const [xs, ys] = [all.map(([x]) => x!), all.map(([, y]) => y!)];
    const round = (value: number) => Math.round(value * 1e6) / 1e6;
    return {
      box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(round),
      scales: context.scales,
    };
  };

  test("is the container's without a canvas", () => expect(drawn(undefined).box).toEqual([0, 0, 960, 600]));
  test("is the canvas's in CSS pixels", () =>
    expect(drawn({ width: 960, height: 600 }, { pixelRatio: 2 })).toEqual({
      box: [0, 0, 480, 300],
      scales: [2, 2],
    }));
  test("keeps its proportions, in the middle", () =>
    expect(drawn({ width: 960, height: 1000 }).box).toEqual([0, 200, 960, 800]));
  test("leaves a margin", () =>
    expect(drawn(undefined, { width: 980, height: 620, margin: 10 }).box).toEqual([10, 10, 970, 610]));
});

describe("cells below a pixel", () => {
  // 20,000 leaves in 100 × 100 pixels: half a pixel each.
  const children = Array.from({ length: 20 }, (_, a) => ({
    name: `branch ${a}`,
    children: Array.from({ length: 1000 }, (_, b) => ({ name: `${b}`, value: 1 })),
  }));
  const tree = weightedTree({ name: "root", children });

  test.each([squarify(), greedy()])("are left to their parent's fill, and nothing stays blank", (engine) => {
    const map = layout(tree, { engine, container: [100, 100] });
    const recording = new RecordingContext();
    drawCanvas(map, recording, { colour: branchColours({ lighten: 0 }) });
    expect(recording.fills.length).toBeLessThanOrEqual(21);

    const canvas = createCanvas(100, 100);
    const context = canvas.getContext("2d");
    drawCanvas(map, context, { stroke: "none", groups: false });
    const { data } = context.getImageData(0, 0, 100, 100);
    // Where smoothed edges of branches meet, a hint of what is behind may show.
    let covered = 0;
    for (let k = 3; k < data.length; k += 4) if (data[k]! > 160) covered++;
    expect(covered).toBe(100 * 100);
  });

  test("are drawn one by one if asked for", () => {
    const recording = new RecordingContext();
    drawCanvas(layout(tree, { engine: squarify(), container: [100, 100] }), recording, { minArea: 0 });
    expect(recording.fills.length).toBeGreaterThanOrEqual(20_000);
  });
});

test("a deep tree with a small leaf at every level does not fill the canvas at every level", () => {
  const levels = 5000;
  const parent = Int32Array.from({ length: 2 * levels + 1 }, (_, i) =>
    i === 0 ? -1 : i - 1 - ((i - 1) % 2),
  );
  const weight = Float64Array.from(parent, (_, i) => (i === 2 * levels ? 1e9 : i % 2));
  const map = layout(weightedTree.fromColumns({ parent, weight }, { sort: null }), {
    engine: greedy(),
    container,
  });
  const recording = new RecordingContext();
  drawCanvas(map, recording, { label: false });
  expect(recording.fills.length).toBeLessThan(40);
});

test("fonts, rims and restored state", () => {
  const context = new RecordingContext();
  drawCanvas(flat, context, { colour: () => "steelblue", fontFamily: "Inter", root: 1 });
  expect(context.texts.length).toBeGreaterThan(0);
  expect(context.rims).toEqual(context.texts.map(({ text }) => text));
  for (const { font } of context.texts) expect(font).toMatch(/^(?:[67]00 )?[\d.]+px Inter$/);
});

test("a chain of 100,000 nodes is drawn once, not 100,000 times", () => {
  const size = 100_000;
  const parent = Int32Array.from({ length: size }, (_, i) => i - 1);
  const weight = new Float64Array(size).fill(0);
  weight[size - 1] = 1;
  const context = new RecordingContext();
  drawCanvas(layout(weightedTree.fromColumns({ parent, weight }), { engine: greedy(), container }), context);
  expect(context.fills.length).toBe(1);
  expect(context.strokes.length).toBeLessThanOrEqual(1);
});

test.each<CanvasOptions>([{ pixelRatio: 0 }, { width: -1 }, { height: NaN }, { minArea: -1 }])(
  "%j is refused",
  (options) => {
    const draw = () => drawCanvas(flat, new RecordingContext(), options);
    expect(draw).toThrow(MarquetryError);
  },
);
