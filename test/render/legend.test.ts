import { Resvg } from "@resvg/resvg-js";
import {
  branchColours,
  branchLegend,
  colourLegend,
  contrast,
  cssTheme,
  cushions,
  divergingScale,
  darkTheme,
  depthColours,
  drawCanvas,
  hueColours,
  layout,
  MarquetryError,
  lightTheme,
  measureText,
  quantileScale,
  scaleLegend,
  sequentialScale,
  squarify,
  swatchLegend,
  thresholdScale,
  toSVG,
  typeColours,
  valueColours,
  weightedTree,
  type ScaleLegendOptions,
  type SvgOptions,
} from "marquetry";
import { createCanvas } from "@napi-rs/canvas";
import { scaleQuantile, scaleSequentialLog, scaleThreshold } from "d3-scale";
import fc from "fast-check";
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

  /** What a legend says, with the colour beside each text. */
  const entriesOf = (options: SvgOptions) => {
    const shapes = legendOf(toSVG(map, { legend: colourLegend(), ...options }));
    const svg = toSVG(map, { legend: colourLegend(), ...options });
    const texts = [...svg.slice(svg.indexOf('class="legend"')).matchAll(/>([^<]+)<\/text>/g)].map(
      ([, t]) => t!,
    );
    const fills = shapes.filter(({ name }) => name === "rect").map(({ attributes }) => attributes["fill"]!);
    return texts.map((text, k): [string, string] => [text, fills[k]!]);
  };

  test("says what the colours tell: branches, levels, types or values", () => {
    const byBranch = branchColours();
    const first = flare.firstChild[0]!;
    expect(entriesOf({})[0]).toEqual([flare.label(first), byBranch(first, map)]);
    const byDepth = depthColours();
    expect(entriesOf({ colour: byDepth })).toEqual(
      [1, 2, 3, 4].map((level) => [`level ${level}`, byDepth(flare.levels[level]!, map)]),
    );
    const vis = flare.find("flare/vis");
    expect(entriesOf({ colour: byDepth, root: vis })[0]![0]).toBe("level 2");
    const typeOf = (leaf: number) => flare.label(leaf)[0]!.toLowerCase();
    const byType = typeColours({ typeOf, palette: ["#111111", "#222222"], other: "#333333" });
    const types = entriesOf({ colour: byType, legend: colourLegend({ others: "Übrige" }) });
    expect(types).toHaveLength(3);
    expect(types[2]).toEqual(["Übrige", "#333333"]);
    for (const [type, colour] of types.slice(0, 2))
      for (const leaf of flare.leaves()) if (typeOf(leaf) === type) expect(byType(leaf, map)).toBe(colour);
    const scale = sequentialScale({ domain: [0, 25_000] });
    expect(entriesOf({ colour: valueColours(scale) }).map(([text]) => text)).toContain("25,000");
    expect(entriesOf({ colour: valueColours((value) => (value > 5 ? "#111" : "#222")) })).toEqual([]);
  });

  test("of types keeps their colours in other data, as long as they weigh most", () => {
    const colour = typeColours({ palette: ["#111111", "#222222"] });
    const coloursIn = (weights: Record<string, number>) => {
      const tree = weightedTree({
        children: Object.entries(weights).map(([name, value]) => ({ name, value })),
      });
      const map = layout(tree, { engine: squarify(), container: [10, 10] });
      return Object.fromEntries(Array.from(tree.leaves(), (leaf) => [tree.label(leaf), colour(leaf, map)]));
    };
    const before = coloursIn({ "a.ts": 5, "b.js": 3, "c.md": 1 });
    expect(before).toEqual({ "a.ts": "#111111", "b.js": "#222222", "c.md": "#e8e8e8" });
    expect(coloursIn({ "a.ts": 5, "b.js": 9, "c.md": 1 })).toEqual(before);
    expect(coloursIn({ "b.js": 3, "c.md": 7, "a.ts": 1 })).toMatchObject({
      "b.js": "#222222",
      "c.md": "#111111",
    });
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
    for (const text of ["0", "100", "200", "255"]) expect(svg).toContain(`>${text}&lt;</text>`);
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

/** The numbers of a legend with their places, and its colours in order. */
function readScale(svg: string) {
  const legend = svg.slice(svg.indexOf('class="legend"'));
  const texts = Array.from(legend.matchAll(/<text x="([\d.]+)" y="[\d.]+"[^>]*>([^<]*)</g), ([, x, text]) => {
    // Texts begin half their width before what they name.
    return { text: text!, x: Number(x) + (measureText(text!) * 12) / 2 };
  });
  const boxes = Array.from(
    legend.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="10.8" fill="([^"]+)"/g),
    ([, x, width, fill]) => ({ x: Number(x), width: Number(width), fill: fill! }),
  );
  return { texts, boxes };
}

describe("legends of scales", () => {
  const drawn = (scale: (value: number) => string, options: ScaleLegendOptions = {}) =>
    readScale(toSVG(map, { legend: scaleLegend(scale, options), tooltip: false, label: false }));

  test("name the thresholds between the colours, of ours and of d3", () => {
    const colours = ["#111111", "#222222", "#333333", "#444444"];
    for (const scale of [
      thresholdScale([0.1, 0.25, 5], colours),
      scaleThreshold<number, string>([0.1, 0.25, 5], colours),
    ]) {
      const { texts, boxes } = drawn(scale);
      expect(boxes.map(({ fill }) => fill)).toEqual(colours);
      expect(texts.map(({ text }) => text)).toEqual(["0.1", "0.25", "5"]);
      for (const [k, { x }] of texts.entries()) expect(Math.abs(x - boxes[k + 1]!.x)).toBeLessThan(0.1);
    }
  });

  test("of quantiles have as many values to a colour, and name the ends", () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 100, 1000, 2000, 3000];
    const ours = quantileScale(values, 4, ["#111", "#222", "#333", "#444"]);
    const theirs = scaleQuantile<string>(values, ["#111", "#222", "#333", "#444"]);
    for (const value of values) expect(ours(value)).toBe(theirs(value));
    expect(drawn(ours)).toEqual(drawn(theirs));
    expect(drawn(ours).texts.map(({ text }) => text)).toEqual(["3.75", "6.5", "325", "1", "3,000"]);
  });

  test.each<[string, (value: number) => string]>([
    ["ours", sequentialScale({ domain: [1, 10_000], type: "log" })],
    ["d3's", scaleSequentialLog([1, 10_000], (t: number) => `rgb(${Math.round(255 * t)}, 0, 0)`)],
  ])("that are logarithmic have powers of ten at equal distances: %s", (_, scale) => {
    const { texts, boxes } = drawn(scale);
    const places = new Map(texts.map(({ text, x }) => [text, x]));
    const length = boxes.at(-1)!.x + boxes.at(-1)!.width;
    for (const [k, text] of ["10", "100", "1,000"].entries())
      expect(places.get(text)).toBeCloseTo(((k + 1) / 4) * length, 0);
    // The colours are those of the values that stand below them.
    for (const [k, { fill }] of boxes.entries())
      expect(fill).toBe(scale(10 ** ((4 * (k + 0.5)) / boxes.length)));
  });

  test("that diverge mark the midpoint", () => {
    const scale = divergingScale({ domain: [-0.25, 0, 1] });
    const svg = toSVG(map, { legend: scaleLegend(scale, { format: "percent" }) });
    const { texts, boxes } = readScale(svg);
    expect(texts.map(({ text }) => text)).toEqual(["-25%", "100%", "0%", "50%"]);
    const length = Math.max(...boxes.map(({ x, width }) => x + width));
    const mark = boxes.find(({ width }) => width === 1)!;
    expect(mark.x + 0.5).toBeCloseTo(0.2 * length, 0);
    expect(scale(0)).toBe("#e5e0d6");
    expect(scale(-9)).toBe(scale(-0.25));
  });

  test("write no digits that are none", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 1e-3, max: 2, noNaN: true }),
        (from, span) => {
          const { texts } = drawn(String, { from, to: from + span });
          for (const { text } of texts)
            expect(text.replace(/[-.,]|e.*/g, "").replace(/^0+/, "").length).toBeLessThan(7);
          expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
        },
      ),
    );
    expect(
      drawn(String, { from: 0, to: 0.3 })
        .texts.map(({ text }) => text)
        .sort(),
    ).toEqual(["0", "0.1", "0.2", "0.3"]);
  });

  test("take the format and the language of the picture, or their own", () => {
    const scale = sequentialScale({ domain: [0, 2_500_000] });
    const textsOf = (options: SvgOptions) => readScale(toSVG(map, options)).texts.map(({ text }) => text);
    expect(textsOf({ locale: "de", legend: scaleLegend(scale) })).toContain("2.500.000");
    expect(textsOf({ format: "bytes", legend: scaleLegend(scale) })).toContain("2.5 MB");
    expect(textsOf({ format: "bytes", legend: scaleLegend(scale, { format: "si" }) })).toContain("2.5M");
  });

  test.each<[() => unknown, RegExp]>([
    [
      () => sequentialScale({ domain: [0, 1], type: "log" }),
      /^sequentialScale: domain must be numbers of one sign/,
    ],
    [
      () => sequentialScale({ domain: [1, 1] }),
      /^sequentialScale: domain must be 2 numbers that rise or fall/,
    ],
    [() => sequentialScale({} as never), /^sequentialScale: domain must be 2 numbers/],
    [() => divergingScale({ domain: [0, 5, 1] }), /^divergingScale: domain must be 3 numbers/],
    [() => sequentialScale({ domain: [0, 1], palette: "blue" }), /not "blue"; did you mean "blues"\?/],
    [() => sequentialScale({ domain: [0, 1], palette: ["red", "blue"] }), /palette must be/],
    [() => thresholdScale([3, 1]), /^thresholdScale: thresholds must be a list of numbers that rise/],
    [() => thresholdScale([]), /^thresholdScale: thresholds must be/],
    [() => quantileScale([NaN]), /^quantileScale: values must be a list that holds numbers/],
    [() => quantileScale([1, 2], 1), /^quantileScale: count must be a whole number from 2 to 20/],
    [() => scaleLegend(String), /^scaleLegend takes a function .* and from and to/],
    [() => scaleLegend(String, { from: 1 }), /^scaleLegend takes a function/],
  ])("%s is refused", (act, message) => {
    expect(act).toThrow(MarquetryError);
    expect(act).toThrow(message);
  });
});

describe("legends of odd texts and numbers", () => {
  test.each(["a\nb", "a\tb", "a\u0001b", "é\r\nb"])("control characters of %j become blanks", (label) => {
    expect(measureText(label)).toBeGreaterThan(0);
    const clean = label.replace(/\p{Cc}+/u, " ");
    const tree = weightedTree({ name: "r", children: [{ name: label, value: 1 }] });
    const odd = layout(tree, { engine: squarify(), container: [300, 200] });
    for (const legend of [
      branchLegend({ title: label }),
      swatchLegend([{ label, colour: "#111" }], label),
      scaleLegend(String, { from: 0, to: 1, title: label, format: () => label }),
    ]) {
      const svg = toSVG(odd, { legend, tooltip: false, label: false });
      expect(svg).not.toContain("NaN");
      expect(svg.slice(svg.indexOf('class="legend"'))).toContain(`>${clean}<`);
    }
  });

  const ofScale = (scale: (value: number) => string, options: ScaleLegendOptions = {}) => {
    const svg = toSVG(map, { legend: scaleLegend(scale, options), tooltip: false, label: false });
    expect(svg).not.toMatch(/NaN|Infinity/);
    return readScale(svg).texts;
  };

  test("of one value has it in the middle", () => {
    const texts = ofScale(() => "#111", { from: 5, to: 5 });
    expect(texts.map(({ text }) => text)).toEqual(["5"]);
    expect(texts[0]!.x).toBeCloseTo(12 * 12, -1);
    ofScale(() => "#111", { from: 0, to: 0 });
    ofScale(scaleSequentialLog([7, 7], () => "#111"));
  });

  test("of the widest spans has places", () => {
    expect(ofScale(divergingScale({ domain: [-1e308, 0, 1e308] })).length).toBeGreaterThan(2);
    expect(ofScale(sequentialScale({ domain: [-1e308, 1e308] })).length).toBeGreaterThan(1);
    const scale = sequentialScale({ domain: [1e-200, 1e-190], type: "log" });
    expect(ofScale(scale, { format: String }).map(({ text }) => text)).toContain("1e-195");
  });
});

describe("scales of odd numbers", () => {
  const hex = /^#[\da-f]{6}$/;

  test("what is missing is grey, and what is infinite has the colour of its end", () => {
    for (const scale of [
      sequentialScale({ domain: [0, 1] }),
      divergingScale({ domain: [1, 0, -1], type: "symlog" }),
      thresholdScale([0.5]),
    ]) {
      for (const value of [NaN, undefined, null]) expect(scale(value as number)).toBe("#e8e8e8");
      for (const end of [-1, 1]) expect(scale(end * Infinity)).toBe(scale(end * 10));
    }
  });

  test("the widest spans have colours, and the narrowest are refused", () => {
    const wide = sequentialScale({ domain: [-1e308, 1e308], palette: ["#000000", "#ffffff"] });
    expect([-1e308, 1e308].map(wide)).toEqual(["#000000", "#ffffff"]);
    expect(wide(0)).toBe(sequentialScale({ domain: [-1, 1], palette: ["#000000", "#ffffff"] })(0));
    expect(divergingScale({ domain: [-1e308, 1e308, 1.7e308] })(1.5e308)).toMatch(hex);
    expect(sequentialScale({ domain: [1e-200, 1e-190], type: "log" })(1e-195)).toMatch(hex);
    expect(quantileScale([-1e308, 1e308], 2).thresholds!()).toEqual([0]);
    for (const type of ["log", "sqrt", "symlog"] as const) {
      const act = () => sequentialScale({ domain: [2 ** 52, 2 ** 52 + 1], type });
      expect(act).toThrow(MarquetryError);
      expect(act).toThrow(/^sequentialScale: domain must be numbers farther apart where type is/);
    }
  });

  test("lists with holes are refused", () => {
    const hole = new Array<never>(2);
    for (const act of [
      () => sequentialScale({ domain: hole as unknown as [number, number] }),
      () => sequentialScale({ domain: [0, 1], palette: hole }),
      () => thresholdScale(hole),
      () => thresholdScale(new Array<number>(1)),
      () => thresholdScale([1], hole),
    ])
      expect(act).toThrow(MarquetryError);
  });

  test("nobody changes a scale by what it tells", () => {
    for (const scale of [
      thresholdScale([1, 2]),
      sequentialScale({ domain: [0, 3] }),
      quantileScale([1, 2, 3]),
    ]) {
      const before = [scale(0), scale.domain(), scale.thresholds?.(), scale.range?.()];
      for (const told of [scale.domain(), scale.thresholds?.(), scale.range?.()])
        (told as unknown[] | undefined)?.fill(9);
      expect([scale(0), scale.domain(), scale.thresholds?.(), scale.range?.()]).toEqual(before);
    }
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
