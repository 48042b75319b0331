import { ConvexCutter } from "../../geometry/convex-cut.ts";
import type { Ring, RingCells } from "../engine.ts";
import { CutChooser, type CutSide } from "./chooser.ts";
import { CutTree } from "./cut-tree.ts";
import { HalvesBuilder } from "./halves.ts";
import { buildHuffman } from "./huffman.ts";

/** Divides a convex polygon among a family along a binary tree of cuts. */
export class CutDivider {
  readonly #keepOrder: boolean;
  readonly #tree: CutTree = new CutTree();
  readonly #halves: HalvesBuilder = new HalvesBuilder();
  readonly #cutter: ConvexCutter = new ConvexCutter();
  readonly #chooser: CutChooser = new CutChooser();

  // The parts still to cut, as a stack: the node of the cut tree, and the ring with the place of its frame.
  #node: Int32Array = new Int32Array(64);
  #corners: Int32Array = new Int32Array(64);
  #x: Float64Array = new Float64Array(64);
  #y: Float64Array = new Float64Array(64);
  #points: Float64Array = new Float64Array(1024);

  constructor(keepOrder: boolean) {
    this.#keepOrder = keepOrder;
  }

  divide(
    room: Readonly<Ring>,
    weights: Float64Array,
    firstChild: number,
    end: number,
    cells: RingCells,
  ): void {
    const tree = this.#tree;
    this.#plant(weights, firstChild, end);
    for (let i = firstChild; i < end; i++) if (!(weights[i]! > 0)) cells.set(i, 0, 0, room.points, 0, 0);

    const { count, weight, first, second } = tree;
    let top = 0;
    let used = 2 * room.corners;
    this.#reserve(0, used + 2 * room.corners + 8);
    this.#points.set(room.points.subarray(0, used));
    this.#push(0, 2 * count - 2, room.corners, 0, 0);
    while (top >= 0) {
      const node = this.#node[top]!;
      const corners = this.#corners[top]!;
      const x = this.#x[top]!;
      const y = this.#y[top]!;
      const from = used - 2 * corners;
      if (node < count) {
        cells.set(tree.child[node]!, x, y, this.#points, from, corners);
        used = from;
        top--;
        continue;
      }
      this.#reserve(top + 2, from + 4 * corners + 8);
      const a = first[node - count]!;
      const b = second[node - count]!;
      const light = weight[a]! <= weight[b]! ? a : b;
      const side: CutSide = this.#keepOrder ? (light === a ? 1 : -1) : 0;
      const cutter = this.#cutter;
      const frameX = x + this.#points[from]!;
      const frameY = y + this.#points[from + 1]!;
      cutter.load(this.#points, from, corners);
      const area = cutter.area * (weight[light]! / (weight[a]! + weight[b]!));
      this.#chooser.choose(cutter, area, side);
      cutter.split(area, this.#points, from);
      // The rest, written last, goes on top.
      this.#push(top, light, cutter.cutCorners, frameX + cutter.originX, frameY + cutter.originY);
      this.#push(
        top + 1,
        a + b - light,
        cutter.restCorners,
        frameX + cutter.originX,
        frameY + cutter.originY,
      );
      used = from + 2 * (cutter.cutCorners + cutter.restCorners);
      top++;
    }
  }

  /** Builds the tree of cuts for a family; the root is node 2 × count − 2 even of a single child. */
  #plant(weights: Float64Array, first: number, end: number): void {
    const tree = this.#tree;
    tree.takeLeaves(weights, first, end);
    if (tree.count < 2) return;
    if (this.#keepOrder) {
      this.#halves.build(tree);
    } else {
      tree.sortLeaves();
      buildHuffman(tree);
    }
  }

  #push(at: number, node: number, corners: number, x: number, y: number): void {
    this.#node[at] = node;
    this.#corners[at] = corners;
    this.#x[at] = x;
    this.#y[at] = y;
  }

  /** Makes room for a stack of `entries` parts and `numbers` coordinates. */
  #reserve(entries: number, numbers: number): void {
    if (entries > this.#node.length) {
      this.#node = grown(new Int32Array(2 * entries), this.#node);
      this.#corners = grown(new Int32Array(2 * entries), this.#corners);
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
