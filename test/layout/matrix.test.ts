import {
  buffersOf,
  engines,
  layout,
  packMap,
  quality,
  stability,
  unpackMap,
  validate,
  weightedTree,
  type LayoutOptions,
  type Partition,
  type WeightedTree,
} from "marquetry";
import { randomTree } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { generator } from "../../src/fixtures/trees.ts";

/** Every engine × every way in which a map comes about × every option that changes areas or rooms. */
const CONTAINER = [900, 600] as const;
const OTHER = [760, 640] as const;

const OPTIONS: Readonly<Record<string, Partial<LayoutOptions>>> = {
  "gross areas": {},
  padding: { padding: 2, paddingTop: 9 },
  "leaf-exact areas": { padding: 1, areas: "leaf-exact" },
  "a least share": { minShare: 0.002 },
};

const tree = randomTree(300, { seed: 21 });
const nudged = perturbed(tree, 0.1, 5);
const grown = withNewLeaf(tree);

/** The tree with every leaf's weight changed by up to a part. */
function perturbed(from: WeightedTree, part: number, seed: number): Float64Array {
  const random = generator(seed);
  return from.weight.map((weight) => weight * (1 - part + 2 * part * random()));
}

/** The same nodes in the same order, and one more leaf under the root. */
function withNewLeaf(from: WeightedTree): WeightedTree {
  const parent = [...from.parent, 0];
  const weight = [...from.weight, from.weight[0]! / 50];
  const id = [...Array.from(from.parent, (_, i) => from.id(i)), "newcomer"];
  return weightedTree.fromColumns({
    parent: Int32Array.from(parent),
    weight: Float64Array.from(weight),
    id,
  });
}

/** What holds of any map, however it came about. */
function expectSound(map: Partition): void {
  expect(validate(map)).toEqual([]);
  const { area, unsolved } = quality(map);
  if (map.residual !== null) {
    expect(map.residual).toBeLessThanOrEqual(1e-6);
    // Without rows, columns or a memory the right areas are a matter of trial: what is not reached is listed.
    if (map.engine.shape === "rect" || remembers(map)) expect(unsolved.share).toBeLessThan(0.35);
  } else if (!map.padded && map.raised.length === 0 && !map.engine.hasInexactAreas) {
    expect(area.maxError).toBeLessThanOrEqual(1e-9);
  }
}

/** What holds of a map in which nothing has a cell. */
function expectEmpty(map: Partition): void {
  expect(validate(map)).toEqual([]);
  for (const i of map) {
    expect(map.isEmpty(i)).toBe(true);
    expect(map.area(i)).toBe(0);
  }
  expect(map.at((map.region.x0 + map.region.x1) / 2, 150)).toBe(-1);
  expect(map.bound()).toBe(null);
}

/** Whether the engine of a map keeps anything of it for the next. */
function remembers(map: Partition): boolean {
  return packMap(map).memory !== undefined;
}

function expectSameCells(a: Partition, b: Partition): void {
  for (const i of a) expect(b.cell(i)).toEqual(a.cell(i));
}

describe.each(Object.entries(engines))("%s", (name, make) => {
  const engine = make();
  const lay = (options: Partial<LayoutOptions>, data: WeightedTree = tree): Partition =>
    layout(data, { engine, container: CONTAINER, ...options });

  describe.each(Object.entries(OPTIONS))("with %s", (_, options) => {
    const map = lay(options);

    it("is sound afresh", () => expectSound(map));

    it("moves nothing where nothing changes", () => {
      expectSameCells(map, map.update(tree.weight));
      expectSameCells(map, map.update(tree));
      expectSameCells(map, map.update(tree, { container: CONTAINER }));
    });

    it("is sound with other weights, and moves little more than without the option", () => {
      const after = map.update(nudged);
      expectSound(after);
      if (!remembers(map)) {
        expectSameCells(after, lay(options, tree.withWeights(nudged)));
        return;
      }
      const plain = lay({});
      const allowed = stability(plain, plain.update(nudged)).centroidShift.mean;
      expect(stability(map, after).centroidShift.mean).toBeLessThanOrEqual(1.5 * allowed + 0.002);
    });

    it("is sound with another tree", () => {
      const after = map.update(grown);
      expectSound(after);
      expect(after.area(after.tree.find("newcomer"))).toBeGreaterThan(0);
    });

    it("is sound in another container, with maps kept of what was asked for", () => {
      const after = map.update(tree, { container: OTHER });
      expectSound(after);
      expect(after.region).toMatchObject({ x1: OTHER[0], y1: OTHER[1] });
      expect(after.padded).toBe(map.padded);
      expect(after.raised.length > 0).toBe(map.raised.length > 0);
    });

    it("is empty on request where nothing weighs anything, and goes on from there", () => {
      const nothing = new Float64Array(tree.size);
      const none = map.update(nothing, { empty: true });
      expectEmpty(none);
      expect(none.region).toEqual(map.region);
      expectSameCells(map, none.update(tree));
      expectSameCells(map.update(nudged), none.update(nothing).update(nudged));
      expectSameCells(map.update(nudged), unpackMap(structuredClone(packMap(none))).update(nudged));
      const afresh = lay({ ...options, empty: true }, tree.withWeights(nothing));
      expectEmpty(afresh);
      expectSameCells(map, afresh.update(tree.weight));
    });

    it("is empty on request in a container without width, and goes on from there", () => {
      const hidden = map.update(nudged, { container: [0, 300], empty: true });
      expectEmpty(hidden);
      expectSameCells(map, hidden.update(tree, { container: CONTAINER }));
      const again = hidden.update(nudged, { container: CONTAINER });
      expectSameCells(map.update(nudged, { container: CONTAINER }), again);
    });

    it("is the same packed and unpacked, and goes on alike", () => {
      const packed = packMap(map);
      const sent = structuredClone(packed, { transfer: buffersOf(packed) });
      for (const again of [unpackMap(sent, tree), unpackMap(structuredClone(packMap(map)))]) {
        expectSameCells(map, again);
        expect(again.engine.name).toBe(name);
        expect(again.residual).toBe(map.residual);
        expect(Array.from(again.unsolved)).toEqual(Array.from(map.unsolved));
        expect(Array.from(again.raised)).toEqual(Array.from(map.raised));
        expect(again.fallbacks).toEqual(map.fallbacks);
        expect(again.tree.id(7)).toBe(tree.id(7));
        expectSameCells(map.update(nudged), again.update(nudged));
        expectSameCells(map.update(nudged, { container: OTHER }), again.update(nudged, { container: OTHER }));
      }
    });
  });
});

describe("what is handed in", () => {
  it("is never changed by an engine, nor read again", () => {
    const weights = tree.weight.slice();
    const container = [...CONTAINER] as [number, number];
    const options = { engine: engines.greedy(), container, padding: 2 };
    const map = layout(tree, options);
    container[0] = 5;
    options.padding = 50;
    expect(tree.weight).toEqual(weights);
    expect(map.update(tree.weight).area(0)).toBe(900 * 600);
    expect(map.update(nudged).cell(1)).toEqual(
      layout(tree, { engine: engines.greedy(), container: CONTAINER, padding: 2 }).update(nudged).cell(1),
    );
  });

  it("cannot be packed if a function takes part", () => {
    const padded = layout(tree, { engine: "squarify", container: CONTAINER, paddingTop: () => 4 });
    expect(() => packMap(padded)).toThrow(/paddingTop.*a function/);
  });
});
