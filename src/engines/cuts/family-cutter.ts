import { ConvexCutter } from "../../geometry/convex-cut.ts";
import { growAll, grown } from "../../geometry/growing.ts";
import type { Ring } from "../engine.ts";
import type { CutForest } from "./forest.ts";
import type { CutPlanner, CutTask } from "./planners/planner.ts";

/** Receives the cells of a family: {@link RingCells}, or something that only measures them. */
export interface RingSink {
  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void;
}

/** The room of a part: a ring, and where its frame lies in that of the family's room. */
export interface PartRoom extends Ring {
  readonly x?: number;
  readonly y?: number;
}

/** Divides the rooms of families, whole or in part, and hands their cells on; false if it had to in a makeshift way. */
export interface PartDivider {
  /** Divides a part of the family of node i, joined but not planned, as it comes out best. */
  plan(i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean;
  /** Divides the family of node i along the cuts that the forest has for it. */
  repeat(i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean;
}

/** The parts still to cut, as a stack: what they are, and their ring with the place of its frame. */
class CutStack {
  readonly cutter: ConvexCutter = new ConvexCutter();
  part: Int32Array = new Int32Array(64);
  corners: Int32Array = new Int32Array(64);
  x: Float64Array = new Float64Array(64);
  y: Float64Array = new Float64Array(64);
  points: Float64Array = new Float64Array(1024);

  push(at: number, part: number, corners: number, x: number, y: number): void {
    this.part[at] = part;
    this.corners[at] = corners;
    this.x[at] = x;
    this.y[at] = y;
  }

  /** Makes room for a stack of `entries` parts and `numbers` coordinates. */
  reserve(entries: number, numbers: number): void {
    if (entries > this.part.length) growAll(this, ["part", "corners", "x", "y"], entries);
    if (numbers > this.points.length) this.points = grown(this.points, numbers);
  }
}

/** One stack serves all cutters, since a room is cut apart to its end before the next. */
let shared: CutStack | undefined;

/**
 * Cuts the room of a family apart along the cuts of a forest.
 *
 * Cuts that have a normal are repeated; the others are planned, and their normals noted in the forest.
 */
export class FamilyCutter {
  readonly #forest: CutForest;
  readonly #planner: CutPlanner;
  readonly #keepOrder: boolean;
  readonly #stack: CutStack = (shared ??= new CutStack());
  readonly #task: { -readonly [Key in keyof CutTask]: CutTask[Key] };

  constructor(forest: CutForest, planner: CutPlanner, keepOrder: boolean = false) {
    this.#forest = forest;
    this.#planner = planner;
    this.#keepOrder = keepOrder;
    this.#task = { forest, light: 0, heavy: 0, area: 0, side: 0 };
  }

  /**
   * Cuts `room`, which is `part` of the forest, and hands each cell and each group to `sink`, in the frame of the
   * family's room. A sink may cut nothing itself.
   *
   * @param show - where given, is shown the parts that are cut further, too
   */
  cut(room: Readonly<PartRoom>, part: number, sink: RingSink, show?: RingSink): void {
    const { cells, isGroup } = this.#forest;
    const stack = this.#stack;
    const { x = 0, y = 0 } = room;
    let used = 2 * room.corners;
    stack.reserve(1, used);
    for (let k = 0; k < used; k++) stack.points[k] = room.points[k]!;
    stack.push(0, part, room.corners, 0, 0);
    for (let top = 0; top >= 0;) {
      const piece = stack.part[top]!;
      const corners = stack.corners[top]!;
      const from = used - 2 * corners;
      if (piece < cells || isGroup[piece - cells] === 1) {
        sink.set(piece, x + stack.x[top]!, y + stack.y[top]!, stack.points, from, corners);
        used = from;
        top--;
      } else {
        show?.set(piece, x + stack.x[top]!, y + stack.y[top]!, stack.points, from, corners);
        stack.reserve(top + 2, from + 4 * corners + 8);
        used = this.#divide(top, piece, corners, from);
        top++;
      }
    }
  }

  /** Replaces the part on top of the stack by its two parts, the heavier one on top; returns the numbers used. */
  #divide(top: number, part: number, corners: number, from: number): number {
    const forest = this.#forest;
    const stack = this.#stack;
    const { cutter, points } = stack;
    const cut = part - forest.cells;
    forest.weigh(part);
    const { light, heavy, share } = forest;
    const sign = forest.isLightFirst ? 1 : -1;
    const x = stack.x[top]! + points[from]!;
    const y = stack.y[top]! + points[from + 1]!;
    cutter.load(points, from, corners);
    const area = cutter.area * share;
    if (Number.isNaN(forest.normalX[cut]!)) {
      const task = this.#task;
      task.light = light;
      task.heavy = heavy;
      task.area = area;
      task.side = this.#keepOrder ? sign : 0;
      this.#planner.plan(cutter, task);
      forest.normalX[cut] = sign * this.#planner.nx;
      forest.normalY[cut] = sign * this.#planner.ny;
    } else {
      cutter.aim(forest.normalX[cut]!, forest.normalY[cut]!);
      cutter.sweep(sign, area);
    }
    cutter.split(area, points, from);
    stack.push(top, light, cutter.cutCorners, x + cutter.originX, y + cutter.originY);
    stack.push(top + 1, heavy, cutter.restCorners, x + cutter.originX, y + cutter.originY);
    return from + 2 * (cutter.cutCorners + cutter.restCorners);
  }
}
