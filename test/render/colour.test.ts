import fc from "fast-check";
import {
  branchColours,
  depthColours,
  layout,
  LIGHT_PALETTE,
  squarify,
  valueColours,
  weightedTree,
} from "marquetry";
import { describe, expect, test } from "vitest";
import { parseColour, textColour } from "../../src/render/contrast.ts";

interface Node {
  name: string;
  value?: number;
  children?: Node[];
}

const leaf = (name: string) => ({ name, value: 1 });

function mapOf(data: Node) {
  return layout(weightedTree<Node>(data), { engine: squarify(), container: [100, 100] });
}

const map = mapOf({
  name: "root",
  children: [
    { name: "a", children: [leaf("a1"), { name: "a2", children: [leaf("a21")] }] },
    { name: "b", children: [leaf("b1"), leaf("b2")] },
    leaf("c"),
  ],
});
const at = (path: string) => map.tree.find(`root/${path}`);

/** WCAG 2.2, relative luminance and contrast ratio, written out. */
function contrast(one: readonly number[], other: readonly number[]): number {
  const luminance = (rgb: readonly number[]) => {
    const [r, g, b] = rgb.map((v) =>
      v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [low, high] = [luminance(one), luminance(other)].sort((p, q) => p - q);
  return (high! + 0.05) / (low! + 0.05);
}

test("text contrasts with any fill by 4.5 to 1", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(channel, channel, channel, (r, g, b) => {
      const text = textColour(`rgb(${r}, ${g}, ${b})`) === "#000" ? [0, 0, 0] : [255, 255, 255];
      expect(contrast([r, g, b], text)).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2000 },
  );
});

describe("reading colours", () => {
  test.each([
    ["#fff", [255, 255, 255]],
    ["#1a2B3c", [26, 43, 60]],
    ["rgb(1, 2, 3)", [1, 2, 3]],
    ["rgb(100% 0% 50%)", [255, 0, 127.5]],
    ["hsl(120, 100%, 50%)", [0, 255, 0]],
    ["hsl(-120deg 100% 25%)", [0, 0, 127.5]],
    ["hsl(0, 0%, 100%)", [255, 255, 255]],
  ])("%s", (colour, rgb) => {
    for (const [k, channel] of parseColour(colour)!.entries()) expect(channel).toBeCloseTo(rgb[k]!, 6);
  });

  test.each(["steelblue", "#12345", "#12345678", "rgba(0, 0, 0, 0.5)", "url(#x)", "none", ""])(
    "%j cannot be read",
    (colour) => expect(textColour(colour)).toBeNull(),
  );
});

describe("branch colours", () => {
  test("each child of the root has its own, and its branch a lighter one with depth", () => {
    const colour = branchColours();
    const brightness = (path: string) =>
      parseColour(colour(at(path), map))!.reduce((sum, channel) => sum + channel);
    expect(["a", "b", "c"].map((path) => colour(at(path), map))).toEqual(LIGHT_PALETTE.slice(0, 3));
    expect(brightness("a/a1")).toBeGreaterThan(brightness("a"));
    expect(brightness("a/a2/a21")).toBeGreaterThan(brightness("a/a2"));
    expect(colour(at("b/b1"), map)).toBe(colour(at("b/b2"), map));
  });

  test("do not depend on the order of asking", () => {
    const [forwards, backwards] = [branchColours(), branchColours()];
    const one = [...map].map((i) => forwards(i, map));
    const other = [...map].reverse().map((i) => backwards(i, map));
    expect(other.reverse()).toEqual(one);
  });

  test("a scale keeps the colours of names that stay", () => {
    const seen = new Map<string, string>();
    const scale = (name: string) => seen.get(name) ?? seen.set(name, `#00000${seen.size}`).get(name)!;
    const colour = branchColours({ scale, lighten: 0 });
    const less = mapOf({ name: "root", children: [leaf("c"), leaf("a")] });
    expect([1, 2, 3].map((i) => colour(i, map))).toEqual(["#000000", "#000001", "#000002"]);
    expect([1, 2].map((i) => colour(i, less))).toEqual(["#000002", "#000000"]);
  });

  test("repeat a palette of any length, for any number of branches", () => {
    const palette = ["#111111", "#222222", "#333333"];
    for (const count of [5, 1000]) {
      const wide = mapOf({ name: "root", children: Array.from({ length: count }, (_, k) => leaf(`n${k}`)) });
      const colour = branchColours({ palette });
      for (let i = 1; i <= count; i++) expect(colour(i, wide)).toBe(palette[(i - 1) % 3]);
    }
  });

  test("leave a colour alone that they cannot read", () => {
    expect(branchColours({ palette: ["steelblue"] })(at("a/a1"), map)).toBe("steelblue");
  });
});

test("depth colours are the same across a level", () => {
  const colour = depthColours({ colour: "#004488", lighten: 0.5 });
  expect(colour(0, map)).toBe("#004488");
  expect(colour(at("a/a1"), map)).toBe(colour(at("b/b2"), map));
  expect(colour(at("a"), map)).toBe("#80a2c4");
});

test("value colours take any function, and have one for what is missing", () => {
  const colour = valueColours((value) => `hsl(${value}, 50%, 50%)`);
  expect(colour(0, map)).toBe("hsl(5, 50%, 50%)");
  expect(valueColours(String, () => NaN, "#eee")(0, map)).toBe("#eee");
  expect(valueColours(String, () => undefined)(0, map)).toBe("#e8e8e8");
});
