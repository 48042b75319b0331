import {
  boxCells,
  convexCells,
  greedy,
  layout,
  leafExact,
  optionTables,
  slice,
  squarify,
  weightedTree,
  type AreaRule,
  type BoxCells,
  type Engine,
} from "marquetry";
import { describe, expect, it } from "vitest";

const tree = weightedTree(
  { name: "all", children: [{ name: "a", value: 3 }, { name: "b", children: [{ name: "c", value: 1 }, { name: "d", value: 2 }] }] }, // prettier-ignore
  { sort: null },
);
const size: [number, number] = [60, 40];

type Write = (cells: BoxCells) => void;

/** An engine that has cells a, b side by side, c above d in b, before `write` changes them. */
function hand(write: Write, more: Partial<Engine<BoxCells>> = {}): Engine<BoxCells> {
  return {
    ...boxCells,
    name: "hand",
    description: "made by hand",
    partition(_tree, _region, cells) {
      cells.set(1, 0, 0, 30, 40);
      cells.set(2, 30, 0, 30, 40);
      cells.set(3, 0, 0, 30, 10);
      cells.set(4, 0, 10, 30, 30);
      write(cells);
    },
    ...more,
  };
}

const blamed = (message: RegExp, path: string, value: unknown): unknown =>
  expect.objectContaining({
    code: "bad-engine",
    path,
    value,
    message: expect.stringMatching(message) as string,
  });

describe("what an engine returns", () => {
  it.each<[string, Write, RegExp, string, unknown]>([
    [
      "a leaf of no number",
      (c) => c.set(3, 0, 0, NaN, 10),
      /engine hand returned a cell of area NaN at /,
      "all/b/c",
      NaN,
    ],
    [
      "a place of no number",
      (c) => c.set(4, 0, NaN, 30, 30),
      /a cell of area 900 at \(0, NaN\)/,
      "all/b/d",
      900,
    ],
    ["an infinite place", (c) => c.set(1, -Infinity, 0, 30, 40), /at \(-Infinity, 0\)/, "all/a", 1200],
    ["a negative area", (c) => c.set(1, 0, 0, -30, 40), /a cell of area -1200 at \(0, 0\)/, "all/a", -1200],
    ["an infinite area", (c) => c.set(1, 0, 0, Infinity, 40), /a cell of area Infinity/, "all/a", Infinity],
    [
      "children too large",
      (c) => c.set(3, 0, 0, 30, 11),
      /children of area 1230 together in a cell of area 1200 at all\/b$/,
      "all/b",
      1230,
    ],
    [
      "children too small",
      (c) => c.set(3, 0, 0, 30, 9),
      /children of area 1170 together in a cell of area 1200 at all\/b$/,
      "all/b",
      1170,
    ],
    [
      "no children",
      (c) => [3, 4].forEach((i) => c.set(i, 0, 0, 0, 0)),
      /children of area 0 together/,
      "all/b",
      0,
    ],
  ])("is checked: %s", (_, write, message, path, value) => {
    // prettier-ignore
    expect(() => layout(tree, { engine: hand(write), container: size })).toThrow(blamed(message, path, value));
  });

  it("may be off by a millionth in all, which validate sees", () => {
    const lay = (by: number, more = {}) =>
      layout(tree, { engine: hand((c) => c.set(3, 0, 0, 30, 10 + by), more), container: size });
    for (const by of [0.9 * 40e-6, -0.9 * 40e-6]) expect(lay(by).size).toBe(5);
    for (const by of [1.1 * 40e-6, -1.1 * 40e-6]) expect(() => lay(by)).toThrow(/engine hand/);
    expect(lay(-5, { hasGaps: true }).area(3)).toBe(150);
    expect(() => lay(1.1 * 40e-6, { hasGaps: true })).toThrow(/engine hand/);
  });

  it("is not summed up where padding takes room, nor where nothing weighs anything", () => {
    const loose = hand((c) => c.set(3, 0, 0, 3, 1));
    expect(layout(tree, { engine: loose, container: size, padding: 1 }).area(3)).toBe(3);
    expect(() => layout(tree, { engine: loose, container: size })).toThrow(/together/);
    const light = tree.withWeights([0, 3, 0, 0, 0]);
    const filled = hand((c) => {
      c.set(1, 0, 0, 60, 40);
      c.set(2, 0, 0, 0, 0);
    });
    expect(layout(light, { engine: filled, container: size }).size).toBe(5);
  });
});

describe("layout", () => {
  it("of nothing is refused", () => {
    const none = tree.withWeights([0, 0, 0, 0, 0]);
    expect(() => layout(none, { engine: squarify(), container: size })).toThrow(
      expect.objectContaining({
        code: "zero-weight",
        path: "all",
        value: 0,
        message: "nothing to lay out: all weights under all are 0; with empty: true the map is empty",
      }),
    );
  });

  it("refuses to round polygons, and says whose", () => {
    expect(() => layout(tree, { engine: greedy(), container: size, round: true })).toThrow(
      expect.objectContaining({
        code: "bad-option",
        value: true,
        message: "layout: round is for rectangles, and greedy makes polygons",
      }),
    );
    expect(layout(tree, { engine: greedy(), container: size, round: false }).rounded).toBe(false);
  });

  it("tells in its map what was asked for", () => {
    const map = layout(tree, { engine: squarify(), container: [60.4, 40.3] });
    expect([map.padded, map.rounded, map.raised.length, map.residual]).toEqual([false, false, 0, null]);
    expect(map.fallbacks).toHaveLength(0);
    const other = layout(tree, {
      engine: squarify(),
      container: [60.4, 40.3],
      padding: 1,
      round: true,
      minShare: 0.2,
    });
    expect([other.padded, other.rounded, Array.from(other.raised)]).toEqual([true, true, [3]]);
    for (const i of other.leaves())
      for (const side of Object.values(other.bounds(i))) expect(Number.isInteger(side)).toBe(true);
    const fallbacks = Int32Array.of(2);
    const engine = { ...hand(() => undefined), partition: (...args: Parameters<Engine<BoxCells>["partition"]>) => (hand(() => undefined).partition(...args), { fallbacks }) }; // prettier-ignore
    expect(Array.from(layout(tree, { engine, container: size }).fallbacks)).toEqual([2]);
  });

  it("reads containers by the engine's shape, in the engine's name", () => {
    const triangle = [[0, 0], [0, 9], [9, 0]] as const; // prettier-ignore
    expect(() => layout(tree, { engine: squarify(), container: triangle })).toThrow(/squarify/);
    expect(layout(tree, { engine: greedy(), container: triangle }).area(0)).toBeCloseTo(40.5, 12);
    expect(convexCells.shape).toBe("convex");
  });

  it.each([
    [{ engine: "squarify" }, "container"],
    [{ engine: "squarify", container: size, minShare: 1 }, "minShare"],
    [{ engine: "squarify", container: size, round: 1 }, "round"],
    [{ engine: "squarify", container: size, areas: "net" }, "areas"],
    [{ engine: "squarify", container: size, pading: 1 }, "padding"],
  ])("names the option that is wrong: %j", (options, name) => {
    expect(() => layout(tree, options as never)).toThrow(name);
  });

  it("has a line of help for each option", () => {
    const { options, help } = optionTables["layout"]!;
    expect(Object.keys(help).sort()).toEqual(Object.keys(options).sort());
    for (const line of Object.values(help as Record<string, string>)) expect(line).toMatch(/[^.]$/);
  });
});

describe("a rule of areas", () => {
  /** A rule that lays out as it is told, and keeps what it was given. */
  function rule(act: AreaRule["solve"]): AreaRule {
    return { name: "told", solve: act };
  }
  const solved = { residual: 0, scale: 1, unsolved: new Int32Array(0) };

  it("is asked only where there is padding", () => {
    const never = rule(() => expect.fail("asked"));
    expect(layout(tree, { engine: squarify(), container: size, areas: never }).residual).toBeNull();
  });

  it("has the engine begin afresh, go on from what it has, or from the map that is updated", () => {
    const earlier: unknown[] = [];
    const memory: object = { seen: new Int32Array(1) };
    const plain = hand(() => undefined);
    const engine: Engine<BoxCells> = {
      ...plain,
      partition(...args) {
        earlier.push(args.length > 3 ? args[3] : "none");
        plain.partition(...args);
        return memory;
      },
    };
    const given: unknown[] = [];
    const areas = rule((task) => {
      given.push(task.earlier);
      task.lay(task.tree, "afresh");
      const before = task.lay(task.tree);
      const heavier = task.tree.withWeights(task.tree.weight.map((w, i) => w * (1 + i)));
      const filled = task.lay(heavier, before);
      task.lay(heavier, { ...before, memory: undefined });
      expect(task.blank().area(1)).toBe(0);
      return { ...filled, ...solved, areaMemory: { of: "the rule" } };
    });
    const map = layout(tree, { engine, container: size, padding: 1, areas });
    expect(given).toEqual([null]);
    expect(earlier).toMatchObject([
      "none",
      "none",
      {
        stretch: [1, 1],
        memory,
        match: Int32Array.of(0, 1, 2, 3, 4),
        maxAspectGrowth: Infinity,
        keepsAll: false,
      },
      "none",
    ]);
    expect(map.residual).toBe(0);
    map.update([0, 1, 0, 1, 1], { container: [120, 40] });
    expect(given[1]).toMatchObject({ memory: { of: "the rule" } });
    expect(earlier.slice(4)).toMatchObject([
      "none",
      { stretch: [2, 1], maxAspectGrowth: 2 },
      { stretch: [1, 1], maxAspectGrowth: Infinity },
      "none",
    ]);
  });

  it("remembers nothing of areas where the engine remembers nothing", () => {
    const given: unknown[] = [];
    const areas = rule((task) => {
      given.push(task.earlier);
      return { ...task.lay(task.tree), ...solved, areaMemory: {} };
    });
    layout(tree, { engine: slice(), container: size, padding: 1, areas }).update([0, 1, 0, 1, 1]);
    expect(given).toEqual([null, null]);
    expect(leafExact.name).toBe("leaf-exact");
  });
});
