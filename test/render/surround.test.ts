import { createCanvas } from "@napi-rs/canvas";
import fc from "fast-check";
import {
  branchLegend,
  darkTheme,
  drawCanvas,
  layout,
  MarquetryError,
  measureText,
  squarify,
  swatchLegend,
  toSVG,
  type CanvasContext,
  type CanvasOptions,
  type SurroundOptions,
  type SvgOptions,
} from "marquetry";
import { describe, expect, test } from "vitest";
import { cutOff, wrap } from "../../src/render/marks.ts";
import { flare, readSvg } from "./pictures.ts";

const map = layout(flare, { engine: squarify(), container: [480, 300] });
const FRAME = {
  title: "Classes of a library",
  subtitle:
    "Each has an area in proportion to its size in bytes, and the colour of the package it belongs to",
  caption: "Packages below a hundredth are left out.",
  source: "Source: the library itself",
} as const;

/** Lines of text around the map: what they say, where, and how large. */
function textsOf(svg: string) {
  const texts = svg.matchAll(
    /<text x="([-\d.]+)" y="([-\d.]+)" class="(title|subtitle|caption|source)"[^>]*font-size="([\d.]+)"[^>]*>([^<]*)</g,
  );
  return Array.from(texts, ([, x, y, kind, size, text]) => ({
    kind: kind!,
    text: text!,
    x: Number(x),
    y: Number(y),
    size: Number(size),
  }));
}

const viewBoxOf = (svg: string) => /viewBox="([^"]+)"/.exec(svg)![1]!.split(" ").map(Number);

describe("what stands around a map", () => {
  test("is in its order, within the picture, and never on the map", () => {
    const svg = toSVG(map, { ...FRAME, legend: branchLegend(), margin: 10, theme: darkTheme });
    const [x0, y0, width, height] = viewBoxOf(svg) as [number, number, number, number];
    const texts = textsOf(svg);
    expect([...new Set(texts.map(({ kind }) => kind))]).toEqual(["title", "subtitle", "caption", "source"]);
    for (const { kind, text, x, y, size } of texts) {
      const isAbove = kind === "title" || kind === "subtitle";
      expect(y - size).toBeGreaterThanOrEqual(isAbove ? y0 + 9 : 300);
      expect(y + 0.25 * size).toBeLessThanOrEqual(isAbove ? 0 : y0 + height - 9.9);
      expect(x).toBeGreaterThanOrEqual(x0 + 10);
      const wider = kind === "title" ? 1.15 : 1;
      expect(x + measureText(text) * size * wider).toBeLessThanOrEqual(x0 + width - 10);
    }
    for (let k = 1; k < texts.length; k++) expect(texts[k]!.y).toBeGreaterThanOrEqual(texts[k - 1]!.y + 12);
    const words = texts.filter(({ kind }) => kind === "subtitle").map(({ text }) => text);
    expect(words.length).toBeGreaterThan(1);
    expect(words.join(" ")).toBe(FRAME.subtitle);
    readSvg(svg);
  });

  test("leaves cells where they are without it", () => {
    const cellsOf = (svg: string) => svg.match(/<rect class="leaf[^>]*>/g);
    expect(cellsOf(toSVG(map, FRAME))).toEqual(cellsOf(toSVG(map)));
    expect(viewBoxOf(toSVG(map))).toEqual([0, 0, 480, 300]);
  });

  test("names and describes the picture for screen readers, escaped", () => {
    const svg = toSVG(map, { ...FRAME, title: `<b>"&` });
    expect(svg).toContain('aria-label="&lt;b&gt;&quot;&amp;"');
    expect(svg).toContain(`<desc>${FRAME.subtitle} ${FRAME.caption} ${FRAME.source}</desc>`);
    expect(toSVG(map, { ...FRAME, name: "own" })).toContain('aria-label="own"');
    expect(toSVG(map)).not.toContain("<desc>");
  });

  test("in a script from right to left stands at the right", () => {
    const title = "חלקים של ספרייה";
    const svg = toSVG(map, { title, legend: swatchLegend([{ label: title, colour: "#abc" }]) });
    const texts = Array.from(
      svg.matchAll(
        /<text x="([\d.]+)" y="[-\d.]+"[^>]*font-size="([\d.]+)"[^>]*text-anchor="middle" direction="rtl"/g,
      ),
    );
    expect(texts).toHaveLength(2);
    const [above, below] = texts.map(([, x, size]) => ({
      x: Number(x),
      half: (measureText(title) * Number(size)) / 2,
    }));
    expect(above!.x + 1.15 * above!.half).toBeCloseTo(480, 1);
    // After its swatch.
    expect(below!.x - below!.half).toBeCloseTo(1.3 * 12, 1);
  });

  test("with margins of its own on each side", () => {
    const [x, y, width, height] = viewBoxOf(toSVG(map, { margin: { top: 1, right: 2, bottom: 3, left: 4 } }));
    expect([x, y, width, height]).toEqual([-4, -1, 486, 304]);
  });

  test("is the same on a canvas, beside a map that gives way", () => {
    const options = {
      ...FRAME,
      legend: branchLegend({ title: "Packages" }),
      margin: 12,
      measure: measureText,
    };
    const svg = toSVG(map, options);
    const [, , width, height] = viewBoxOf(svg) as [number, number, number, number];
    const { texts, boxes } = recorded({ ...options, width, height });
    const drawn = textsOf(svg);
    const shift = drawn[0]!.y - texts.find(({ text }) => text === FRAME.title)!.y;
    for (const { text, x, y, size } of drawn) {
      const twin = texts.find((each) => each.text === text)!;
      expect(twin.x).toBeCloseTo(x + 12, 1);
      expect(twin.y).toBeCloseTo(y - shift, 1);
      expect(twin.font).toContain(`${size}px`);
    }
    expect(texts.map(({ text }) => text)).toContain("Packages");
    // The map's cells, in the room that is left.
    const top = Math.min(...boxes.map(({ y }) => y));
    expect(top).toBeCloseTo(-shift, 1);
  });

  test("fills a canvas of any size without leaving it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 700 }), (width, height) => {
        const context = createCanvas(width, height).getContext("2d");
        drawCanvas(map, context as unknown as CanvasContext, { ...FRAME, legend: branchLegend(), margin: 8 });
      }),
      { numRuns: 20 },
    );
  });

  test("draws a legend of one's own: marks everywhere, elements of SVG in SVG only", () => {
    const legend = () => ({ height: 20, markup: '<circle r="5"/>' });
    expect(toSVG(map, { legend })).toContain('<circle r="5"/>');
    const context = createCanvas(100, 100).getContext("2d") as unknown as CanvasContext;
    expect(() => drawCanvas(map, context, { legend })).toThrow(/^drawCanvas: legend gave elements of SVG/);
    const marks = [{ text: "own", x: 0, y: 12, size: 12, colour: "#123456" }];
    expect(toSVG(map, { legend: () => ({ height: 20, marks }) })).toContain(">own</text>");
  });

  test.each<[SurroundOptions | object, RegExp]>([
    [
      { title: () => "x" },
      /^toSVG: title must be a text \(the tooltip of each node is called tooltip\), not a function/,
    ],
    [
      { title: false },
      /^toSVG: title must be a text \(the tooltip of each node is called tooltip\), not false/,
    ],
    [{ subtitle: 3 }, /^toSVG: subtitle must be a text, not 3/],
    [
      { margin: -1 },
      /^toSVG: margin must be a number ≥ 0 or numbers ≥ 0 as \{ top, right, bottom, left \}, not -1/,
    ],
    [{ margin: { top: -1 } }, /^toSVG: margin must be/],
    [{ margin: { above: 1 } }, /^toSVG: margin must be/],
    [{ legend: true }, /^toSVG: legend must be a function, not true/],
  ])("%o is refused", (options, message) => {
    expect(() => toSVG(map, options as SvgOptions)).toThrow(MarquetryError);
    expect(() => toSVG(map, options as SvgOptions)).toThrow(message);
  });
});

describe("lines", () => {
  const words = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), { maxLength: 30 });

  test("hold all of a text, or say that they do not, and are never too wide", () => {
    fc.assert(
      fc.property(words, fc.double({ min: 2, max: 40, noNaN: true }), (parts, limit) => {
        const text = parts.join(" ");
        const lines = wrap(text, limit, 5, measureText);
        expect(lines.length).toBeLessThanOrEqual(5);
        for (const line of lines) {
          if (Array.from(line).length > 2) expect(measureText(line)).toBeLessThanOrEqual(limit + 1e-9);
        }
        const plain = (shown: string) => shown.replace(/\s/g, "");
        if (lines.at(-1)?.endsWith("…") !== true) expect(plain(lines.join(""))).toBe(plain(text));
        else expect(plain(text).startsWith(plain(lines.join("")).slice(0, -1))).toBe(true);
      }),
    );
  });

  test("break where the text does", () => {
    expect(wrap("one\ntwo three", 50, 5, measureText)).toEqual(["one", "two three"]);
    expect(cutOff("abcdefghij", 3, measureText)).toMatch(/^abc?…$/);
  });
});

/** What is drawn on a canvas. */
function recorded(options: CanvasOptions) {
  const texts: { text: string; x: number; y: number; font: string }[] = [];
  const boxes: { y: number }[] = [];
  const nothing = () => undefined;
  const context = {
    ...{
      fillStyle: "",
      strokeStyle: "",
      lineWidth: 0,
      lineJoin: "",
      font: "",
      textAlign: "",
      textBaseline: "",
    },
    ...{
      save: nothing,
      restore: nothing,
      scale: nothing,
      beginPath: nothing,
      fill: nothing,
      stroke: nothing,
    },
    ...{ lineTo: nothing, closePath: nothing, strokeText: nothing },
    moveTo: (_x: number, y: number) => void boxes.push({ y }),
    fillText(text: string, x: number, y: number) {
      texts.push({ text, x, y, font: this.font });
    },
  };
  drawCanvas(map, context, options);
  return { texts, boxes };
}
