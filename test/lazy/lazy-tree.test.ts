import fc from "fast-check";
import {
  byFamily,
  engines,
  greedy,
  layout,
  lazyTree,
  MarquetryError,
  orthoconvex,
  packMap,
  quality,
  rectangles,
  squarify,
  toSVG,
  unpackMap,
  validate,
  voronoi,
  weightedTree,
  type Engine,
  type Partition,
  type WeightedTree,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { sourceOf } from "./fake-source.ts";

const CONTAINER = [960, 600] as const;
const REQUEST = { limit: 500, offset: 0, minShare: 0, signal: new AbortController().signal };

/** A tree whose weights add up without rounding, so that a source's sums are those of the whole. */
function planted(seed: number, size: number): WeightedTree {
  let state = seed;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const rows: { id: string; parent: string | null; weight: number }[] = [
    { id: "n0", parent: null, weight: 0 },
  ];
  for (let k = 1; k < size; k++) {
    const parent = Math.floor(random() ** 2 * Math.min(k, size / 4));
    rows.push({ id: `n${k}`, parent: `n${parent}`, weight: 1 + Math.floor(1000 * random() ** 4) });
  }
  const inner = new Set(rows.map(({ parent }) => parent));
  return weightedTree.fromRows(
    rows.map((row) => (inner.has(row.id) ? { id: row.id, parent: row.parent } : row)),
  );
}

async function expandAll(map: Partition, pick: (left: number) => number = () => 0): Promise<Partition> {
  for (let now = map; ;) {
    const open = Array.from(now).filter((i) => !now.tree.isLoaded(i));
    if (open.length === 0) return now;
    now = await now.expand(open[pick(open.length)]!);
  }
}

/** The cells of a map, by id. */
function cellsOf(map: Partition): Map<string, string> {
  return new Map(
    Array.from(map, (i) => {
      const ring = new Float64Array(2 * map.cells.mostCorners);
      const corners = map.cells.ring(i, ring);
      const numbers = [map.cells.originX(i), map.cells.originY(i), ...ring.subarray(0, 2 * corners)];
      return [map.tree.id(i), numbers.join(" ")];
    }),
  );
}

describe("a map of a lazy tree", () => {
  const three: Record<string, () => Engine> = {
    rectangles,
    greedy,
    voronoi: () => voronoi({ effort: "fast" }),
  };

  it.each(Object.keys(three))("is the same in whatever order it was expanded: %s", async (name) => {
    const engine = three[name]!();
    const tree = planted(7, 36);
    const whole = layout(tree, { engine: byFamily(engine), container: CONTAINER });
    const packed = packMap(whole);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (chances) => {
        const first = layout(lazyTree(sourceOf(tree)), { engine, container: CONTAINER });
        const map = await expandAll(first, (left) => (chances.next().value as number) % left);
        const again = packMap(map);
        expect(again.cells).toEqual(packed.cells);
        expect(again.tree.parent).toEqual(packed.tree.parent);
        expect(again.tree.id).toEqual(packed.tree.id.map((_, row) => again.tree.id[row]));
        expect(cellsOf(map)).toEqual(cellsOf(whole));
      }),
      { numRuns: 1000 },
    );
  });

  it("changes no cell but those of the family expanded or collapsed, padded or not, whatever the engine", async () => {
    const tree = planted(3, 60);
    for (const [name, make] of Object.entries(engines)) {
      if (["orthoconvex", "sliceDice"].includes(name)) continue;
      for (const padding of [0, 3]) {
        let map: Partition = layout(lazyTree(sourceOf(tree)), {
          engine: (make as () => Engine)(),
          container: CONTAINER,
          padding,
        });
        for (let step = 0; step < 20; step++) {
          const before = cellsOf(map);
          const open = Array.from(map).filter((i) => !map.tree.isLoaded(i));
          const inner = Array.from(map).filter((i) => map.tree.childCount[i]! > 0);
          const next =
            step % 4 === 3
              ? map.collapse(inner[(step * 7) % inner.length]!)
              : open.length > 0
                ? await map.expand(open[(step * 5) % open.length]!)
                : map;
          const after = cellsOf(next);
          for (const [id, cell] of before) if (after.has(id)) expect(after.get(id)).toBe(cell);
          map = next;
        }
        expect(map.engine.hasGaps || padding > 0 ? [] : validate(map)).toEqual([]);
      }
    }
  });

  it("lays engines that look at one family anyway out as they do whole trees", async () => {
    const tree = planted(5, 80);
    for (const engine of ["squarify", "binary", "strip", "slice", "pivot", "spiral"] as const) {
      const whole = layout(tree, { engine, container: CONTAINER, padding: 2 });
      const map = layout(tree, { engine: byFamily(engine), container: CONTAINER, padding: 2 });
      expect(cellsOf(map)).toEqual(cellsOf(whole));
      const first = layout(lazyTree(sourceOf(tree)), { engine, container: CONTAINER, padding: 2 });
      expect(cellsOf(await expandAll(first))).toEqual(cellsOf(whole));
    }
  });

  it("keeps its cells in an update of other weights elsewhere, and lays out anew what changed", async () => {
    const tree = planted(9, 40);
    const map = await expandAll(layout(lazyTree(sourceOf(tree)), { engine: greedy(), container: CONTAINER }));
    const same = map.update(map.tree.weight);
    expect(cellsOf(same)).toEqual(cellsOf(map));
    const weights = map.tree.weight.slice();
    weights[map.size - 1]! *= 3;
    const other = map.update(weights);
    expect(validate(other)).toEqual([]);
    const afresh = layout(other.tree, { engine: byFamily(greedy()), container: CONTAINER });
    for (const i of other) expect(other.area(i)).toBeCloseTo(afresh.area(i), 9);
  });

  it("tells what is not loaded: in the tree, its quality and its picture", async () => {
    const tree = weightedTree({
      name: "top",
      children: [
        {
          name: "box",
          children: [
            { name: "a", value: 3 },
            { name: "b", value: 1 },
          ],
        },
        { name: "leaf", value: 4 },
      ],
    });
    const first = layout(lazyTree(sourceOf(tree)), { engine: squarify(), container: CONTAINER });
    expect(first.tree.isLoaded(0)).toBe(false);
    const map = await first.expand(0);
    const box = map.tree.find("top/box");
    expect([0, box, map.tree.find("top/leaf")].map((i) => map.tree.isLoaded(i))).toEqual([true, false, true]);
    expect(map.at(...map.centroid(box))).toBe(box);
    expect(quality(map).leaves.count).toBe(1);
    expect(quality(map).unloaded).toEqual({ count: 1, weight: 4, share: 0.5 });
    const svg = toSVG(map);
    expect(svg.match(/class="unloaded depth-1"/g)).toHaveLength(1);
    expect(svg.match(/class="leaf depth-1"/g)).toHaveLength(1);
    expect(svg.match(/class="hatch"/g)).toHaveLength(1);
    expect(svg).toContain("box: 4 (not loaded)");
    expect(svg).toContain(">box …</text>");
    const whole = await map.expand(box);
    expect(toSVG(whole)).not.toContain("unloaded");
    expect(quality(whole).unloaded.count).toBe(0);
    expect(toSVG(whole.collapse(whole.tree.find("top/box")))).toBe(svg);
  });

  it("is packed with what is not loaded, and expands once it has its tree again", async () => {
    const tree = planted(11, 30);
    const map = await layout(lazyTree(sourceOf(tree)), { engine: greedy(), container: CONTAINER }).expand(0);
    const packed = structuredClone(packMap(map));
    const alone = unpackMap(packed);
    expect(toSVG(alone)).toBe(toSVG(map));
    const open = Array.from(map).find((i) => !map.tree.isLoaded(i))!;
    expect(alone.tree.isLoaded(open)).toBe(false);
    await expect(alone.expand(open)).rejects.toThrow(/parts/);
    expect(() => alone.update(alone.tree.weight)).not.toThrow();
    const [a, b] = [await unpackMap(packed, map.tree).update(map.tree).expand(open), await map.expand(open)];
    expect(cellsOf(a)).toEqual(cellsOf(b));
  });

  it("refuses what looks at the whole of a tree, and says why", () => {
    const tree = lazyTree(sourceOf(planted(1, 9)));
    const lay = (options: object) => () =>
      layout(tree, { engine: squarify(), container: CONTAINER, ...options });
    expect(lay({ engine: orthoconvex() })).toThrow(/orthoconvex cannot lay out families by themselves/);
    expect(lay({ engine: "sliceDice" })).toThrow(/it turns by depth/);
    expect(lay({ engine: voronoi({ sites: () => [0, 0] }) })).toThrow(/sites are places in the whole map/);
    expect(lay({ round: true })).toThrow(/round/);
    expect(lay({ minShare: 0.01 })).toThrow(/minShare/);
    expect(lay({ areas: "leaf-exact" })).toThrow(/leaf-exact/);
    const whole = layout(planted(1, 9), { engine: squarify(), container: CONTAINER });
    expect(() => whole.collapse(0)).toThrow(MarquetryError);
    return expect(whole.expand(0)).rejects.toMatchObject({ code: "bad-input" });
  });

  it("keeps no more nodes than it may, and lets go what was not looked at for longest", async () => {
    const families = Array.from({ length: 20 }, (_, f) => ({
      name: `f${f}`,
      children: Array.from({ length: 10 }, (_, k) => ({ name: `${f}.${k}`, value: 1 })),
    }));
    const tree = weightedTree({ name: "top", children: families });
    let map: Partition = layout(lazyTree(sourceOf(tree), { maxNodes: 60 }), {
      engine: squarify(),
      container: CONTAINER,
    });
    map = await map.expand(0);
    for (let f = 0; f < 20; f++) {
      if (map.tree.isLoaded(map.tree.find("top/f0"))) map = await map.expand(map.tree.find("top/f0"));
      map = await map.expand(map.tree.find(`top/f${f}`));
      expect(map.size).toBeLessThanOrEqual(60);
    }
    const loaded = Array.from({ length: 20 }, (_, f) => f).filter((f) =>
      map.tree.isLoaded(map.tree.find(`top/f${f}`)),
    );
    expect(loaded).toEqual([0, 18, 19]);
    expect(validate(map)).toEqual([]);
  });

  it("names what was left out, with its exact weight", async () => {
    const tree = weightedTree({
      name: "top",
      children: Array.from({ length: 2000 }, (_, k) => ({ name: `${k}`, value: k + 1 })),
    });
    const map = await layout(lazyTree(sourceOf(tree), { limit: 10 }), {
      engine: squarify(),
      container: CONTAINER,
    }).expand(0);
    expect(map.size).toBe(12);
    expect(map.tree.label(11)).toBe("+\u00a01,990 others");
    expect(map.tree.isRemainder(11)).toBe(true);
    expect(map.tree.data(11)).toBeUndefined();
    expect(map.tree.weight.subarray(1).reduce((a, b) => a + b)).toBe(tree.weight[0]);
  });

  it("loads the others page by page, in the cell that stands for them", async () => {
    const tree = weightedTree({
      name: "top",
      children: Array.from({ length: 35 }, (_, k) => ({ name: `n${k}`, value: 100 - k })),
    });
    const source = sourceOf(tree);
    let map = await layout(lazyTree(source, { limit: 10 }), {
      engine: squarify(),
      container: CONTAINER,
    }).expand(0);
    const first = toSVG(map);
    expect(map.tree.isLoaded(11)).toBe(false);
    expect(quality(map).unloaded.count).toBe(1);
    for (const left of [15, 5, 0]) {
      const before = cellsOf(map);
      const others = Array.from(map).find((i) => !map.tree.isLoaded(i))!;
      map = await map.expand(others);
      const after = cellsOf(map);
      for (const [id, cell] of before) expect(after.get(id)).toBe(cell);
      const next = Array.from(map).find((i) => !map.tree.isLoaded(i));
      expect(next === undefined ? "" : map.tree.label(next)).toBe(left > 0 ? `+\u00a0${left} others` : "");
    }
    const leaves = Array.from(map.leaves(), (i) => map.tree.label(i));
    expect(leaves.sort()).toEqual(tree.size > 1 ? Array.from({ length: 35 }, (_, k) => `n${k}`).sort() : []);
    expect(validate(map)).toEqual([]);
    expect(toSVG(map.collapse(11))).toBe(first);
    const stubborn = { ...source, children: () => source.children("top", { ...REQUEST, limit: 10 }) };
    const again = await layout(lazyTree(stubborn, { limit: 10 }), {
      engine: squarify(),
      container: CONTAINER,
    }).expand(0);
    await expect(again.expand(11)).rejects.toThrow(/nothing but the first 10 children again/);
  });
});
