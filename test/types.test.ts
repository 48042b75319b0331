import { hierarchy, type HierarchyNode } from "d3-hierarchy";
import {
  engineNames,
  engines,
  interpolateMaps,
  layout,
  packMap,
  squarify,
  toEngine,
  toSVG,
  ultrametric,
  unpackMap,
  weightedTree,
  type Engine,
  type EngineName,
  type LayoutOptions,
  type NestedOptions,
  type NewickNode,
  type NodeView,
  type Partition,
  type PathWeight,
  type WeightedTree,
} from "marquetry";
import { tileOf } from "marquetry/d3";
import type { MapSettings, MarquetryMap } from "marquetry/element";
import { describe, expectTypeOf, it } from "vitest";

interface Folder {
  readonly name: string;
  readonly bytes?: number;
  readonly files?: readonly Folder[];
}

interface Row {
  readonly id: string;
  readonly parent?: string;
  readonly weight?: number;
}

const folder: Folder = { name: "all", files: [{ name: "a", bytes: 3 }, { name: "b", bytes: 1 }] }; // prettier-ignore
const rows: Row[] = [{ id: "all" }, { id: "a", parent: "all", weight: 3 }];
const read = { children: "files", weight: "bytes" } as const;
const size: [number, number] = [9, 6];

declare module "marquetry" {
  interface EngineNames {
    "declared-for-types": true;
  }
}

describe("names of engines", () => {
  it("are those of the table, and those that users declare", () => {
    expectTypeOf<Exclude<EngineName, "bars" | "declared-for-types">>().toEqualTypeOf<keyof typeof engines>();
    expectTypeOf<"declared-for-types">().toExtend<EngineName>();
    expectTypeOf<"greddy">().not.toExtend<EngineName>();
    expectTypeOf<string>().not.toExtend<EngineName>();
    expectTypeOf(engineNames).returns.toEqualTypeOf<EngineName[]>();
  });

  it("are what layout, the element and tileOf take, beside engines", () => {
    expectTypeOf<LayoutOptions["engine"]>().toEqualTypeOf<Engine | EngineName>();
    expectTypeOf<MapSettings["engine"]>().toEqualTypeOf<Engine | EngineName>();
    expectTypeOf(tileOf).parameter(0).toEqualTypeOf<Engine | EngineName>();
  });

  it("may be any text for toEngine", () => expectTypeOf(toEngine).parameter(0).toBeUnknown());
});

/** The type of the data of what is in a tree. */
function datumOf<T>(tree: WeightedTree<T>): T {
  return tree.data(0);
}

describe("the datum of a node", () => {
  it("is the user's own where there are no remainders", () => {
    expectTypeOf(datumOf(weightedTree(folder, read))).toEqualTypeOf<Folder>();
    expectTypeOf(datumOf(weightedTree(folder, { ...read, innerWeight: "sum" }))).toEqualTypeOf<Folder>();
    expectTypeOf(datumOf(weightedTree<Folder>(folder, { ...read, sort: null }))).toEqualTypeOf<Folder>();
    expectTypeOf(datumOf(weightedTree.fromRows(rows))).toEqualTypeOf<Row>();
    expectTypeOf(datumOf(weightedTree.fromRows(rows, { innerWeight: "sum" }))).toEqualTypeOf<Row>();
    expectTypeOf(datumOf(weightedTree.fromNewick("(a,b);"))).toEqualTypeOf<NewickNode>();
  });

  it("may be undefined where there may be remainders", () => {
    type Maybe = Folder | undefined;
    expectTypeOf(datumOf(weightedTree(folder, { ...read, innerWeight: "own" }))).toEqualTypeOf<Maybe>();
    expectTypeOf(datumOf(weightedTree(folder, { ...read, innerWeight: "total" }))).toEqualTypeOf<Maybe>();
    const options: NestedOptions<Folder> = read;
    expectTypeOf(datumOf(weightedTree(folder, options))).toEqualTypeOf<Maybe>();
    expectTypeOf(datumOf(weightedTree.fromRows(rows, { innerWeight: "own" }))).toEqualTypeOf<
      Row | undefined
    >();
    expectTypeOf(datumOf(weightedTree.fromPaths([["a", 1]]))).toEqualTypeOf<PathWeight | undefined>();
    const columns = weightedTree.fromColumns({ parent: [-1], weight: [1] });
    expectTypeOf(columns).toEqualTypeOf<WeightedTree<undefined>>();
  });

  it("of a d3 hierarchy is its node, and undefined for what its totals leave over", () => {
    const root = hierarchy(folder, (d) => d.files).sum((d) => d.bytes ?? 0);
    type Node = HierarchyNode<Folder>;
    expectTypeOf(datumOf(weightedTree(root))).toEqualTypeOf<Node | undefined>();
    expectTypeOf(datumOf(weightedTree(root, { innerWeight: "sum" }))).toEqualTypeOf<Node>();
  });

  it("stays in maps, updates, maps between two and packed maps", () => {
    const tree = weightedTree(folder, read);
    const map = layout(tree, { engine: squarify(), container: size });
    expectTypeOf(map).toEqualTypeOf<Partition<Folder>>();
    expectTypeOf(map.update(map.tree.weight)).toEqualTypeOf<Partition<Folder>>();
    expectTypeOf(interpolateMaps(map, map)(0.5)).toEqualTypeOf<Partition<Folder>>();
    expectTypeOf(unpackMap(packMap(map), tree)).toEqualTypeOf<Partition<Folder>>();
    expectTypeOf(unpackMap(packMap(map))).toEqualTypeOf<Partition<undefined>>();
    expectTypeOf<Parameters<typeof map.indexOf>>().toEqualTypeOf<[datum: Folder]>();
  });

  it("in the element may be undefined, whose data may be paths", () => {
    expectTypeOf<MarquetryMap<Row>["map"]>().toEqualTypeOf<Partition<Row | undefined> | null>();
    expectTypeOf<Date>().not.toExtend<MarquetryMap["data"]>();
    expectTypeOf<Promise<Row[]>>().not.toExtend<MarquetryMap["data"]>();
    expectTypeOf<string>().not.toExtend<MarquetryMap["data"]>();
    expectTypeOf<Row[]>().toExtend<MarquetryMap["data"]>();
    expectTypeOf({ name: "all", files: [] }).toExtend<MarquetryMap["data"]>();
    expectTypeOf<Folder>().toExtend<MarquetryMap["data"]>();
  });
});

describe("what functions are given", () => {
  it("is the datum, without saying so", () => {
    const tree = weightedTree(folder, {
      children: (d) => {
        expectTypeOf(d).toEqualTypeOf<Folder>();
        return d.files;
      },
      weight: (d) => d.bytes,
      sort: (a, b) => {
        expectTypeOf(a).toEqualTypeOf<NodeView<Folder>>();
        return b.weight - a.weight;
      },
    });
    expectTypeOf(datumOf(tree)).toEqualTypeOf<Folder>();
    const map = layout(tree, { engine: "squarify", container: size });
    toSVG(map, {
      label: (d) => {
        expectTypeOf(d).toEqualTypeOf<Folder>();
        return d.name;
      },
    });
  });

  it("is the datum in trees with remainders too, of which it is never asked", () => {
    const tree = weightedTree(folder, {
      ...read,
      innerWeight: "own",
      weight: (d) => {
        expectTypeOf(d).toEqualTypeOf<Folder>();
        return d.bytes ?? 0;
      },
    });
    expectTypeOf(datumOf(tree)).toEqualTypeOf<Folder | undefined>();
    weightedTree.fromRows(rows, { innerWeight: "own", weight: (row) => row.weight });
  });

  it("has the fields that may be named", () => {
    expectTypeOf<"files">().toExtend<NonNullable<NestedOptions<Folder>["children"]>>();
    expectTypeOf<"fiels">().not.toExtend<NonNullable<NestedOptions<Folder>["children"]>>();
    expectTypeOf(ultrametric.fromTree<Folder>)
      .parameter(0)
      .toEqualTypeOf<WeightedTree<Folder>>();
  });
});
