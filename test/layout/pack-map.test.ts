import {
  buffersOf,
  greedy,
  layout,
  MarquetryError,
  packMap,
  sliceDice,
  squarify,
  strip,
  unpackMap,
  weightedTree,
  type LayoutOptions,
  type Partition,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { plant, planTree } from "../support/trees.ts";

const tree = plant(planTree("bushy", "lognormal", 60, 4));
const lay = (options: Partial<LayoutOptions> = {}): Partition =>
  layout(tree, { engine: greedy(), container: [300, 200], ...options });

function expectSame(a: Partition, b: Partition): void {
  for (const i of a) expect(b.cell(i)).toEqual(a.cell(i));
  expect(Array.from(b.tree.weight)).toEqual(Array.from(a.tree.weight));
}

const refused = (message: RegExp, value?: unknown): unknown =>
  expect.objectContaining({
    name: "MarquetryError",
    message: expect.stringMatching(message) as string,
    ...(value === undefined ? {} : { value }),
  });

describe("a packed map", () => {
  it("says what was asked for", () => {
    const region = { x0: 0, y0: 0, x1: 300, y1: 200 };
    expect(packMap(lay()).asked).toMatchObject({
      engine: "greedy",
      region,
      round: false,
      areas: "gross",
      minShare: 0,
    });
    const all = { padding: 1, paddingTop: 3, minShare: 0.001, areas: "leaf-exact" } as const;
    const { asked } = packMap(lay({ ...all, engine: strip({ ratio: 2 }) }));
    expect(asked).toMatchObject({
      engine: "strip",
      engineOptions: { ratio: 2 },
      padding: { padding: 1, paddingTop: 3 },
      areas: "leaf-exact",
      minShare: 0.001,
    });
    expect(packMap(lay({ engine: squarify(), round: true })).asked.round).toBe(true);
  });

  it("has the weights as laid out only where some were raised", () => {
    expect(packMap(lay()).laidWeight).toBeNull();
    const packed = packMap(lay({ minShare: 0.01 }));
    expect(packed.raised.length).toBeGreaterThan(0);
    for (const i of packed.raised)
      expect(packed.laidWeight![i]! / packed.laidWeight![0]!).toBeCloseTo(0.01, 12);
  });

  it("comes back as it was, with its areas, lists and way to go on", () => {
    for (const options of [
      { padding: 2 },
      { minShare: 0.01 },
      { padding: 2, areas: "leaf-exact" },
      { engine: squarify(), round: true },
    ] as const) {
      const map = lay(options);
      const packed = structuredClone(packMap(map));
      for (const again of [unpackMap(packed), unpackMap(packed, tree)]) {
        expectSame(map, again);
        expect([again.padded, again.rounded, again.residual]).toEqual([
          map.padded,
          map.rounded,
          map.residual,
        ]);
        expect([again.areaPerWeight, again.raised]).toEqual([map.areaPerWeight, map.raised]);
        const heavier = tree.weight.map((weight, i) => weight * (1 + (i % 3)));
        expectSame(map.update(heavier), again.update(heavier));
      }
      expect(unpackMap(packed, tree).tree).toBe(tree);
    }
  });

  it("of other weights than its tree comes back with its own", () => {
    const heavier = tree.weight.map((weight, i) => weight * (1 + (i % 3)));
    const map = lay().update(heavier);
    const again = unpackMap(packMap(map), tree);
    expectSame(map, again);
    expect(again.tree.label(5)).toBe(tree.label(5));
    expect(Array.from(tree.weight)).not.toEqual(Array.from(again.tree.weight));
  });

  it("shares no memory with the map", () => {
    const map = lay({ minShare: 0.01, padding: 1 });
    const before = [...map].map((i) => map.cell(i));
    const weights = tree.weight.slice();
    const packed = packMap(map);
    const kept = structuredClone(packed);
    const buffers = buffersOf(packed);
    expect(new Set(buffers).size).toBe(buffers.length);
    for (const buffer of buffers) new Uint8Array(buffer).fill(255);
    expect([...map].map((i) => map.cell(i))).toEqual(before);
    expect(tree.weight).toEqual(weights);
    expect(packMap(map)).toEqual(kept);
  });
});

describe("the buffers of something packed", () => {
  it("are those of all its arrays, however deep, and of nothing else", () => {
    const [a, b, c] = [new Float64Array(2), new Int32Array(3), new Uint8Array(1)];
    const packed = { a, deep: { b, list: [c, "text", 3] }, none: null, name: "n", missing: undefined };
    expect(buffersOf(packed)).toEqual([a.buffer, b.buffer, c.buffer]);
    expect(buffersOf({})).toEqual([]);
  });
});

describe("what cannot be packed or unpacked", () => {
  it("is a function that takes part: it is named by its place", () => {
    expect(() => packMap(lay({ paddingTop: () => 4 }))).toThrow(
      refused(/^packMap cannot pack greedy\.asked\.padding\.paddingTop: it is a function/),
    );
    const made = (options: object) => packMap(lay({ engine: { ...sliceDice(), options } }));
    expect(() => made({ list: [1, Symbol("s")] })).toThrow(
      refused(/^packMap cannot pack sliceDice\.asked\.engineOptions\.list\[1\]: /),
    );
    expect(() => made({ day: new Date(0) })).toThrow(
      expect.objectContaining({ code: "bad-option", value: new Date(0) }),
    );
    const bare = Object.assign(Object.create(null) as object, { deep: [1, "two", null, true, undefined] });
    expect(made(bare).asked.engineOptions).toEqual({ deep: [1, "two", null, true, undefined] });
  });

  it.each([
    [undefined, "undefined"],
    [null, "null"],
    ["packed", '"packed"'],
    [() => 1, "a function"],
    [{ asked: {} }, "."],
    [{ cells: {} }, "."],
  ])("is %j: no packed map", (packed, shown) => {
    const unpack = (): unknown => unpackMap(packed as never);
    expect(unpack).toThrow(refused(new RegExp(`^unpackMap takes what packMap made, not ${shown}`)));
    expect(unpack).toThrow(expect.objectContaining({ code: "bad-input" }));
  });

  it.each(["asked", "cells", "tree", "fallbacks"] as const)(
    "is a packed map that has lost its %s",
    (part) => {
      const packed = { ...packMap(lay()), [part]: null };
      expect(() => unpackMap(packed as never)).toThrow(
        refused(/^unpackMap takes what packMap made, and a part of this/),
      );
    },
  );

  it("is a map with another tree", () => {
    const packed = packMap(lay());
    expect(() => unpackMap(packed, weightedTree({ children: [{ value: 1 }] }))).toThrow(MarquetryError);
    expect(() => unpackMap(packed, { value: 3 } as never)).toThrow(refused(/^unpackMap takes a tree/));
    expect(() => packMap({} as never)).toThrow(refused(/^packMap takes /));
  });
});
