import { toAreaRule } from "../areas/area-rule.ts";
import { toEngine } from "../engines/register.ts";
import { MarquetryError, show } from "../errors.ts";
import { checkTree } from "../model/check-tree.ts";
import { checkSameNodes, packTree, unpackTree, type PackedTree } from "../model/pack-tree.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { branchNumbers } from "../partition/branch-numbers.ts";
import type { PackedCells } from "../partition/cells.ts";
import { checkMap } from "../partition/check-map.ts";
import { Padding, type PaddingOptions } from "../partition/padding.ts";
import { Partition, type AreaSolution } from "../partition/partition.ts";
import type { Region } from "../partition/region.ts";
import { isEqual, recordOf, type DriverRecord } from "./lay-out.ts";
import { updateMap } from "./update.ts";

/** A map as typed arrays and plain values: what {@link packMap} makes, and `structuredClone` and workers take. */
export interface PackedMap {
  readonly tree: PackedTree;
  /** The weights as they were laid out, where `minShare` raised some; else null. */
  readonly laidWeight: Float64Array | null;
  readonly cells: PackedCells;
  /** What the layout was asked for: the engine by its name and options, the rest as data. */
  readonly asked: {
    readonly engine: string;
    readonly engineOptions: object | undefined;
    readonly region: Region;
    readonly padding: PaddingOptions;
    readonly round: boolean;
    readonly areas: string;
    readonly minShare: number;
  };
  readonly isPadded: boolean;
  readonly solved: AreaSolution | null;
  readonly raised: Int32Array;
  readonly fallbacks: Int32Array;
  /** Numbers of the branches, by which they are coloured; null where they are too many. */
  readonly branchNumbers: Int32Array | null;
  /** What the engine and the rule of areas remember. */
  readonly memory: object | undefined;
  readonly areaMemory: object | undefined;
}

/**
 * Packs a map into typed arrays and plain values, to be sent to a worker or to a browser, or to be kept: with its
 * cells, all that its next `update` needs, and the names of its nodes, but without the user's own data.
 *
 * All arrays are copies, so they may be transferred; {@link buffersOf} lists them.
 *
 * @throws MarquetryError `bad-input` if it is no map; `bad-option` if a function takes part in it (padding by a
 * function, an engine with an accessor), which no other thread can call
 * @example
 * const packed = packMap(map);
 * worker.postMessage(packed, buffersOf(packed));
 */
export function packMap(map: Partition): PackedMap {
  checkMap("packMap", map);
  const { spec, ...record } = recordOf(map);
  const { engine, region, padding, round, areas, minShare } = spec;
  const plain = {
    asked: {
      engine: engine.name,
      engineOptions: engine.options,
      region,
      padding,
      round,
      areas: areas?.name ?? "gross",
      minShare,
    },
    isPadded: record.isPadded,
    solved: record.solved && pickSolved(record.solved),
    raised: record.raised,
    fallbacks: record.fallbacks,
    branchNumbers: branchNumbers(map),
    // What is kept of families laid out by themselves is not what the engine of that name remembers.
    memory: engine.isByFamily ? undefined : record.memory,
    areaMemory: record.areaMemory,
  };
  return {
    ...(copyPlain(plain, engine.name) as typeof plain),
    tree: packTree(map.tree),
    laidWeight: record.laidTree === map.tree ? null : record.laidTree.weight.slice(),
    cells: map.cells.pack(),
  };
}

/**
 * The map of what {@link packMap} made: it answers, draws and updates like the first one.
 *
 * @param tree - the tree that was packed, for its data and names; without it nodes have names, but no data
 * @throws MarquetryError `unknown-engine` if the engine is not known by name here: import the table `engines`, or call
 * `registerEngine`; `bad-input` if it is no packed map or the tree is another
 * @example worker.onmessage = ({ data }) => document.body.append(toSVG(unpackMap(data, tree)));
 */
export function unpackMap<T>(packed: PackedMap, tree: WeightedTree<T>): Partition<T>;
export function unpackMap<T = undefined>(packed: PackedMap, tree?: WeightedTree<T>): Partition<T | undefined>;
export function unpackMap<T>(packed: PackedMap, tree?: WeightedTree<T>): Partition<T | undefined> {
  if (typeof packed !== "object" || packed === null || !("asked" in packed && "cells" in packed)) {
    const message = `unpackMap takes what packMap made, not ${show(packed)}`;
    throw new MarquetryError("bad-input", message, { value: packed });
  }
  if (tree !== undefined) {
    checkTree("unpackMap", tree);
    checkSameNodes(tree, packed.tree);
  }
  const own = tree ?? (unpackTree(packed.tree) as WeightedTree<T>);
  const weighed = isEqual(own.weight, packed.tree.weight) ? own : own.reweighted(packed.tree.weight);
  const laidTree = packed.laidWeight ? own.reweighted(packed.laidWeight) : weighed;
  const { asked, solved, raised, fallbacks, isPadded, branchNumbers } = packed;
  const engine = toEngine(asked.engine, asked.engineOptions);
  const { region, padding, round, minShare } = asked;
  const spec = {
    engine,
    region,
    padding,
    round,
    areas: toAreaRule(asked.areas),
    minShare,
    update: updateMap,
  };
  const cells = engine.unpackCells(own, new Padding(own, padding), packed.cells);
  const record: DriverRecord = {
    spec,
    engine,
    region,
    isPadded,
    round,
    laidTree,
    solved,
    raised,
    fallbacks,
    branchNumbers,
    cells,
    memory: packed.memory,
    areaMemory: packed.areaMemory,
    update: updateMap,
  };
  return new Partition(weighed, cells, record);
}

/** The buffers of all arrays in something packed, to be handed over instead of copied. */
export function buffersOf(packed: object): ArrayBuffer[] {
  return Object.values(packed).flatMap((part: unknown) => {
    if (ArrayBuffer.isView(part)) return [part.buffer as ArrayBuffer];
    return typeof part === "object" && part !== null ? buffersOf(part) : [];
  });
}

function pickSolved({ residual, scale, unsolved }: AreaSolution): AreaSolution {
  return { residual, scale, unsolved };
}

/** A copy of typed arrays, plain objects and single values; refuses all else. */
function copyPlain(value: unknown, place: string): unknown {
  if (ArrayBuffer.isView(value)) return (value as Float64Array).slice();
  if (Array.isArray(value)) return value.map((entry, k) => copyPlain(entry, `${place}[${k}]`));
  if (typeof value !== "object" || value === null) {
    if (typeof value !== "function" && typeof value !== "symbol") return value;
  } else if ([Object.prototype, null].includes(Object.getPrototypeOf(value) as null)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, copyPlain(part, `${place}.${name}`)]),
    );
  }
  const message = `packMap cannot pack ${place}: it is ${show(value)}, which no other thread can take over`;
  throw new MarquetryError("bad-option", message, { value });
}
