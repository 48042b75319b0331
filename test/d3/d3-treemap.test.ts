import {
  hierarchy,
  treemap,
  treemapResquarify,
  treemapSquarify,
  type HierarchyNode,
  type HierarchyRectangularNode,
} from "d3-hierarchy";
import { binary, dice, slice, sliceDice, squarify, type Engine } from "marquetry";
import { engineOf, tileOf, type Tile, type TileNode } from "marquetry/d3";
import { describe, expect, it } from "vitest";
import { flare, type Datum } from "../support/hierarchies.ts";

/**
 * What d3-hierarchy's own tests of its treemap check, one test of ours for one of theirs, through tiles of our engines:
 * the same trees, the same rooms, the same sides. docs/migrating-from-d3.md lists the ones that differ.
 */

type Sides = [x0: number, x1: number, y0: number, y1: number];

const VALUES = [6, 6, 4, 3, 2, 2, 1];
const GOLDEN = (1 + Math.sqrt(5)) / 2;

function parentOf(values: readonly number[], depth?: number): TileNode & { children: TileNode[] } {
  const value = values.reduce((sum, v) => sum + v, 0);
  return { value, children: values.map((v) => ({ value: v })), ...(depth !== undefined && { depth }) };
}

function sidesOf({ x0, x1, y0, y1 }: TileNode): Sides {
  return [x0, x1, y0, y1].map((side) => Math.round(side! * 100) / 100) as Sides;
}

function laid(tile: Tile<TileNode>, node: TileNode, width: number, height: number): Sides[] {
  tile(node, 0, 0, width, height);
  return node.children!.map(sidesOf);
}

const SLICED: Sides[] = [
  [0, 6, 0, 1],
  [0, 6, 1, 2],
  [0, 6, 2, 2.67],
  [0, 6, 2.67, 3.17],
  [0, 6, 3.17, 3.5],
  [0, 6, 3.5, 3.83],
  [0, 6, 3.83, 4],
];
const DICED: Sides[] = SLICED.map(([x0, x1, y0, y1]) => [y0, y1, x0, x1]);
const BY_HALVES: Sides[] = [
  [0, 3, 0, 2],
  [0, 3, 2, 4],
  [3, 4.71, 0, 2.33],
  [4.71, 6, 0, 2.33],
  [3, 4.2, 2.33, 4],
  [4.2, 5.4, 2.33, 4],
  [5.4, 6, 2.33, 4],
];
const SQUARIFIED: Sides[] = [
  ...BY_HALVES.slice(0, 4),
  [3, 5.4, 2.33, 3.17],
  [3, 5.4, 3.17, 4],
  [5.4, 6, 2.33, 4],
];
const WIDE: Sides[] = [
  [0, 10, 0, 10],
  [10, 20, 0, 10],
];
const KEPT: Sides[] = [
  [0, 5, 0, 20],
  [5, 10, 0, 20],
];
const TALL: Sides[] = [
  [0, 10, 0, 10],
  [0, 10, 10, 20],
];

describe("binary", () => {
  it("halves a family again and again", () =>
    expect(laid(tileOf(binary()), parentOf(VALUES), 6, 4)).toEqual(BY_HALVES));

  it("gives children of value 0 no area, though not in d3's places", () => {
    const root = hierarchy<Datum>({ children: [{ value: 0 }, { value: 0 }, { value: 1 }] });
    treemap<Datum>().tile(tileOf(binary()))(root.sum((d) => d.value ?? 0));
    const leaves = root.leaves().map((leaf) => sidesOf(leaf as HierarchyRectangularNode<Datum>));
    expect(leaves[2]).toEqual([0, 1, 0, 1]);
    for (const [x0, x1, y0, y1] of leaves.slice(0, 2)) expect((x1 - x0) * (y1 - y0)).toBe(0);
  });
});

describe("dice", () => {
  it("puts children side by side", () => expect(laid(tileOf(dice()), parentOf(VALUES), 4, 6)).toEqual(DICED));

  it("fills an empty parent of no width with empty cells", () => {
    const empty: Sides = [0, 0, 0, 4];
    expect(laid(tileOf(dice()), parentOf([0, 0]), 0, 4)).toEqual([empty, empty]);
  });
});

describe("slice", () => {
  it("puts children one below the other", () =>
    expect(laid(tileOf(slice()), parentOf(VALUES), 6, 4)).toEqual(SLICED));

  it("fills an empty parent of no height with empty cells", () => {
    const empty: Sides = [0, 4, 0, 0];
    expect(laid(tileOf(slice()), parentOf([0, 0]), 4, 0)).toEqual([empty, empty]);
  });
});

describe("sliceDice", () => {
  it("slices at odd depths", () =>
    expect(laid(tileOf(sliceDice()), parentOf(VALUES, 1), 6, 4)).toEqual(SLICED));

  it("dices at even depths", () =>
    expect(laid(tileOf(sliceDice()), parentOf(VALUES, 2), 4, 6)).toEqual(DICED));
});

describe("squarify", () => {
  it("makes rows near squares", () =>
    expect(laid(tileOf(squarify()), parentOf(VALUES), 6, 4)).toEqual(SQUARIFIED));

  it("forgets its rows", () => {
    const parent = parentOf([10, 10]);
    const tile = tileOf(squarify());
    expect(laid(tile, parent, 20, 10)).toEqual(WIDE);
    expect(laid(tile, parent, 10, 20)).toEqual(TALL);
  });

  it("heeds its ratio", () =>
    expect(laid(tileOf(squarify({ ratio: 1 })), parentOf(VALUES), 6, 4)).toEqual(BY_HALVES));

  it.each([
    ["width", 0, 4],
    ["height", 4, 0],
  ] as const)("fills an empty parent of no %s with empty cells", (_, width, height) => {
    const empty: Sides = [0, width, 0, height];
    expect(laid(tileOf(squarify()), parentOf([0, 0]), width, height)).toEqual([empty, empty]);
  });

  it("gives a first child of value 0 no height", () =>
    expect(laid(tileOf(squarify()), parentOf([0, ...VALUES]), 6, 4)).toEqual([[0, 3, 0, 0], ...SQUARIFIED]));
});

describe("resquarify, there and back", () => {
  const kept = (ratio: number): Tile<TileNode> =>
    tileOf(engineOf(treemapResquarify.ratio(ratio), { options: { ratio } }));

  it("keeps its rows", () => {
    const parent = parentOf([10, 10]);
    const tile = tileOf(engineOf(treemapResquarify));
    expect(laid(tile, parent, 20, 10)).toEqual(WIDE);
    expect(laid(tile, parent, 10, 20)).toEqual(KEPT);
  });

  it("heeds its ratio", () => expect(laid(kept(1), parentOf(VALUES), 6, 4)).toEqual(BY_HALVES));

  it("keeps its rows where another tile has the same ratio", () => {
    const parent = parentOf([10, 10]);
    expect(laid(kept(GOLDEN), parent, 20, 10)).toEqual(WIDE);
    expect(laid(kept(GOLDEN), parent, 10, 20)).toEqual(KEPT);
  });

  it("makes new rows for another ratio", () => {
    const parent = parentOf([10, 10]);
    expect(laid(kept(GOLDEN), parent, 20, 10)).toEqual(WIDE);
    expect(laid(kept(1), parent, 10, 20)).toEqual(TALL);
  });

  it("makes empty cells where a value has become 0", () => {
    const root = hierarchy<Datum>({ children: [{ children: [{ value: 0 }] }, { value: 1 }] });
    const lay = treemap<Datum>().tile(tileOf(engineOf(treemapResquarify)));
    lay(root.sum((d) => d.value ?? 0));
    lay(root.sum(() => 0));
    const empty: Sides = [0, 1, 0, 0];
    expect(root.leaves().map((leaf) => sidesOf(leaf as HierarchyRectangularNode<Datum>))).toEqual([
      empty,
      empty,
    ]);
  });
});

describe("the treemap", () => {
  const byValue = (a: { value?: number | undefined }, b: { value?: number | undefined }): number =>
    b.value! - a.value!;
  const simple = (): HierarchyNode<Datum> =>
    hierarchy<Datum>({ children: [3, 2, 6, 1, 6, 2, 4].map((value) => ({ value })) }).sum(
      (d) => d.value ?? 0,
    );
  const own = treemap<Datum>;
  const ours = (engine: Engine = squarify()): ReturnType<typeof treemap<Datum>> => own().tile(tileOf(engine));
  const all = (lay: ReturnType<typeof treemap<Datum>>): Sides[] => {
    const nodes: Sides[] = [];
    for (const node of lay(simple().sort(byValue))) nodes.push(sidesOf(node));
    return nodes;
  };
  const WHOLE: Sides = [0, 6, 0, 4];

  it("has its defaults beside the tile", () => {
    const tile = tileOf(squarify());
    const lay = own().tile(tile);
    expect(lay.tile()).toBe(tile);
    expect(lay.size()).toEqual([1, 1]);
    expect(lay.round()).toBe(false);
  });

  it("rounds", () => {
    expect(all(ours().size([600, 400]).round(true))).toEqual([
      [0, 600, 0, 400],
      [0, 300, 0, 200],
      [0, 300, 200, 400],
      [300, 471, 0, 233],
      [471, 600, 0, 233],
      [300, 540, 233, 317],
      [300, 540, 317, 400],
      [540, 600, 233, 400],
    ]);
  });

  it("takes any value for round", () =>
    expect(
      ours()
        .round("yes" as never)
        .round(),
    ).toBe(true));

  it("sets all paddings at once", () => {
    const lay = ours().padding("42" as never);
    const sides = ["Top", "Right", "Bottom", "Left"] as const;
    expect(
      [lay.padding(), lay.paddingInner(), lay.paddingOuter()].map((read) => read(null as never)),
    ).toEqual([42, 42, 42]);
    for (const side of sides) expect(lay[`padding${side}`]()(null as never)).toBe(42);
  });

  it("leaves room between siblings", () => {
    expect(all(ours().size([6, 4]).paddingInner(0.5))).toEqual([
      WHOLE,
      [0, 2.75, 0, 1.75],
      [0, 2.75, 2.25, 4],
      [3.25, 4.61, 0, 2.13],
      [5.11, 6, 0, 2.13],
      [3.25, 5.35, 2.63, 3.06],
      [3.25, 5.35, 3.56, 4],
      [5.85, 6, 2.63, 4],
    ]);
  });

  it("leaves room around children", () => {
    expect(all(ours().size([6, 4]).paddingOuter(0.5))).toEqual([
      WHOLE,
      [0.5, 3, 0.5, 2],
      [0.5, 3, 2, 3.5],
      [3, 4.43, 0.5, 2.25],
      [4.43, 5.5, 0.5, 2.25],
      [3, 5, 2.25, 2.88],
      [3, 5, 2.88, 3.5],
      [5, 5.5, 2.25, 3.5],
    ]);
  });

  it("heeds its size", () => expect(all(ours().size([6, 4]))).toEqual([WHOLE, ...SQUARIFIED]));

  it("takes texts for sizes", () =>
    expect(
      ours()
        .size(["6", "4"] as never)
        .size(),
    ).toEqual([6, 4]));

  it("copies its size", () => {
    const size: [number, number] = [6, 4];
    const lay = ours().size(size);
    size[1] = 100;
    lay.size()[1] = 100;
    expect(lay.size()).toEqual([6, 4]);
    expect(all(lay)).toEqual([WHOLE, ...SQUARIFIED]);
  });

  it("heeds its tile", () => expect(all(ours(slice()).size([6, 4]))).toEqual([WHOLE, ...SLICED]));

  it("heeds values of another field", () => {
    const data = { children: [3, 2, 6, 1, 6, 2, 4].map((foo) => ({ foo })) };
    const root = hierarchy<{ foo?: number }>(data as never).sum((d) => d.foo ?? 0);
    const lay = treemap<{ foo?: number }>().tile(tileOf(squarify())).size([6, 4]);
    const nodes = lay(root.sort(byValue)).descendants();
    expect(nodes.map(sidesOf)).toEqual([WHOLE, ...SQUARIFIED]);
  });

  it("leaves the order of siblings alone", () => {
    const root = ours()(simple().sort((a, b) => byValue(b, a)));
    expect(root.descendants().map((node) => node.value)).toEqual([24, 1, 2, 2, 3, 4, 6, 6]);
  });
});

describe("flare", () => {
  it.each([
    ["the golden ratio", GOLDEN],
    ["1", 1],
  ])("squarified with a ratio of %s has d3's cells", (_, ratio) => {
    const root = flare().sort((a, b) => b.value! - a.value! || (a.data.name < b.data.name ? -1 : 1));
    const cells = (tile: Tile): Sides[] =>
      treemap<unknown>()
        .tile(tile as typeof treemapSquarify)
        .size([960, 500])(root as HierarchyNode<unknown>)
        .descendants()
        .map(sidesOf);
    expect(cells(tileOf(squarify({ ratio })))).toEqual(cells(treemapSquarify.ratio(ratio)));
  });
});
