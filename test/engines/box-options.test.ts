import {
  approximation,
  binary,
  dice,
  hilbert,
  layout,
  moore,
  optionTables,
  orthoconvex,
  packMap,
  pivot,
  slack,
  slackBoxes,
  slice,
  sliceDice,
  spiral,
  split,
  squarify,
  strip,
  unpackMap,
  weightedTree,
  type SlackBoxesOptions,
} from "marquetry";
import { describe, expect, it } from "vitest";

const plain = { approximation, binary, dice, hilbert, moore, slice, sliceDice, spiral, split };
const makers = { ...plain, pivot, squarify, strip, slack, orthoconvex } as unknown as Record<
  string,
  (options?: unknown) => ReturnType<typeof squarify>
>;
const tree = weightedTree({ name: "all", children: [{ value: 1 }, { value: 2 }, { value: 5 }] });
const bad = (message: RegExp, code = "bad-option"): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string });

describe("the options of rectangles, boxes and rectilinear cells", () => {
  it.each([
    ["squarify", { ratio: 0.5 }, /^squarify: ratio must be a number ≥ 1, not 0.5$/],
    ["squarify", { ratoi: 2 }, /^squarify has no option "ratoi"; did you mean ratio\?$/],
    ["squarify", 3, /^squarify takes its options as an object, as \{ ratio: … \}, not 3$/],
    ["strip", { ratio: 0 }, /^strip: ratio must be a number > 0, not 0$/],
    ["strip", { ratio: Infinity }, /^strip: ratio/],
    ["slice", 3, /^slice takes no options, not 3$/],
    ["dice", null, /^dice takes no options, not null$/],
    ["sliceDice", { a: 1 }, /^sliceDice has no option "a"; it has none$/],
    ["binary", [], /^binary takes no options/],
    ["slack", { ratio: 1.9 }, /^slack: ratio must be a number ≥ 2, not 1.9$/],
    ["slack", { mode: "fil" }, /^slack: mode must be "exact" or "fill", not "fil"; did you mean "fill"\?$/],
    ["slack", { waste: 1 }, /^slack: waste must be a number > 0 and < 1, not 1$/],
    ["slack", { waste: 0.1, ratio: 3 }, /^slack takes a ratio or a waste, not both$/],
    ["slack", { effort: "bset" }, /did you mean "best"\?$/],
    ["orthoconvex", { effort: 2 }, /^orthoconvex: effort must be "fast", "balanced" or "best", not 2$/],
  ])("%s refuses %j", (name, options, message) => {
    expect(() => makers[name]!(options)).toThrow(bad(message));
  });

  it.each(Object.keys(makers))("%s tells what it was made with, and is made again of it", (name) => {
    const engine = makers[name]!();
    expect(makers[name]!(engine.options).options).toEqual(engine.options);
    const { options, help } = optionTables[name]!;
    expect(Object.keys(help)).toEqual(Object.keys(options));
    for (const option of Object.keys(engine.options!)) expect(options).toHaveProperty(option);
  });

  it.each(Object.keys(makers))("%s tells its name, its shape, and in a line what it does", (name) => {
    const engine = makers[name]!();
    expect([engine.name, engine.shape]).toEqual([name, name === "orthoconvex" ? "rectilinear" : "rect"]);
    expect(engine.description).toMatch(/^[a-z].{20,100}[^.]$/);
  });

  it.each(Object.keys(plain))("%s takes none, and blames whoever gives it some", (name) => {
    expect(() => makers[name]!({ ratio: 2 })).toThrow(bad(new RegExp(`^${name} has no option "ratio"`)));
    expect(makers[name]!({}).options).toEqual({});
  });

  it("come back with a packed map", () => {
    for (const engine of [
      squarify({ ratio: 4 }),
      strip({ ratio: 2 }),
      slack({ waste: 0.2, effort: "fast" }),
    ]) {
      const map = layout(tree, { engine, container: [30, 20] });
      expect(unpackMap(packMap(map), tree).engine.options).toEqual(engine.options);
    }
    expect(slack({ waste: 0.2 }).options).toEqual({ mode: "exact", waste: 0.2 });
    expect(slack().options).toEqual({ ratio: 3, mode: "exact" });
  });

  it("are copied: what was handed in may change", () => {
    const given = { ratio: 4 };
    const engine = squarify(given);
    const before = layout(tree, { engine, container: [30, 20] }).bounds(1);
    given.ratio = 1;
    expect(layout(tree, { engine, container: [30, 20] }).bounds(1)).toEqual(before);
    expect(engine.options).toEqual({ ratio: 4 });
  });
});

describe("slackBoxes", () => {
  it.each<[unknown, unknown, RegExp, string?]>([
    [tree, undefined, /^slackBoxes: dimension must be a whole number ≥ 1 and ≤ 8, not undefined$/],
    [tree, { dimension: 9 }, /^slackBoxes: dimension must be a whole number ≥ 1 and ≤ 8, not 9$/],
    [tree, { dimensions: 3 }, /^slackBoxes has no option "dimensions"; did you mean dimension\?$/],
    [
      tree,
      { dimension: 2, box: 3 },
      /^slackBoxes: box must be the sides of the container, one an axis, not 3$/,
    ],
    [{ value: 3 }, { dimension: 2 }, /^slackBoxes takes a tree, as weightedTree/, "bad-input"],
    [
      tree,
      { dimension: 2, box: [1] },
      /^slackBoxes: box must hold 2 positive sides, not 1 of/,
      "bad-container",
    ],
    [tree, { dimension: 2, box: [1, "2"] }, /positive sides, not "2" as number 1$/, "bad-container"],
    [tree, { dimension: 2, box: [1, -1] }, /positive sides, not -1 as number 1$/, "bad-container"],
    [tree, { dimension: 2, box: { length: 1e9 } }, /not 1000000000 of them$/, "bad-container"],
    [tree, { dimension: 2, box: { length: 2 } }, /not undefined as number 0$/, "bad-container"],
  ])("blames %s with %j in the caller's words", (given, options, message, code) => {
    const call = (): unknown => slackBoxes(given as typeof tree, options as SlackBoxesOptions);
    expect(call).toThrow(bad(message, code));
  });

  it("keeps nothing of the sides that it was handed", () => {
    const box = new Float64Array([2, 1]);
    const found = slackBoxes(tree, { dimension: 2, box });
    box.fill(7);
    expect([...found.sides.slice(0, 2)]).toEqual([2, 1]);
  });
});
