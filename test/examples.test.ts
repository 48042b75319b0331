import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createCanvas, loadImage, type Canvas } from "@napi-rs/canvas";
import { Resvg } from "@resvg/resvg-js";
import { engines } from "marquetry";
import { describe, expect, it } from "vitest";
import { examples } from "../examples/all.ts";
import { million } from "../examples/million.ts";
import { page } from "../examples/support/page.ts";
import { enginePicture } from "../examples/which-engine.ts";

const FOLDER = join(import.meta.dirname, "../docs/pictures");
/** The committed pictures are pages that people load. */
const MOST_BYTES = 150_000;
/** One unit of the last digit written: the last bit of a cosine may differ between machines. */
const ONE_DIGIT = 0.1001;
/** Part of a picture that is neither blank nor lines. */
const LEAST_COVER = 0.3;
const NUMBER = /-?\d+(?:\.\d+)?/g;

describe.each(examples.map((example) => [example.name, example] as const))("%s", (name, { draw }) => {
  const svg = draw();

  it("is the picture of the README", () => {
    const golden = readFileSync(join(FOLDER, `${name}.svg`), "utf8").trimEnd();
    expect(svg.replace(NUMBER, "0")).toBe(golden.replace(NUMBER, "0"));
    expect(farthest(numbers(svg), numbers(golden))).toBeLessThan(ONE_DIGIT);
    expect(golden.length).toBeLessThan(MOST_BYTES);
  });

  it("is well-formed and not blank", () => {
    const { pixels } = new Resvg(svg).render();
    expect(cover(pixels)).toBeGreaterThan(LEAST_COVER);
  });

  it("is the same at each run", () => expect(draw()).toBe(svg));

  it("has its code in a file of its name", () => {
    expect(existsSync(join(import.meta.dirname, `../examples/${name}.ts`))).toBe(true);
  });
});

describe.each(Object.keys(engines) as (keyof typeof engines)[])("the small picture of %s", (name) => {
  it("is that of the pages", () => {
    const golden = readFileSync(join(FOLDER, `engine-${name}.svg`), "utf8").trimEnd();
    const svg = enginePicture(name);
    expect(svg.replace(NUMBER, "0")).toBe(golden.replace(NUMBER, "0"));
    expect(farthest(numbers(svg), numbers(golden))).toBeLessThan(ONE_DIGIT);
  });
});

describe("a million leaves", () => {
  it("are the picture of the README", { timeout: 120_000 }, async () => {
    const canvas = createCanvas(960, 600);
    million(canvas.getContext("2d"));
    const golden = createCanvas(960, 600);
    golden.getContext("2d").drawImage(await loadImage(join(FOLDER, "million.webp")), 0, 0);
    const drawn = pixelsOf(canvas);
    expect(cover(drawn)).toBeGreaterThan(0.95);
    expect(meanDifference(drawn, pixelsOf(golden))).toBeLessThan(4);
  });
});

describe("the page of npm start", () => {
  it("escapes what it shows and runs no script", () => {
    const html = page("a & b", [
      { title: "<b>", table: "1 < 2", pictures: [{ file: 'a"b.svg', caption: "<script>" }] },
    ]);
    expect(html).not.toMatch(/<b>|<script|1 < 2|a"b|javascript:|\son\w+=/);
    expect(html).toContain("&lt;script&gt;");
  });
});

function numbers(text: string): number[] {
  return Array.from(text.matchAll(NUMBER), ([number]) => Number(number));
}

function farthest(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k]!)), Math.abs(a.length - b.length));
}

/** Part of the pixels that are drawn on, and in a colour. */
function cover(pixels: Uint8Array | Uint8ClampedArray): number {
  let count = 0;
  for (let k = 0; k < pixels.length; k += 4) {
    const isWhite = pixels[k]! > 250 && pixels[k + 1]! > 250 && pixels[k + 2]! > 250;
    if (pixels[k + 3] === 255 && !isWhite) count++;
  }
  return (4 * count) / pixels.length;
}

function pixelsOf(canvas: Canvas): Uint8ClampedArray {
  return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
}

/** Mean difference of a channel, 0 to 255. */
function meanDifference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += Math.abs(a[k]! - b[k]!);
  return sum / a.length;
}
