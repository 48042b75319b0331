import { ConvexCutter } from "../../geometry/convex-cut.ts";
import { aspectRatio } from "../../geometry/diameter.ts";
import { grown } from "../../geometry/growing.ts";
import type { WeightedTree } from "../engine.ts";
import type { Steps } from "../steps.ts";
import type { Draft } from "./draft.ts";
import { FamilyCutter, type RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import { isNoWorse } from "./give-up-thin.ts";
import { Candidates } from "./planners/candidates.ts";
import { CutMeter } from "./planners/cut-meter.ts";
import { RingDirections, spreadTurns, type Directions } from "./planners/directions.ts";
import { GreedyPlanner } from "./planners/greedy-planner.ts";
import { LEAF } from "./planners/part-cost.ts";
import { NO_PLANNER, type CutSide } from "./planners/planner.ts";
import { DIRECTIONS, TIE } from "./planners/turn-search.ts";

/** What a leaf is expected to cost at least, in units of a square's. Cuts that could not then be better are given up. */
const HOPE = 1.05;
/** Parts whose leaves cost no more than this on average are good enough, and no other direction is tried. */
const GOOD = 1.45;
/** Directions are the same if the angle between them has a cosine beyond this. */
const SAME = 0.998;

/** How cuts that are made already are improved. */
export interface Polish {
  /** Leaves of the largest parts looked at as a whole. */
  readonly most: number;
  /** How many directions are tried for each cut with all below planned anew; none with 0. */
  readonly follow: number;
  /** By how much cuts turn, to either side, in parts of the angle between two directions that are tried. */
  readonly turns: readonly number[];
}

/** Improves the cuts of parts of few leaves, so that neither the mean asp of all leaves of a draft nor the largest grows. */
export function* polish(tree: WeightedTree, draft: Draft, how: Polish): Steps<void> {
  const { forest, sink } = draft;
  const before = draft.fatness(0);
  const [keptX, keptY] = [forest.normalX.slice(), forest.normalY.slice()];
  const polisher = new Polisher(tree, forest, how, before.max);
  const cutter = new FamilyCutter(forest, NO_PLANNER);
  const show: RingSink = {
    set: (part, _x, _y, points, from, corners) => polisher.polish(part, points, from, corners),
  };
  yield* draft.each(0, (_i, top, room) => cutter.cut(room, top, sink, show));
  if (isNoWorse(draft.fatness(0), before)) return;
  forest.normalX.set(keptX);
  forest.normalY.set(keptY);
  yield* draft.each(0, (_i, top, room) => cutter.cut(room, top, sink));
}

/**
 * Improves the cuts of parts of few leaves by what their leaves come to in the end, which no planner sees from above:
 * tries other directions, with all cuts below planned anew, and turns cuts a little while those below stay.
 *
 * A part keeps its new cuts only if neither the mean asp of its leaves nor the largest in the whole tree grows.
 */
class Polisher {
  readonly #forest: CutForest;
  readonly #how: Polish;
  /** The largest asp that a leaf may come to. */
  readonly #largest: number;
  /** Leaves with weight in each part. */
  readonly #leaves: Int32Array;
  readonly #isDone: Uint8Array;
  readonly #cutter: ConvexCutter = new ConvexCutter();
  readonly #meter: CutMeter = new CutMeter();
  readonly #directions: RingDirections = new RingDirections();
  readonly #turns: Directions = spreadTurns(DIRECTIONS);
  readonly #found: Candidates;
  /** The two parts of the cut at each depth. */
  readonly #parts: Float64Array[] = [];
  /** The cuts of the part at hand: each before those below it, which follow it without a gap. */
  readonly #cuts: Int32Array;
  readonly #keptX: Float64Array;
  readonly #keptY: Float64Array;
  readonly #task: { forest: CutForest; light: number; heavy: number; area: number; side: CutSide };
  // What the leaves measured come to: Σ (asp / 2)³, which is given up beyond a limit, Σ asp, and the largest.
  #cost = 0;
  #limit = Infinity;
  #sum = 0;
  #max = 0;

  constructor(tree: WeightedTree, forest: CutForest, how: Polish, largest: number) {
    const { cells, first, second } = forest;
    const end = forest.top.reduce((most, part) => Math.max(most, part + 1), cells);
    const leaves = new Int32Array(end);
    leaves.set(countFilled(tree));
    for (let part = cells; part < end; part++)
      leaves[part] = leaves[first[part - cells]!]! + leaves[second[part - cells]!]!;
    this.#forest = forest;
    this.#how = how;
    this.#largest = largest;
    this.#leaves = leaves;
    this.#isDone = new Uint8Array(end);
    this.#found = new Candidates(Math.max(1, how.follow));
    this.#cuts = new Int32Array(how.most);
    this.#keptX = new Float64Array(2 * how.most);
    this.#keptY = new Float64Array(2 * how.most);
    this.#task = { forest, light: 0, heavy: 0, area: 0, side: 0 };
  }

  /** Improves a part, whose ring is given, if it has few leaves and is not part of one that has been improved. */
  polish(part: number, points: Float64Array, from: number, corners: number): void {
    const { most, follow } = this.#how;
    if (this.#leaves[part]! > most || this.#isDone[part] === 1) return;
    const count = this.#list(part, 0);
    this.#measure(part, points, from, corners, 0, Infinity);
    const [sum, max] = [this.#sum, this.#max];
    this.#keep(0, count, most);
    if (follow > 0) this.#replan(part, 0, points, from, corners, 0);
    this.#turn(part, points, from, corners, 0);
    this.#measure(part, points, from, corners, 0, Infinity);
    if (!(this.#sum <= sum && this.#max <= Math.max(max, this.#largest))) this.#restore(0, count, most);
  }

  /** Lists the cuts of a part from place `at` on, and returns where they end. */
  #list(node: number, at: number): number {
    const { cells } = this.#forest;
    const part = this.#forest.splitOf(node);
    if (part < cells) return at;
    const cut = part - cells;
    this.#cuts[at] = cut;
    this.#isDone[part] = 1;
    this.#forest.weigh(part);
    const { light, heavy } = this.#forest;
    return this.#list(heavy, this.#list(light, at + 1));
  }

  /** Notes the normals of the cuts from one place to another; `shift` tells two notes apart. */
  #keep(at: number, end: number, shift: number): void {
    const { normalX, normalY } = this.#forest;
    for (let k = at; k < end; k++) {
      this.#keptX[shift + k] = normalX[this.#cuts[k]!]!;
      this.#keptY[shift + k] = normalY[this.#cuts[k]!]!;
    }
  }

  #restore(at: number, end: number, shift: number): void {
    const { normalX, normalY } = this.#forest;
    for (let k = at; k < end; k++) {
      normalX[this.#cuts[k]!] = this.#keptX[shift + k]!;
      normalY[this.#cuts[k]!] = this.#keptY[shift + k]!;
    }
  }

  /** Cuts a part; one whose cut has no normal is planned. Its parts are at `depth`, and the forest tells them apart. */
  #split(part: number, points: Float64Array, from: number, corners: number, depth: number): Float64Array {
    const forest = this.#forest;
    const cutter = this.#cutter;
    const { normalX, normalY } = forest;
    const cut = part - forest.cells;
    cutter.load(points, from, corners);
    forest.weigh(part);
    const area = cutter.area * forest.share;
    const sign = forest.isLightFirst ? 1 : -1;
    if (Number.isNaN(normalX[cut]!)) {
      const task = this.#task;
      task.light = forest.light;
      task.heavy = forest.heavy;
      task.area = area;
      const planner = GreedyPlanner.shared;
      planner.plan(cutter, task);
      normalX[cut] = sign * planner.nx;
      normalY[cut] = sign * planner.ny;
      forest.weigh(part);
    } else {
      cutter.aim(normalX[cut]!, normalY[cut]!);
      cutter.sweep(sign, area);
    }
    const parts = (this.#parts[depth] = grown(
      this.#parts[depth] ?? new Float64Array(64),
      4 * cutter.corners + 8,
    ));
    cutter.split(area, parts, 0);
    return parts;
  }

  /** What the leaves of a part cost with the cuts that it has, or Infinity if that is `limit` or more. */
  #measure(
    part: number,
    points: Float64Array,
    from: number,
    corners: number,
    depth: number,
    limit: number,
  ): number {
    this.#cost = this.#sum = this.#max = 0;
    // What leaves still to come can hardly be below counts from the start.
    this.#limit = limit - HOPE * this.#leaves[part]!;
    return this.#lay(part, points, from, corners, depth) ? this.#cost + HOPE * this.#leaves[part]! : Infinity;
  }

  #lay(node: number, points: Float64Array, from: number, corners: number, depth: number): boolean {
    const forest = this.#forest;
    const part = forest.splitOf(node);
    if (part < forest.cells) {
      const asp = aspectRatio(points, from, corners);
      this.#cost += 0.125 * asp * asp * asp - HOPE;
      this.#sum += asp;
      if (!(asp <= this.#max)) this.#max = asp;
      return this.#cost < this.#limit;
    }
    const parts = this.#split(part, points, from, corners, depth);
    const { light, heavy } = forest;
    const { cutCorners, restCorners } = this.#cutter;
    return (
      this.#lay(light, parts, 0, cutCorners, depth + 1) &&
      this.#lay(heavy, parts, 2 * cutCorners, restCorners, depth + 1)
    );
  }

  /** Tries other directions for a cut, with those below it planned anew, then goes on below. */
  #replan(
    node: number,
    at: number,
    points: Float64Array,
    from: number,
    corners: number,
    depth: number,
  ): void {
    const forest = this.#forest;
    const part = forest.splitOf(node);
    const leaves = this.#leaves[part]!;
    // All directions for two leaves were tried when their cut was planned.
    if (leaves <= 2) return;
    const cost = this.#measure(part, points, from, corners, depth, Infinity);
    if (cost > GOOD * leaves) this.#follow(part, at, points, from, corners, depth, cost);
    const parts = this.#split(part, points, from, corners, depth);
    const { light, heavy } = forest;
    const { cutCorners, restCorners } = this.#cutter;
    this.#replan(light, at + 1, parts, 0, cutCorners, depth + 1);
    this.#replan(heavy, at + this.#leaves[light]!, parts, 2 * cutCorners, restCorners, depth + 1);
  }

  /** Follows other directions for a cut up, and keeps the one that ends best. */
  #follow(
    part: number,
    at: number,
    points: Float64Array,
    from: number,
    corners: number,
    depth: number,
    cost: number,
  ): void {
    const { normalX, normalY, cells } = this.#forest;
    const found = this.#found;
    const cut = part - cells;
    const end = at + this.#leaves[part]! - 1;
    const [ownX, ownY] = [normalX[cut]!, normalY[cut]!];
    this.#keep(at, end, 0);
    const sign = this.#findCandidates(part, points, from, corners);
    let least = cost;
    for (let k = 0; k < found.count; k++) {
      const [x, y] = [sign * found.normalX(k), sign * found.normalY(k)];
      if (x * ownX + y * ownY > SAME) continue;
      for (let c = at; c < end; c++) normalX[this.#cuts[c]!] = NaN;
      normalX[cut] = x;
      normalY[cut] = y;
      const own = this.#measure(part, points, from, corners, depth, TIE * least);
      if (own === Infinity) continue;
      least = own;
      this.#keep(at, end, 0);
    }
    this.#restore(at, end, 0);
  }

  /** Gathers the directions that look cheapest for a cut; returns the sign of the lighter part's side. */
  #findCandidates(part: number, points: Float64Array, from: number, corners: number): 1 | -1 {
    const forest = this.#forest;
    const cutter = this.#cutter;
    const meter = this.#meter;
    const directions = this.#directions;
    const found = this.#found;
    const { x, y } = directions;
    found.clear();
    cutter.load(points, from, corners);
    forest.weigh(part);
    const sign = forest.isLightFirst ? 1 : -1;
    const area = cutter.area * forest.share;
    directions.takeSides(cutter);
    directions.addTurns(this.#turns);
    meter.load(cutter);
    meter.setParts(forest, forest.light, forest.heavy, LEAF);
    for (let k = 0; k < directions.count; k++) {
      meter.aim(cutter, x[k]!, y[k]!, area);
      for (let side: 1 | -1 = 1; ; side = -1) {
        meter.limit = found.limit;
        meter.measureAimed(cutter, side, area);
        if (meter.cost < meter.limit)
          found.offer(meter.cost, meter.costOfCut, cutter, side * x[k]!, side * y[k]!);
        if (side < 0) break;
      }
    }
    return sign;
  }

  /** Turns a cut to either side while that makes the leaves below it fatter, then goes on below. */
  #turn(node: number, points: Float64Array, from: number, corners: number, depth: number): void {
    const forest = this.#forest;
    const part = forest.splitOf(node);
    if (part < forest.cells) return;
    const { normalX, normalY } = forest;
    const cut = part - forest.cells;
    let least = this.#measure(part, points, from, corners, depth, Infinity);
    for (const turn of this.#how.turns) {
      const angle = (turn * Math.PI) / DIRECTIONS;
      const cos = Math.cos(angle);
      for (let sin = Math.sin(angle), isBetter = false; ;) {
        const [x, y] = [normalX[cut]!, normalY[cut]!];
        normalX[cut] = x * cos - y * sin;
        normalY[cut] = y * cos + x * sin;
        const cost = this.#measure(part, points, from, corners, depth, TIE * least);
        if (cost < Infinity) {
          least = cost;
          isBetter = true;
          continue;
        }
        normalX[cut] = x;
        normalY[cut] = y;
        if (isBetter || sin < 0) break;
        sin = -sin;
      }
    }
    const parts = this.#split(part, points, from, corners, depth);
    const { light, heavy } = forest;
    const { cutCorners, restCorners } = this.#cutter;
    this.#turn(light, parts, 0, cutCorners, depth + 1);
    this.#turn(heavy, parts, 2 * cutCorners, restCorners, depth + 1);
  }
}

/** Number of leaves with weight in each node. */
function countFilled({ size, parent, childCount, weight }: WeightedTree): Int32Array {
  const leaves = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (childCount[i] === 0 && weight[i]! > 0) leaves[i] = 1;
    if (i > 0) leaves[parent[i]!]! += leaves[i]!;
  }
  return leaves;
}
