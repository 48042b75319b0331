import fc from "fast-check";
import {
  branchColours,
  depthColours,
  layout,
  LIGHT_PALETTE,
  packMap,
  squarify,
  unpackMap,
  valueColours,
  weightedTree,
  type Partition,
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

const linear = (channel: number) =>
  channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;

/** Usual sight, and no red, no green, no blue cones: Machado, Oliveira, Fernandes (2009), on linear channels. */
const VISIONS: readonly (readonly (readonly number[])[])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
];

function seenBy(vision: readonly (readonly number[])[], rgb: readonly number[]): number[] {
  const light = rgb.map(linear);
  return vision.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, part, k) => sum + part * light[k]!, 0),
      ),
    ),
  );
}

/** Ottosson, A perceptual color space for image processing (2020). */
function oklab([r, g, b]: readonly number[]): number[] {
  const l = Math.cbrt(0.4122214708 * r! + 0.5363325363 * g! + 0.0514459929 * b!);
  const m = Math.cbrt(0.2119034982 * r! + 0.6806995451 * g! + 0.1073969566 * b!);
  const s = Math.cbrt(0.0883024619 * r! + 0.2817188376 * g! + 0.6299787005 * b!);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
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
    const own = ["a", "b", "c"].map((path) => colour(at(path), map));
    expect(new Set(own).size).toBe(3);
    for (const fill of own) expect(LIGHT_PALETTE).toContain(fill);
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
    for (const count of [1, 2, 3, 5, 300, 1000]) {
      const wide = mapOf({ name: "root", children: Array.from({ length: count }, (_, k) => leaf(`n${k}`)) });
      const colour = branchColours({ palette });
      const fills = Array.from({ length: count }, (_, k) => colour(k + 1, wide));
      expect(new Set(fills).size).toBe(Math.min(count, 3));
      for (const fill of fills) expect(palette).toContain(fill);
    }
  });

  test("belong to ids: not to weights, nor to order, nor to the labels", () => {
    const names = Array.from({ length: 15 }, (_, k) => `branch ${k}`);
    const coloursOf = (order: readonly string[]) => {
      const children = order.map((id, k) => ({ id, name: id.slice(0, 3), value: k + 1 }));
      const each = layout(weightedTree({ children }), { engine: squarify(), container: [90, 90] });
      const colour = branchColours();
      return new Map(order.map((id) => [id, colour(each.tree.find(id), each)]));
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 15 }), (order) => {
        const colours = coloursOf(order);
        expect(new Set(colours.values()).size).toBe(15);
        for (const [id, fill] of coloursOf(names)) expect(colours.get(id)).toBe(fill);
      }),
    );
  });

  test("stay while their branches do, whatever comes and goes in updates", () => {
    const ids = Array.from({ length: 20 }, (_, k) => `id ${k}`);
    const step = fc.record({
      kept: fc.subarray(ids, { minLength: 2 }),
      weights: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 20, maxLength: 20 }),
    });
    const treeOf = ({ kept, weights }: { kept: readonly string[]; weights: readonly number[] }) =>
      weightedTree({ children: kept.map((id, k) => ({ id, value: weights[k]!, children: undefined })) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
        const colour = branchColours();
        let before: Partition = layout(treeOf(steps[0]!), { engine: squarify(), container: [90, 90] });
        for (const next of steps.slice(1)) {
          let after = before.update(treeOf(next));
          if (next.weights[0]! % 2 === 0) after = unpackMap(packMap(after), after.tree);
          const fills = next.kept.map((id) => colour(after.tree.find(id), after));
          expect(new Set(fills).size).toBe(fills.length);
          for (const [k, id] of next.kept.entries()) {
            const twin = before.tree.find(id);
            if (twin > 0) expect(fills[k]).toBe(colour(twin, before));
          }
          before = after;
        }
      }),
    );
  });

  test("begin where the tree first branches", () => {
    const chain = mapOf({
      name: "root",
      children: [{ name: "only", children: [leaf("a"), { name: "b", children: [leaf("b1"), leaf("b2")] }] }],
    });
    const colour = branchColours();
    const [root, only, a, b, b1] = ["root", "root/only", "root/only/a", "root/only/b", "root/only/b/b1"].map(
      (path) => colour(chain.tree.find(path), chain),
    );
    expect(only).toBe(root);
    expect(new Set([root, a, b, b1]).size).toBe(4);
    expect(LIGHT_PALETTE).toContain(a);
  });

  test("tell twenty branches apart for any colour vision, and carry black text", () => {
    const wide = mapOf({ name: "root", children: Array.from({ length: 20 }, (_, k) => leaf(`n${k}`)) });
    const colour = branchColours();
    const fills = Array.from({ length: 20 }, (_, k) => parseColour(colour(k + 1, wide))!);
    for (const fill of fills) expect(contrast(fill, [0, 0, 0])).toBeGreaterThan(6.4);
    const least = VISIONS.map((vision) => {
      const seen = fills.map((fill) => oklab(seenBy(vision, fill)));
      const distances = seen.flatMap((p, i) =>
        seen.slice(0, i).map((q) => Math.hypot(...p.map((v, k) => v - q[k]!))),
      );
      return Math.min(...distances);
    });
    for (const distance of least) expect(distance).toBeGreaterThan(0.037);
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
