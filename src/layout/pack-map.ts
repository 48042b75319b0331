import { toAreaRule } from "../areas/area-rule.ts";
import { toEngine } from "../engines/register.ts";
import { MarquetryError, show } from "../errors.ts";
import { checkTree } from "../model/check-tree.ts";
import { checkSameNodes, packTree, unpackTree, type PackedTree } from "../model/pack-tree.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { branchNumbers, carryNumbers, type EarlierNumbers } from "../partition/branch-numbers.ts";
import type { PackedCells } from "../partition/cells.ts";
import { checkMap } from "../partition/check-map.ts";
import { Padding, type PaddingOptions } from "../partition/padding.ts";
import { Partition, type AreaSolution } from "../partition/partition.ts";
import { engineFor, packRegion, unpackRegion, type PackedRegion } from "../partition/region.ts";
import { isEqual, recordOf, type DriverRecord, type LayoutSpec } from "./lay-out.ts";
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
    readonly region: PackedRegion;
    readonly padding: PaddingOptions;
    readonly round: boolean;
    readonly areas: string;
    readonly minShare: number;
    readonly empty?: boolean;
  };
  /** Of an empty map, the one that the next goes on with, and its node that each node was, or −1. */
  readonly before?: { readonly map: PackedMap; readonly match: Int32Array } | undefined;
  readonly isPadded: boolean;
  readonly solved: AreaSolution | null;
  readonly raised: Int32Array;
  readonly fallbacks: Int32Array;
  /** Numbers of the branches, by which they are coloured; null where they are too many, left out where ids tell them. */
  readonly branchNumbers?: Int32Array | null | undefined;
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
  const plain = {
    isPadded: record.isPadded,
    solved: record.solved && pickSolved(record.solved),
    raised: record.raised,
    fallbacks: record.fallbacks,
    branchNumbers: branchNumbers(map),
    // What is kept of families laid out by themselves is not what the engine of that name remembers.
    memory: spec.engine.isByFamily ? undefined : record.memory,
    areaMemory: record.areaMemory,
  };
  return {
    ...(copyPlain(plain, spec.engine.name) as typeof plain),
    asked: packSpec(spec),
    tree: packTree(map.tree),
    laidWeight: record.laidTree === map.tree ? null : record.laidTree.weight.slice(),
    cells: map.cells.pack(),
    ...(record.before && { before: { map: packMap(record.before.map), match: record.before.match.slice() } }),
  };
}

/**
 * What a layout is asked for, as data.
 *
 * @throws MarquetryError `bad-option` if a function takes part in it
 */
export function packSpec({
  engine,
  region,
  padding,
  round,
  areas,
  minShare,
  empty,
}: LayoutSpec): PackedMap["asked"] {
  const { name, options: engineOptions } = engine;
  const asked = {
    engine: name,
    engineOptions,
    region: packRegion(region),
    padding,
    round,
    areas: areas?.name ?? "gross",
    minShare,
    empty,
  };
  return copyPlain(asked, `${name}.asked`) as typeof asked;
}

/** What {@link packSpec} made, as the driver takes it. */
export function unpackSpec({
  engine,
  engineOptions,
  region: packed,
  areas,
  empty = false,
  ...rest
}: PackedMap["asked"]): LayoutSpec {
  const region = unpackRegion(packed);
  return {
    ...rest,
    engine: engineFor(toEngine(engine, engineOptions), region),
    region,
    areas: toAreaRule(areas),
    empty,
    update: updateMap,
  };
}

/**
 * The map of what {@link packMap} made: it answers, draws and updates like the first one. The numbers in its arrays are
 * trusted.
 *
 * @param tree - the tree that was packed, for its data and names; without it nodes have names, but no data
 * @param earlier - a map before it, whose branches keep their colours where the packed map has no names to know them by
 * @throws MarquetryError `unknown-engine` if the engine is not known by name here: import the table `engines`, or call
 * `registerEngine`; `bad-input` if it is no packed map or the tree is another
 * @example worker.onmessage = ({ data }) => document.body.append(toSVG(unpackMap(data, tree)));
 */
export function unpackMap<T>(
  packed: PackedMap,
  tree: WeightedTree<T>,
  earlier?: EarlierNumbers | null,
): Partition<T>;
export function unpackMap<T = undefined>(packed: PackedMap, tree?: WeightedTree<T>): Partition<T | undefined>;
export function unpackMap<T>(
  packed: PackedMap,
  tree?: WeightedTree<T>,
  earlier: EarlierNumbers | null = null,
): Partition<T | undefined> {
  if (typeof packed !== "object" || packed === null || !("asked" in packed && "cells" in packed)) {
    const message = `unpackMap takes what packMap made, not ${show(packed)}`;
    throw new MarquetryError("bad-input", message, { value: packed });
  }
  if (tree !== undefined) checkTree("unpackMap", tree);
  try {
    return unpack(packed, tree, earlier);
  } catch (error) {
    if (error instanceof MarquetryError) throw error;
    const message = `unpackMap takes what packMap made, and a part of this is missing or damaged: ${String(error)}`;
    throw new MarquetryError("bad-input", message, { value: packed, cause: error });
  }
}

function unpack<T>(
  packed: PackedMap,
  tree: WeightedTree<T> | undefined,
  earlier: EarlierNumbers | null,
): Partition<T | undefined> {
  if (tree !== undefined) checkSameNodes(tree, packed.tree);
  const own = tree ?? (unpackTree(packed.tree) as WeightedTree<T>);
  const weighed = isEqual(own.weight, packed.tree.weight) ? own : own.reweighted(packed.tree.weight);
  const laidTree = packed.laidWeight ? own.reweighted(packed.laidWeight) : weighed;
  const { solved, raised, fallbacks, isPadded, branchNumbers } = packed;
  const spec = unpackSpec(packed.asked);
  const { engine, region, round } = spec;
  const cells = engine.unpackCells(own, new Padding(own, spec.padding), packed.cells);
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
    before: packed.before && { map: unpackMap(packed.before.map), match: packed.before.match },
    update: updateMap,
    ...(earlier && carryNumbers?.(own, cells, earlier)),
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
