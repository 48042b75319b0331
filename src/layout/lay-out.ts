import { MarquetryError } from "../errors.ts";
import type { AreaRule, FilledCells } from "../areas/area-rule.ts";
import type { EarlierLayout, Engine, LayoutMemory } from "../engines/engine.ts";
import type { Steps } from "../engines/steps.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { carryNumbers } from "../partition/branch-numbers.ts";
import type { Cells } from "../partition/cells.ts";
import { Padding, type PaddingOptions } from "../partition/padding.ts";
import { Partition, type LayoutRecord } from "../partition/partition.ts";
import type { Region } from "../partition/region.ts";
import { checkOutput } from "./check-output.ts";
import { raiseLeaves, type Raised } from "./min-share.ts";

/** All that was asked for, read and copied. */
export interface LayoutSpec {
  readonly engine: Engine;
  readonly region: Region;
  readonly padding: PaddingOptions;
  readonly round: boolean;
  readonly areas: AreaRule | null;
  readonly minShare: number;
  /** Whether nothing gives an empty map. */
  readonly empty: boolean;
  /** What the map's own `update` calls. */
  readonly update: LayoutRecord["update"];
  /** What its `expand` and `collapse` call. */
  readonly branches?: LayoutRecord["branches"];
}

/** Makes what was asked for fit for trees that are loaded in parts, once there is one: others do without the code. */
let settleLazy: ((spec: LayoutSpec) => LayoutSpec) | undefined;

/** Has all trees that are loaded in parts laid out as this says. */
export function layOutLazily(settle: (spec: LayoutSpec) => LayoutSpec): void {
  settleLazy = settle;
}

/** What a map was made of and by, which its next layout begins with. */
export interface DriverRecord extends LayoutRecord {
  readonly spec: LayoutSpec;
  /** What the engine remembers, and what the rule of areas does. */
  readonly memory: LayoutMemory | undefined;
  readonly areaMemory: object | undefined;
  /** Of an empty map, the one that it came of, which the next goes on with. */
  readonly before?: Pick<Continuation, "map" | "match"> | undefined;
}

/** A map whose arrangement is to be kept. */
export interface Continuation {
  readonly map: Partition;
  /** The node of the map that each node of the tree continues, or −1. */
  readonly match: Int32Array;
  readonly maxAspectGrowth: number;
  /** Whether to keep every cut whatever comes of it; false by default. */
  readonly keepsAll?: boolean;
}

const NO_NODES = /* @__PURE__ */ new Int32Array(0);

/**
 * How a map came about.
 *
 * @throws MarquetryError `bad-input` for a map that no layout made
 */
export function recordOf(map: Partition): DriverRecord {
  if (!("spec" in map.record)) {
    const message = `${map.engine.name} made this map, not layout: it cannot be packed, nor laid out further`;
    throw new MarquetryError("bad-input", message, { value: map });
  }
  return map.record as DriverRecord;
}

/** The one way to lay a tree out: afresh, or in the arrangement of an earlier map. Sets the stage, has it filled, and checks the outcome. */
export function layOut<T>(
  tree: WeightedTree<T>,
  given: LayoutSpec,
  earlier: Continuation | null,
): Partition<T> {
  let stage = setStage(tree, given, earlier);
  for (let round = 1; ; round++) {
    if (stage instanceof Partition) return stage;
    const filled = stage.kept ?? fill(stage, earlier);
    const share = round < MOST_RAISES ? greaterShare(tree, stage, filled) : null;
    if (share === null) return conclude(tree, stage, earlier, filled);
    stage = setStage(tree, given, earlier, share);
  }
}

/** So often leaves are raised more where islands stay empty in part. */
const MOST_RAISES = 6;
/** Rounding of a share. */
const ROUNDING = 1e-9;

/** The share of what is filled that leaves must have for theirs of the whole, where islands stay empty; null if they have it. */
function greaterShare(
  tree: WeightedTree,
  { spec, padding, raised, asked }: Stage,
  { cells }: Filled,
): number | null {
  const { engine, minShare } = spec;
  if (!raised || engine.hasGaps !== true || cells.shape !== "simple" || !padding.none) return null;
  const leaves = [...tree.leaves()];
  const next = (minShare * cells.area(0)) / leaves.reduce((sum, i) => sum + cells.area(i), 0);
  return asked >= next * (1 - ROUNDING) || next * leaves.length >= 1 ? null : next;
}

/** The same in steps, where the engine divides a family at a time and says so; at once elsewhere. */
export function* layOutInSteps<T>(
  tree: WeightedTree<T>,
  given: LayoutSpec,
  earlier: Continuation | null,
): Steps<Partition<T>> {
  const stage = setStage(tree, given, earlier);
  if (stage instanceof Partition) return stage;
  const filled = stage.kept ?? (yield* fillInSteps(stage, earlier));
  yield;
  return conclude(tree, stage, earlier, filled);
}

/** What there is before an engine begins. */
interface Stage {
  readonly spec: LayoutSpec;
  readonly padding: Padding;
  readonly raised: Raised | null;
  /** The share that leaves were raised to. */
  readonly asked: number;
  readonly laidTree: WeightedTree;
  /** The earlier layout, where it is just what is asked for. */
  readonly kept: Filled | null;
}

/** Sets the stage; an empty map needs none. */
function setStage<T>(
  tree: WeightedTree<T>,
  given: LayoutSpec,
  earlier: Continuation | null,
  share?: number,
): Stage | Partition<T> {
  const spec = (tree.lookup.lazy && settleLazy?.(given)) ?? given;
  const { region } = spec;
  const hasWeight = tree.weight[0]! > 0;
  if (!hasWeight && !spec.empty) {
    const path = tree.pathForMessage(0);
    const message = `nothing to lay out: all weights under ${path} are 0; with empty: true the map is empty`;
    throw new MarquetryError("zero-weight", message, { path, value: tree.weight[0] });
  }
  const padding = Padding.of(tree, spec.padding);
  if (!(hasWeight && region.x0 < region.x1 && region.y0 < region.y1))
    return emptyMap(tree, spec, padding, earlier);
  const asked = share ?? spec.minShare;
  const raised = asked > 0 ? raiseLeaves(tree, asked) : null;
  const laidTree: WeightedTree = raised?.tree ?? tree;
  const kept = earlier && unchanged(laidTree, region, earlier);
  return { spec, padding, raised, asked, laidTree, kept };
}

function conclude<T>(
  tree: WeightedTree<T>,
  { spec, padding, raised, laidTree, kept }: Stage,
  earlier: Continuation | null,
  result: Filled,
): Partition<T> {
  const { engine, region } = spec;
  if (!kept) {
    checkOutput(engine, laidTree, result.cells, padding);
    // What is laid out afresh is what layout would give, ring by ring.
    if (earlier && recordOf(earlier.map).memory) result.cells.beginLike?.(earlier.map.cells, earlier.match);
    if (spec.round) result.cells.round!();
  }
  const record: DriverRecord = {
    spec,
    engine,
    region,
    isPadded: !padding.none,
    round: spec.round,
    laidTree,
    solved: result.solved,
    raised: raised?.leaves ?? NO_NODES,
    fallbacks: result.memory?.fallbacks ?? NO_NODES,
    ...(earlier && carryNumbers?.(tree, result.cells, earlier)),
    cells: result.cells,
    memory: result.memory,
    areaMemory: result.areaMemory,
    update: spec.update,
    branches: spec.branches,
  };
  return new Partition(tree, result.cells, record);
}

/** A map in which no node has a cell, and which remembers the map before it. */
function emptyMap<T>(
  tree: WeightedTree<T>,
  spec: LayoutSpec,
  padding: Padding,
  earlier: Continuation | null,
): Partition<T> {
  const { engine, region, round, update, branches } = spec;
  // What a root is written of that has no extent is what an empty cell is.
  const point = { ...region, x1: region.x0, y1: region.y0, ring: new Float64Array(0) };
  const cells = engine.makeCells(tree, point, padding);
  const before = earlier && !earlier.map.isEmpty(0) ? { map: earlier.map, match: earlier.match } : undefined;
  const record: DriverRecord = {
    spec,
    engine,
    region,
    isPadded: !padding.none,
    round,
    laidTree: tree,
    solved: null,
    raised: NO_NODES,
    fallbacks: NO_NODES,
    ...(earlier && carryNumbers?.(tree, cells, earlier)),
    cells,
    memory: undefined,
    areaMemory: undefined,
    before,
    update,
    branches,
  };
  return new Partition(tree, cells, record);
}

/** What is kept of a layout. */
type Filled = FilledCells & Pick<DriverRecord, "solved" | "areaMemory">;

/** An earlier layout as it is, where nothing that decides about it has changed; else null. */
function unchanged(
  tree: WeightedTree,
  region: Region,
  { map, match, keepsAll }: Continuation,
): Filled | null {
  const { laidTree, memory, areaMemory, solved, region: old } = recordOf(map);
  const isSame =
    keepsAll !== true &&
    tree.size === laidTree.size &&
    match.every((twin, i) => twin === i) &&
    isEqual(tree.parent, laidTree.parent) &&
    isEqual(tree.weight, laidTree.weight) &&
    isEqual(region.ring, old.ring);
  return isSame ? { cells: map.cells, memory, areaMemory, solved } : null;
}

/** Whether two lists hold the same numbers. */
export function isEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** Has the engine fill the cells, as often as the rule of areas asks for it. */
function fill({ laidTree: tree, spec, padding }: Stage, earlier: Continuation | null): Filled {
  const { engine, region, areas } = spec;
  const blank = () => engine.makeCells(tree, region, padding);
  const continued = earlier && continuationOf(spec, earlier);
  if (!areas || padding.none) {
    const cells = blank();
    // The user's own weights are out of the reach of engines that might write them.
    const isReader = engine.reader === engine.partition;
    const handed = isReader ? tree : tree.reweighted(tree.weight.slice());
    const { memory } = run(engine, handed, region, cells, continued);
    return { cells, memory, solved: null, areaMemory: undefined };
  }
  const itself = Int32Array.from(tree.parent, (_, i) => i);
  // Where the engine remembers nothing, what cells lost says nothing of what they will lose.
  const memory = continued && recordOf(earlier.map).areaMemory;
  const { areaMemory, ...solved } = areas.solve({
    tree,
    padding,
    earlier: memory ? { memory, match: earlier.match } : null,
    blank,
    lay: (next, before) => {
      const again = before === "afresh" ? null : before ? alike(next, itself, before) : continued;
      return run(engine, next, region, blank(), again);
    },
  });
  return { cells: solved.cells, memory: solved.memory, solved, areaMemory };
}

function* fillInSteps(stage: Stage, earlier: Continuation | null): Steps<Filled> {
  const { laidTree: tree, spec, padding } = stage;
  const { engine, region, areas } = spec;
  const isOnce = engine.reader !== engine.partition || (areas !== null && !padding.none);
  if (!engine.steps || isOnce) return fill(stage, earlier);
  const cells = engine.makeCells(tree, region, padding);
  const continued = earlier && continuationOf(spec, earlier);
  const memory = yield* engine.steps(tree, region, cells, ...(continued ? [continued] : []));
  return { cells, memory, solved: null, areaMemory: undefined };
}

function run(
  engine: Engine,
  tree: WeightedTree,
  region: Region,
  cells: Cells,
  earlier: EarlierLayout | null,
): FilledCells {
  const memory = earlier
    ? engine.partition(tree, region, cells, earlier)
    : engine.partition(tree, region, cells);
  return { cells, memory: memory ?? undefined };
}

/** What an engine is handed of the map that is updated; null where it remembers nothing. */
function continuationOf(
  { region }: LayoutSpec,
  { map, match, maxAspectGrowth, keepsAll = false }: Continuation,
): EarlierLayout | null {
  const { laidTree, memory, region: old } = recordOf(map);
  const stretch = [
    (region.x1 - region.x0) / (old.x1 - old.x0),
    (region.y1 - region.y0) / (old.y1 - old.y0),
  ] as const;
  const earlier = alike(laidTree, match, { cells: map.cells, memory });
  return earlier && { ...earlier, stretch, maxAspectGrowth, keepsAll };
}

/** What an engine is handed of a layout in the same container, to be kept in all; null where it remembers nothing. */
function alike(tree: WeightedTree, match: Int32Array, { cells, memory }: FilledCells): EarlierLayout | null {
  return memory
    ? { tree, cells, memory, match, stretch: [1, 1], maxAspectGrowth: Infinity, keepsAll: false }
    : null;
}
