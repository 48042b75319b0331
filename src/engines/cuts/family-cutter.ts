import { ConvexCutter } from "../../geometry/convex-cut.ts";
import type { Ring } from "../engine.ts";
import type { CutForest } from "./forest.ts";
import type { CutPlanner, CutTask } from "./planners/planner.ts";

/** Receives the cells of a family: {@link RingCells}, or something that only measures them. */
export interface RingSink {
  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void;
}

/** Is shown the ring of every part that is cut further. */
export type PartSink = (part: number, points: Float64Array, from: number, corners: number) => void;

/**
 * Cuts the room of a family apart along the cuts of a forest.
 *
 * Cuts that have a normal are repeated; the others are planned, and their normals noted in the forest.
 */
export class FamilyCutter {
  readonly #forest: CutForest;
  readonly #planner: CutPlanner;
  readonly #keepOrder: boolean;
  readonly #cutter: ConvexCutter = new ConvexCutter();
  readonly #task: { -readonly [Key in keyof CutTask]: CutTask[Key] };

  // The parts still to cut, as a stack: what they are, and their ring with the place of its frame.
  #part: Int32Array = new Int32Array(64);
  #corners: Int32Array = new Int32Array(64);
  #cutsBefore: Int32Array = new Int32Array(64);
  #x: Float64Array = new Float64Array(64);
  #y: Float64Array = new Float64Array(64);
  #points: Float64Array = new Float64Array(1024);

  constructor(forest: CutForest, planner: CutPlanner, keepOrder: boolean) {
    this.#forest = forest;
    this.#planner = planner;
    this.#keepOrder = keepOrder;
    this.#task = { forest, part: 0, light: 0, heavy: 0, area: 0, side: 0, cutsBefore: 0 };
  }

  /**
   * Cuts `room`, which is `part` of the forest, and hands each cell and each group to `sink`, in the room's frame.
   *
   * @param cutsBefore - number of cuts that made the room
   * @param depths - where given, the number of cuts that made each cell is noted here
   * @param show - where given, is shown the parts on the way
   */
  cut(
    room: Readonly<Ring>,
    part: number,
    sink: RingSink,
    cutsBefore: number,
    depths?: Int32Array,
    show?: PartSink,
  ): void {
    const { cells, isGroup } = this.#forest;
    let used = 2 * room.corners;
    this.#reserve(1, used);
    this.#points.set(room.points.subarray(0, used));
    this.#push(0, part, room.corners, 0, 0, cutsBefore);
    for (let top = 0; top >= 0;) {
      const piece = this.#part[top]!;
      const corners = this.#corners[top]!;
      const from = used - 2 * corners;
      if (piece < cells || isGroup[piece - cells] === 1) {
        sink.set(piece, this.#x[top]!, this.#y[top]!, this.#points, from, corners);
        if (depths && piece < cells) depths[piece] = this.#cutsBefore[top]!;
        used = from;
        top--;
      } else {
        show?.(piece, this.#points, from, corners);
        this.#reserve(top + 2, from + 4 * corners + 8);
        used = this.#divide(top, piece, corners, from);
        top++;
      }
    }
  }

  /** Replaces the part on top of the stack by its two parts, the heavier one on top; returns the numbers used. */
  #divide(top: number, part: number, corners: number, from: number): number {
    const forest = this.#forest;
    const cutter = this.#cutter;
    const cut = part - forest.cells;
    const first = forest.first[cut]!;
    const second = forest.second[cut]!;
    const firstWeight = forest.weightOf(first);
    const secondWeight = forest.weightOf(second);
    const firstIsLight = firstWeight <= secondWeight;
    const light = firstIsLight ? first : second;
    const heavy = firstIsLight ? second : first;
    const share = (firstIsLight ? firstWeight : secondWeight) / (firstWeight + secondWeight);

    const x = this.#x[top]! + this.#points[from]!;
    const y = this.#y[top]! + this.#points[from + 1]!;
    const cutsBefore = this.#cutsBefore[top]!;
    cutter.load(this.#points, from, corners);
    const area = cutter.area * share;
    if (Number.isNaN(forest.normalX[cut]!)) {
      const task = this.#task;
      task.part = part;
      task.light = light;
      task.heavy = heavy;
      task.area = area;
      task.side = this.#keepOrder ? (firstIsLight ? 1 : -1) : 0;
      task.cutsBefore = cutsBefore;
      this.#planner.plan(cutter, task);
      forest.normalX[cut] = firstIsLight ? this.#planner.nx : -this.#planner.nx;
      forest.normalY[cut] = firstIsLight ? this.#planner.ny : -this.#planner.ny;
    } else {
      cutter.aim(forest.normalX[cut]!, forest.normalY[cut]!);
      cutter.sweep(firstIsLight ? 1 : -1, area);
    }
    cutter.split(area, this.#points, from);
    this.#push(top, light, cutter.cutCorners, x + cutter.originX, y + cutter.originY, cutsBefore + 1);
    this.#push(top + 1, heavy, cutter.restCorners, x + cutter.originX, y + cutter.originY, cutsBefore + 1);
    return from + 2 * (cutter.cutCorners + cutter.restCorners);
  }

  #push(at: number, part: number, corners: number, x: number, y: number, cutsBefore: number): void {
    this.#part[at] = part;
    this.#corners[at] = corners;
    this.#cutsBefore[at] = cutsBefore;
    this.#x[at] = x;
    this.#y[at] = y;
  }

  /** Makes room for a stack of `entries` parts and `numbers` coordinates. */
  #reserve(entries: number, numbers: number): void {
    if (entries > this.#part.length) {
      this.#part = grown(new Int32Array(2 * entries), this.#part);
      this.#corners = grown(new Int32Array(2 * entries), this.#corners);
      this.#cutsBefore = grown(new Int32Array(2 * entries), this.#cutsBefore);
      this.#x = grown(new Float64Array(2 * entries), this.#x);
      this.#y = grown(new Float64Array(2 * entries), this.#y);
    }
    if (numbers > this.#points.length) this.#points = grown(new Float64Array(2 * numbers), this.#points);
  }
}

function grown<A extends Int32Array | Float64Array>(larger: A, old: A): A {
  larger.set(old);
  return larger;
}
