import * as marquetry from "marquetry";
import {
  boxCells,
  engines,
  layout,
  quality,
  rectEngine,
  registerEngine,
  squarify,
  validate,
  weightedTree,
  type BoxCells,
  type Engine,
  type EngineName,
} from "marquetry";
import { describe, expect, it } from "vitest";
import * as all from "../../src/all-engines.ts";

const tree = weightedTree({
  name: "all",
  children: [
    { name: "a", value: 3 },
    {
      name: "b",
      children: [
        { name: "c", value: 1 },
        { name: "d", value: 2 },
      ],
    },
  ],
});
const size: [number, number] = [60, 40];

describe("the table of engines", () => {
  it("holds exactly what all.ts exports, which the package exports too", () => {
    expect(engines).toEqual({ ...all });
    for (const [name, make] of Object.entries(engines)) {
      expect((marquetry as Record<string, unknown>)[name]).toBe(make);
    }
  });

  it.each(Object.entries(engines))("%s describes itself", (name, make) => {
    const engine = make();
    expect(engine.name).toBe(name);
    expect(engine.description).not.toBe("");
    expect(["rect", "convex", "rectilinear"]).toContain(engine.shape);
  });

  it.each(Object.keys(engines) as EngineName[])("%s is known by name", (name) => {
    expect(layout(tree, { engine: name, container: size }).engine.name).toBe(name);
  });

  it("two engines of one factory share nothing", () => {
    for (const make of Object.values(engines)) {
      expect(make()).not.toBe(make());
    }
  });
});

describe("engines that are none", () => {
  it("an unknown name is answered with the known ones", () => {
    const wrong = () => layout(tree, { engine: "squarfy" as EngineName, container: size });
    expect(wrong).toThrow(expect.objectContaining({ code: "unknown-engine", value: "squarfy" }));
    for (const name of Object.keys(engines)) expect(wrong).toThrow(name);
    expect(() => layout(tree, { engine: "constructor" as EngineName, container: size })).toThrow(
      /no engine "constructor"/,
    );
  });

  it.each([undefined, null, 3, {}, squarify])("%s is no engine", (engine) => {
    expect(() => layout(tree, { engine: engine as Engine, container: size })).toThrow(
      expect.objectContaining({ code: "bad-engine" }),
    );
  });
});

describe("options of the engines", () => {
  it.each([0.5, 0, -1, NaN, Infinity, "2" as unknown as number])("squarify refuses the ratio %s", (ratio) => {
    expect(() => squarify({ ratio })).toThrow(expect.objectContaining({ code: "bad-option", value: ratio }));
  });

  it.each([0, -1, NaN, Infinity])("strip refuses the ratio %s", (ratio) => {
    expect(() => marquetry.strip({ ratio })).toThrow(
      expect.objectContaining({ code: "bad-option", value: ratio }),
    );
  });
});

describe("a custom engine", () => {
  type Share = (i: number) => [x: number, y: number, width: number, height: number];
  const columns = (share: Share) =>
    rectEngine({
      name: "columns",
      description: "of a test",
      divide({ width, height }, weights, first, end, cells) {
        const total = weights.subarray(first, end).reduce((a, b) => a + b);
        let x = 0;
        for (let i = first; i < end; i++) {
          const [dx, dy, w, h] = share(i);
          cells.set(i, x + dx, dy, (width * weights[i]! * w) / total, height * h);
          x += (width * weights[i]!) / total;
        }
      },
    });
  const lay = (share: Share) => () => layout(tree, { engine: columns(share), container: size });

  it("is used like the library's own", () => {
    const map = lay(() => [0, 0, 1, 1])();
    expect(map.area(1)).toBeCloseTo(1200, 9);
    expect(map.engine.bound(tree, size)).toBeNull();
  });

  it.each<[string, Share, RegExp]>([
    ["no number as a width", () => [0, 0, NaN, 1], /engine columns .* NaN/],
    ["no number as a place", () => [NaN, 0, 1, 1], /engine columns .*\(NaN/],
    ["an infinite height", () => [0, 0, 1, Infinity], /engine columns .* Infinity/],
    ["a negative width", () => [0, 0, -1, 1], /engine columns .* area -/],
    ["cells too large", () => [0, 0, 1.1, 1], /engine columns .* together/],
    ["cells too small", () => [0, 0, 0.9, 1], /engine columns .* together/],
    ["one cell too small", (i) => [0, 0, i === 4 ? 0.9 : 1, 1], /engine columns .* at all\/b/],
  ])("that returns %s is blamed by name", (_, share, message) => {
    expect(lay(share)).toThrow(expect.objectContaining({ name: "MarquetryError", code: "bad-engine" }));
    expect(lay(share)).toThrow(message);
  });

  it("that makes no cell at all is blamed", () => {
    const idle = rectEngine({ name: "idle", description: "of a test", divide: () => undefined });
    expect(() => layout(tree, { engine: idle, container: size })).toThrow(/engine idle .* area 0/);
  });

  it("may leave gaps if it says so, but never take more", () => {
    const gappy = (w: number): Engine => ({ ...columns(() => [0, 0, w, 1]), hasGaps: true });
    expect(layout(tree, { engine: gappy(0.5), container: size }).area(1)).toBeCloseTo(600, 9);
    expect(() => layout(tree, { engine: gappy(1.5), container: size })).toThrow(/engine columns/);
  });
});

describe("an engine of the whole tree", () => {
  const upright: Engine<BoxCells> = {
    ...boxCells,
    name: "upright",
    description: "of a test",
    partition({ weight, size, ...tree }, _region, cells) {
      const room = { x: 0, y: 0, width: 0, height: 0 };
      for (let i = 0; i < size; i++) {
        cells.open(i, room);
        const first = tree.firstChild[i]!;
        if (!(room.width > 0)) continue;
        for (let c = first, x = 0; c < first + tree.childCount[i]!; c++) {
          const width = room.width * (weight[c]! / weight[i]!);
          cells.set(c, x, 0, width, room.height);
          x += width;
        }
        cells.close(i);
      }
    },
  };

  it("needs no bound, and none is proven", () => {
    expect(quality(layout(tree, { engine: upright, container: size })).bound).toBeNull();
  });

  it("is told that there is no room in a cell without area, whatever the padding between its children", () => {
    const light = weightedTree({
      children: [{ value: 3 }, { children: [{ value: 0 }, { value: 0 }] }],
    });
    const map = layout(light, { engine: upright, container: size, paddingInner: 4 });
    expect(validate(map)).toEqual([]);
    expect([...map].map((i) => map.area(i) > 0)).toEqual([true, true, false, false, false]);
  });
});

describe("a name of one's own", () => {
  const made = (name: string): Engine => ({ ...squarify(), name });

  it("leads to the engine", () => {
    registerEngine("own", () => made("own"));
    expect(layout(tree, { engine: "own" as EngineName, container: size }).engine.name).toBe("own");
  });

  it("must be the engine's own, by which packed maps find it", () => {
    registerEngine("alias", () => made("another"));
    expect(() => layout(tree, { engine: "alias" as EngineName, container: size })).toThrow(
      expect.objectContaining({ code: "bad-engine", value: "another" }),
    );
  });

  it.each([["two words"], [""], [3 as unknown as string]])("cannot be %j", (name) => {
    expect(() => registerEngine(name, squarify as never)).toThrow(
      expect.objectContaining({ code: "bad-input", value: name }),
    );
  });
});

describe("weights", () => {
  it("a tree without weight is refused, and named", () => {
    const empty = weightedTree({ name: "nothing", children: [{ value: 0 }, { value: 0 }] });
    expect(() => layout(empty, { engine: squarify(), container: size })).toThrow(
      expect.objectContaining({ code: "zero-weight", path: "nothing" }),
    );
  });

  it("a single node fills the container", () => {
    for (const make of Object.values(engines)) {
      const map = layout(weightedTree({ value: 5 }), { engine: make(), container: size });
      expect(map.size).toBe(1);
      expect(map.area(0)).toBe(2400);
    }
  });
});
