import fc from "fast-check";
import {
  branchColours,
  depthColours,
  layout,
  BRANCH_PALETTE,
  darkTheme,
  greedy,
  interpolateMaps,
  packMap,
  squarify,
  unpackMap,
  valueColours,
  voronoi,
  weightedTree,
  type Partition,
} from "marquetry";
import { describe, expect, test } from "vitest";
import { areAlike } from "../../src/partition/branch-numbers.ts";
import { neighboursOf } from "../../src/partition/neighbours.ts";
import { contrast, mixed, parseColour, textColour } from "../../src/render/contrast.ts";
import { distance } from "../support/vision.ts";

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
function ratio(one: readonly number[], other: readonly number[]): number {
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
      expect(ratio([r, g, b], text)).toBeGreaterThanOrEqual(4.5);
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
    for (const fill of own) expect(BRANCH_PALETTE).toContain(fill);
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
    const names = Array.from({ length: 9 }, (_, k) => `branch ${k}`);
    const coloursOf = (order: readonly string[]) => {
      const children = order.map((id, k) => ({ id, name: id.slice(0, 3), value: k + 1 }));
      const each = layout(weightedTree({ children }), { engine: squarify(), container: [90, 90] });
      const colour = branchColours();
      return new Map(order.map((id) => [id, colour(each.tree.find(id), each)]));
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 9 }), (order) => {
        const colours = coloursOf(order);
        expect(new Set(colours.values()).size).toBe(9);
        for (const [id, fill] of coloursOf(names)) expect(colours.get(id)).toBe(fill);
      }),
    );
  });

  test.each([
    ["squarify", squarify()],
    ["greedy", greedy()],
    ["voronoi", voronoi()],
  ])("of neighbours are never alike, up to 20 branches of %s", (_, engine) => {
    const weights = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(weights, fc.integer(), fc.boolean(), (values, seed, isDark) => {
        const children = values.map((value, k) => ({ id: `${seed}/${k}`, value }));
        const each = layout(weightedTree({ children }), { engine, container: [960, 600] });
        const { fills: palette = [], background: towards } = darkTheme;
        const colour = isDark ? branchColours({ palette, towards }) : branchColours();
        for (const [k, beside] of neighboursOf(each.tree, 0, each.cells).entries()) {
          for (const j of beside) {
            const apart = distance(colour(k + 1, each), colour(j + 1, each));
            expect(apart).toBeGreaterThan(isDark ? 0.038 : 0.044);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["up to 20 branches", 20, undefined],
    ["up to 40 branches", 40, undefined],
    ["up to 10 branches of ten colours", 10, BRANCH_PALETTE.slice(0, 10)],
    ["up to 13 branches of seven colours", 13, BRANCH_PALETTE.slice(0, 7)],
  ])("never change while an id stays, in a thousand updates of %s", (_name, most, palette) => {
    const ids = Array.from({ length: most + 10 }, (_, k) => `id ${k}`);
    const step = fc.record({
      kept: fc.shuffledSubarray(ids, { minLength: 2, maxLength: most }),
      weights: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: ids.length, maxLength: ids.length }),
    });
    const leaf = (id: string, k: number) => ({ id: `${id}.${k}`, value: k + 1, children: undefined });
    const treeOf = ({ kept, weights }: { kept: readonly string[]; weights: readonly number[] }) =>
      weightedTree({
        children: kept.map((id) => {
          const k = ids.indexOf(id);
          const own = Array.from({ length: weights[k]! % 4 }, (_, j) => leaf(id, j));
          return own.length > 0
            ? { id, children: own, value: undefined }
            : { id, value: weights[k]!, children: undefined };
        }),
      });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 101, maxLength: 101 }),
        fc.constantFrom(squarify(), greedy(), voronoi()),
        (steps, engine) => {
          const colour = branchColours(palette && { palette });
          const enough = palette?.length ?? 20;
          let before: Partition = layout(treeOf(steps[0]!), { engine, container: [960, 600] });
          // What was never drawn has no colours to keep.
          colour(0, before);
          for (const next of steps.slice(1)) {
            const after = before.update(treeOf(next));
            const fills = next.kept.map((id) => colour(after.tree.find(id), after));
            if (most <= enough) expect(new Set(fills).size).toBe(fills.length);
            for (const [k, id] of next.kept.entries()) {
              const twin = before.tree.find(id);
              if (twin > 0) expect(fills[k]).toBe(colour(twin, before));
            }
            before = after;
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test("follow the root of the picture, and stay there while ids do", () => {
    const names = Array.from({ length: 12 }, (_, k) => `part ${k}`);
    const treeOf = (kept: readonly string[]) =>
      weightedTree({
        children: [
          { id: "a", children: kept.map((id, k) => ({ id, value: k + 1 })) },
          { id: "b", children: [{ id: "b1", value: 9 }] },
        ],
      });
    const colour = branchColours();
    const inside = (each: Partition, id: string) => colour(each.tree.find(id), each, each.tree.find("a"));
    let before: Partition = layout(treeOf(names), { engine: squarify(), container: [90, 90] });
    expect(new Set(names.map((id) => inside(before, id))).size).toBe(12);
    expect(new Set(names.map((id) => colour(before.tree.find(id), before))).size).toBe(1);
    for (const kept of [names.slice(3), names.slice(1, 9), names]) {
      const after = before.update(treeOf(kept));
      for (const id of kept) {
        const fill = inside(after, id);
        if (before.tree.find(id) > 0) expect(fill).toBe(inside(before, id));
      }
      expect(new Set(kept.map((id) => inside(after, id))).size).toBe(kept.length);
      before = after;
    }
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
    expect(BRANCH_PALETTE).toContain(a);
  });

  test("stay through a movement from one map to the next, in views into it too", () => {
    const treeOf = (from: number, to: number) => {
      const parts = Array.from({ length: to - from }, (_, k) => ({ id: `part ${from + k}`, value: 1 + k }));
      return weightedTree({
        children: [
          { id: "a", children: parts },
          { id: "b", value: 9, children: undefined },
        ],
      });
    };
    const before = layout(treeOf(0, 12), { engine: squarify(), container: [300, 200] });
    const colour = branchColours();
    const inside = (each: Partition, k: number) =>
      colour(each.tree.find(`part ${k}`), each, each.tree.find("a"));
    // What is drawn is kept.
    const first = Array.from({ length: 12 }, (_, k) => inside(before, k));
    const after = before.update(treeOf(4, 17));
    const frame = interpolateMaps(before, after);
    const last = Array.from({ length: 13 }, (_, k) => inside(after, k + 4));
    for (const t of [0.2, 0.5, 0.9]) {
      const between = frame(t);
      for (let k = 4; k < 17; k++) expect(inside(between, k)).toBe(last[k - 4]);
      for (let k = 4; k < 12; k++) expect(inside(between, k)).toBe(first[k]);
    }
  });

  const GROUNDS = [
    ["white", BRANCH_PALETTE, "#ffffff", [0.087, 0.047, 0.033, 0.027], 0.044],
    ["a dark ground", darkTheme.fills!, darkTheme.background, [0.08, 0.042, 0.024, 0.022], 0.038],
  ] as const;
  const tonesOf = (fill: string, ground: string) =>
    [0, 0.05, 0.1, 0.15, 0.2].map((share) => mixed(fill, ground, share));

  test.each(GROUNDS)("on %s differ for any colour vision at every tone", (_, palette, ground, least) => {
    for (const [k, count] of [6, 9, 14, 20].entries()) {
      const tones = palette.slice(0, count).map((fill) => tonesOf(fill, ground));
      const distances = tones.flatMap((ones, i) =>
        tones.slice(0, i).flatMap((others) => ones.flatMap((a) => others.map((b) => distance(a, b)))),
      );
      expect(Math.min(...distances)).toBeGreaterThan(least[k]!);
    }
  });

  test("those that are alike are known", () => {
    for (let a = 0; a < 20; a++) {
      for (let b = 0; b < a; b++) {
        const isAlike = GROUNDS.some(([, palette, ground, , limit]) =>
          tonesOf(palette[a]!, ground).some((one) =>
            tonesOf(palette[b]!, ground).some((other) => distance(one, other) < limit),
          ),
        );
        expect([a, b, areAlike(a, b)]).toEqual([a, b, isAlike]);
        if (a < 9) expect(isAlike).toBe(false);
      }
    }
  });

  test.each(GROUNDS)("on %s contrast with lines and carry text at every tone", (_, palette, ground) => {
    for (const fill of palette) {
      for (const tone of tonesOf(fill, ground)) {
        expect(contrast(tone, ground)).toBeGreaterThan(1.3);
        expect(contrast(tone, textColour(tone)!)).toBeGreaterThan(4.5);
      }
    }
  });

  test("go no farther towards the ground than twice the first level, and groups differ", () => {
    const chainOf = (depth: number): Node =>
      depth === 0
        ? leaf("end")
        : { name: `level ${depth}`, children: [chainOf(depth - 1), leaf(`side ${depth}`)] };
    const groups = Array.from({ length: 9 }, (_, k) => ({ name: `group ${k}`, children: [leaf("x")] }));
    const deep = mapOf({
      name: "root",
      children: [chainOf(12), { name: "wide", children: groups }, leaf("c")],
    });
    const colour = branchColours({ palette: ["#808080"], lighten: 0.1 });
    const fills = Array.from(deep, (i) => parseColour(colour(i, deep))![0]).slice(1);
    expect(Math.max(...fills)).toBeLessThanOrEqual(Math.round(0x80 + 0.2 * (255 - 0x80)));
    expect(Math.min(...fills)).toBe(0x80);
    const wide = groups.map(({ name }) => colour(deep.tree.find(`root/wide/${name}`), deep));
    expect(new Set(wide).size).toBeGreaterThan(1);
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
