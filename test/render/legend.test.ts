import { Resvg } from "@resvg/resvg-js";
import {
  branchColours,
  branchLegend,
  contrast,
  cssTheme,
  cushions,
  darkTheme,
  drawCanvas,
  hueColours,
  layout,
  MarquetryError,
  lightTheme,
  measureText,
  scaleLegend,
  squarify,
  swatchLegend,
  toSVG,
  weightedTree,
} from "marquetry";
import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { textColour } from "../../src/render/contrast.ts";
import { flare, readSvg } from "./pictures.ts";

const map = layout(flare, { engine: squarify(), container: [960, 600] });

/** Elements of the legend. */
function legendOf(svg: string) {
  const from = svg.indexOf('<g class="legend">');
  return from < 0 ? [] : readSvg(svg.slice(from, svg.lastIndexOf("</svg>"))).shapes.slice(1);
}

describe("a legend", () => {
  test("names the branches with their colours, below the picture and within it", () => {
    const svg = toSVG(map, { legend: branchLegend({ title: "Packages" }) });
    const [, , , height] = /viewBox="([^"]+)"/.exec(svg)![1]!.split(" ").map(Number);
    expect(height).toBeGreaterThan(600);
    const shapes = legendOf(svg);
    const swatches = shapes.filter(({ name }) => name === "rect");
    const colour = branchColours();
    expect(swatches.map(({ attributes }) => attributes["fill"])).toEqual(
      Array.from({ length: map.tree.childCount[0]! }, (_, k) => colour(k + 1, map)),
    );
    for (const { attributes: a } of shapes) {
      expect(Number(a["y"])).toBeGreaterThan(600);
      expect(Number(a["y"]) + Number(a["height"] ?? 0)).toBeLessThanOrEqual(height!);
      expect(Number(a["x"]) + Number(a["width"] ?? 0)).toBeLessThanOrEqual(960);
    }
    const texts = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)<\/text>/g)];
    expect(texts.length).toBeGreaterThan(10);
    for (const [, x, text] of texts.slice(-swatches.length)) {
      expect(Number(x) + measureText(text!) * 12).toBeLessThanOrEqual(960);
    }
    new Resvg(svg, { font: { loadSystemFonts: false } });
  });

  test("follows the picture's root, and counts what it does not name", () => {
    const vis = flare.find("flare/vis");
    const labels = (svg: string) =>
      [...svg.slice(svg.indexOf('class="legend"')).matchAll(/>([^<]+)<\/text>/g)].map(([, t]) => t);
    expect(labels(toSVG(map, { root: vis, legend: branchLegend() }))).toContain("operator");
    expect(labels(toSVG(map, { legend: branchLegend({ most: 3 }) }))).toHaveLength(4);
    expect(labels(toSVG(map, { legend: branchLegend({ most: 3 }) })).at(-1)).toBe(
      `+ ${flare.childCount[0]! - 3}`,
    );
  });

  test("of values has its colours and numbers; of anything, escaped", () => {
    const svg = toSVG(map, {
      legend: scaleLegend((value) => `rgb(${Math.round(value)}, 0, 0)`, {
        from: 0,
        to: 255,
        format: (v) => `${v}<`,
      }),
    });
    expect(svg).toContain(">127.5&lt;</text>");
    expect(legendOf(svg).filter(({ name }) => name === "rect").length).toBeGreaterThan(30);
    const evil = `"><script>alert(1)</script>`;
    const bad = toSVG(map, { legend: swatchLegend([{ label: evil, colour: evil }], evil) });
    expect(bad).not.toContain("<script");
    readSvg(bad);
  });

  test("of a narrow picture breaks into rows", () => {
    const narrow = layout(flare, { engine: squarify(), container: [200, 200] });
    const rows = new Set(
      legendOf(toSVG(narrow, { legend: branchLegend() })).map(({ attributes }) => attributes["y"]),
    );
    expect(rows.size).toBeGreaterThan(5);
  });
});

describe("arguments of a legend", () => {
  const refused = (act: () => unknown, words: RegExp): void => {
    expect(act).toThrow(MarquetryError);
    expect(act).toThrow(words);
  };

  test.each<unknown>([
    3,
    null,
    undefined,
    {},
    [3],
    [null],
    ["x"],
    [{ label: "x" }],
    [{ label: 1, colour: "red" }],
  ])("swatchLegend refuses %j as swatches", (swatches) =>
    refused(
      () => swatchLegend(swatches as []),
      /^swatchLegend: swatches must be a list, each entry \{ label, colour \} of two texts, not /,
    ),
  );

  test("a title is a text", () => {
    const title = 5 as unknown as string;
    refused(() => swatchLegend([], title), /^swatchLegend: title must be a text, not 5/);
    refused(() => branchLegend({ title }), /^branchLegend: title must be a text, not 5/);
    refused(() => scaleLegend(String, { from: 0, to: 1, title }), /^scaleLegend: title must be a text/);
  });

  test("a scale gives colours, and a format texts", () => {
    const symbol = () => Symbol("x") as unknown as string;
    const range = { from: 0, to: 1 };
    refused(
      () => toSVG(map, { legend: scaleLegend(symbol, range) }),
      /^scaleLegend: its scale gave Symbol\(x\) for /,
    );
    const format = () => ({}) as string;
    refused(
      () => toSVG(map, { legend: scaleLegend(String, { ...range, format }) }),
      /format gave an object for 0/,
    );
  });

  test("a branch legend asks for colours as the picture does", () => {
    const colour = () => 5 as unknown as string;
    refused(
      () => toSVG(map, { colour, legend: branchLegend() }),
      /^colour gave 5 for flare\/.*, not a CSS colour/,
    );
  });
});

describe("themes", () => {
  test.each([lightTheme, darkTheme])("text beside cells contrasts with what is behind", (theme) => {
    expect(contrast(theme.text, theme.background)).toBeGreaterThanOrEqual(4.5);
  });

  test("a dark one colours ground, lines and legend", () => {
    const svg = toSVG(map, { theme: darkTheme, legend: branchLegend() });
    expect(svg).toContain(`<rect class="background" x="0" y="0" width="960"`);
    expect(svg).toContain(`stroke="${darkTheme.line}"`);
    expect(svg).toContain(`fill="${darkTheme.text}"`);
  });

  test("of custom properties needs no style and no script", () => {
    const svg = toSVG(map, { theme: cssTheme(darkTheme), legend: branchLegend() });
    expect(svg).toContain(`fill="var(--marquetry-background, ${darkTheme.background})"`);
    expect(svg).not.toMatch(/<style|style=|<script|\son\w+=/);
  });

  test("fill the canvas too", () => {
    const canvas = createCanvas(100, 80);
    drawCanvas(map, canvas.getContext("2d"), { theme: darkTheme });
    expect([...canvas.getContext("2d").getImageData(50, 2, 1, 1).data]).toEqual([0x16, 0x18, 0x1d, 255]);
  });
});

describe("cushions", () => {
  test("are light at the upper left and dark at the lower right, and texts stay readable on them", () => {
    const one = layout(weightedTree({ value: 1 }), { engine: squarify(), container: [100, 100] });
    const canvas = createCanvas(100, 100);
    const context = canvas.getContext("2d");
    drawCanvas(one, context, { shade: cushions(), colour: () => "#808080", label: false });
    const level = (x: number, y: number) => context.getImageData(x, y, 1, 1).data[0]!;
    expect(level(30, 30)).toBeGreaterThan(140);
    expect(level(98, 98)).toBeLessThan(110);
    expect(level(30, 30)).toBeLessThanOrEqual(128 + 0.25 * 127 + 2);
    expect(textColour("#777", 0.25)).toBeNull();
    expect(textColour("#fff", 0.25)).toBe("#000");
    expect(textColour("#000", 0.25)).toBe("#fff");
  });
});

describe("hues shared out", () => {
  const colour = hueColours();
  test("differ between branches and are alike within", () => {
    const fills = Array.from({ length: flare.childCount[0]! }, (_, k) => colour(k + 1, map));
    expect(new Set(fills).size).toBe(fills.length);
    for (const i of map) expect(colour(i, map)).toMatch(/^#[\da-f]{6}$/);
  });

  test("hold text that contrasts, as those of branches do", () => {
    for (const of of [colour, hueColours({ by: "weight", chroma: 0.15 }), branchColours()]) {
      for (const i of map) expect(contrast(of(i, map), textColour(of(i, map))!)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

test("contrast is WCAG's", () => {
  expect(contrast("#000", "#fff")).toBeCloseTo(21, 6);
  expect(contrast("#777", "#777")).toBe(1);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("nothing", "#fff")).toBeNaN();
});
